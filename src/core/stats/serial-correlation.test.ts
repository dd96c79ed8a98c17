import { describe, expect, it } from "vitest";
import { fitLine } from "./line-fit.ts";
import { serialCorrelation } from "./serial-correlation.ts";

const N = 120;
const X = Float64Array.from({ length: N }, (_, t) => 0.01 * Math.sin(t * t * 0.7));

function of(y: Float64Array) {
  const fit = fitLine(X, y, N);
  return { fit, ...serialCorrelation(X, y, N, fit) };
}

describe("serialCorrelation", () => {
  it("has a Durbin–Watson statistic below 2 of residuals that persist, above 2 of residuals that alternate", () => {
    const persistent = X.map((x, t) => x + (Math.floor(t / 20) % 2 === 0 ? 0.001 : -0.001));
    const alternating = X.map((x, t) => x + (t % 2 === 0 ? 0.001 : -0.001));
    expect(of(persistent).durbinWatson).toBeLessThan(0.5);
    expect(of(alternating).durbinWatson).toBeGreaterThan(3.5);
  });

  it("scales its standard error with y and against x", () => {
    const y = X.map((x, t) => 0.8 * x + 0.002 * Math.cos(t * t));
    const { neweyWest, durbinWatson } = of(y);
    const doubled = of(y.map((value) => 2 * value));
    expect(doubled.neweyWest.stdError).toBe(2 * neweyWest.stdError);
    expect(doubled.durbinWatson).toBe(durbinWatson);
    const wide = X.map((x) => 4 * x);
    const scaled = serialCorrelation(wide, y, N, fitLine(wide, y, N));
    expect(scaled.neweyWest.stdError).toBe(neweyWest.stdError / 4);
  });

  it("says nothing of an exact fit's residuals", () => {
    const { durbinWatson, neweyWest } = of(X.map((x) => 0.5 * x));
    expect(durbinWatson).toBeNaN();
    expect(neweyWest.stdError).toBeLessThan(1e-15);
  });

  it("has no standard error of a slope on a constant", () => {
    const constant = new Float64Array(N).fill(0.001);
    const fit = fitLine(constant, X, N);
    expect(serialCorrelation(constant, X, N, fit).neweyWest.stdError).toBeNaN();
  });
});
