import { describe, expect, it } from "vitest";
import { goldenReturns, LAST_ORDINAL } from "#test/golden/risk/market.ts";
import { factorCovariance } from "./factor-covariance.ts";
import { factorDiagnostics, varianceInflation } from "./factor-diagnostics.ts";
import { factorReturnsOf } from "./factor-returns.ts";

describe("varianceInflation", () => {
  it("is 1/(1 − ρ²) for two regressors, whatever their units", () => {
    // ρ = 0.6: 1/(1 − 0.36) = 1.5625
    const [a, b] = varianceInflation(Float64Array.of(4, 12, 12, 100), 2);
    expect(a).toBeCloseTo(1.5625, 14);
    expect(b).toBeCloseTo(1.5625, 14);
  });

  it("is 1 for a regressor unrelated to the others", () => {
    expect([...varianceInflation(Float64Array.of(1, 0, 0, 2), 2)]).toEqual([1, 1]);
  });

  it("is infinite for regressors that determine each other, and finite for the rest", () => {
    // x₂ = 2·x₁; x₃ has correlation 0.5 with both: 1/(1 − 0.25).
    const covariance = Float64Array.of(1, 2, 0.5, 2, 4, 1, 0.5, 1, 1);
    const [first, twice, other] = varianceInflation(covariance, 3);
    expect([first, twice]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(other).toBeCloseTo(4 / 3, 14);
  });

  it("is infinite for a sum of the others", () => {
    // x₃ = x₁ + x₂ of uncorrelated x₁, x₂.
    const covariance = Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 2);
    expect(varianceInflation(covariance, 3).every((value) => value === Number.POSITIVE_INFINITY)).toBe(true);
  });

  it("is infinite for a constant regressor, which leaves the others alone", () => {
    const covariance = Float64Array.of(0, 0, 0, 0, 1, 0.6, 0, 0.6, 1);
    const [constant, a, b] = varianceInflation(covariance, 3);
    expect(constant).toBe(Number.POSITIVE_INFINITY);
    expect(a).toBeCloseTo(1.5625, 14);
    expect(b).toBeCloseTo(1.5625, 14);
  });

  it("has no answer for a covariance with a missing element", () => {
    const [a, b] = varianceInflation(Float64Array.of(1, Number.NaN, Number.NaN, 1), 2);
    expect([a, b]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe("factorDiagnostics", () => {
  it("comes with the condition number and the observations of the covariance", () => {
    const covariance = factorCovariance(factorReturnsOf(goldenReturns()), LAST_ORDINAL);
    if ("reason" in covariance) throw new Error("no covariance");
    const { observations, condition, varianceInflation: inflation } = factorDiagnostics(covariance);
    expect(observations).toBe(252);
    expect(condition).toBe(covariance.condition);
    expect(inflation.every((value) => value >= 1 && value < condition ** 2)).toBe(true);
  });
});
