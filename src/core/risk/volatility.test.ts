import { describe, expect, it } from "vitest";
import { ewmaVolatility, realizedVolatility } from "./volatility.ts";

/** ±1 % by turns: mean 0 over an even number, so squares are 1e-4 each. */
const alternating = Float64Array.from({ length: 600 }, (_, t) => (t % 2 === 0 ? 0.01 : -0.01));

describe("realizedVolatility", () => {
  it("is the sample standard deviation times √252", () => {
    const expected = Math.sqrt((1e-4 * 252 * 252) / 251);
    expect(realizedVolatility(alternating, 400, 252)).toBeCloseTo(expected, 14);
  });

  it("de-means an odd window as well", () => {
    // 21 returns, eleven of one sign: Σ(r − r̄)² = 21·1e-4 − (0.01)²/21.
    const squares = 21e-4 - 1e-4 / 21;
    expect(realizedVolatility(alternating, 400, 21)).toBeCloseTo(Math.sqrt((squares / 20) * 252), 14);
  });

  it("has no estimate from a window that is not full", () => {
    expect(realizedVolatility(alternating, 19, 21)).toBeNaN();
    expect(realizedVolatility(alternating, 20, 21)).toBeGreaterThan(0);
  });

  it("has no estimate while a missing return lies in the window", () => {
    const gappy = alternating.with(100, Number.NaN);
    expect(realizedVolatility(gappy, 120, 21)).toBeNaN();
    expect(realizedVolatility(gappy, 121, 21)).toBeGreaterThan(0);
  });

  it("is 0 for a series that never moves", () => {
    expect(realizedVolatility(new Float64Array(30), 29, 21)).toBe(0);
  });
});

describe("ewmaVolatility", () => {
  it("is the common size of returns that are all equally large", () => {
    expect(ewmaVolatility(alternating, 599)).toBeCloseTo(0.01 * Math.sqrt(252), 14);
  });

  it("needs 63 returns", () => {
    expect(ewmaVolatility(alternating, 61)).toBeNaN();
    expect(ewmaVolatility(alternating, 62)).toBeGreaterThan(0);
  });

  it("skips a gap without ageing what lies before it", () => {
    const series = Float64Array.from({ length: 200 }, (_, t) => 0.001 * (1 + (t % 7)));
    const gappy = Float64Array.from([
      ...series.subarray(0, 150),
      Number.NaN,
      Number.NaN,
      ...series.subarray(150),
    ]);
    expect(ewmaVolatility(gappy, 201)).toBe(ewmaVolatility(series, 199));
  });

  it("does not see what lies 504 sessions back", () => {
    expect(ewmaVolatility(alternating.with(95, 5), 599)).toBe(ewmaVolatility(alternating, 599));
    expect(ewmaVolatility(alternating.with(96, 5), 599)).not.toBe(ewmaVolatility(alternating, 599));
  });
});
