import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CompanyProfile } from "#core/prices/market-facts.ts";
import { DEFAULT_PRIOR, vasicekBeta, vasicekPrior, whyNoVasicek } from "./vasicek-beta.ts";

describe("vasicekBeta", () => {
  it("lies between the estimate and the prior, and is surer than both", () => {
    const beta = fc.double({ min: -5, max: 5, noNaN: true });
    const positive = fc.double({ min: 1e-3, max: 3, noNaN: true });
    fc.assert(
      fc.property(beta, positive, beta, positive, (raw, stdError, mean, tau) => {
        const shrunk = vasicekBeta(raw, stdError, { mean, variance: tau * tau, references: 20 });
        expect(shrunk.beta).toBeGreaterThanOrEqual(Math.min(raw, mean) - 1e-12);
        expect(shrunk.beta).toBeLessThanOrEqual(Math.max(raw, mean) + 1e-12);
        expect(shrunk.stdError).toBeLessThanOrEqual(Math.min(stdError, tau) * (1 + 1e-12));
        expect(1 / shrunk.stdError ** 2 / (1 / stdError ** 2 + 1 / tau ** 2)).toBeCloseTo(1, 9);
      }),
    );
  });

  it("is the prior's mean where the prior has no variance", () => {
    const prior = { mean: 0.9, variance: 0, references: 30 };
    expect(vasicekBeta(1.7, 0.2, prior)).toEqual({ beta: 0.9, stdError: 0, priorShare: 1 });
    expect(vasicekBeta(1.7, 0, prior).beta).toBe(0.9);
  });

  it("is the estimate where that has no error", () => {
    expect(vasicekBeta(1.7, 0, DEFAULT_PRIOR)).toEqual({ beta: 1.7, stdError: 0, priorShare: 0 });
  });

  it("is missing where the estimate is", () => {
    for (const variance of [0, 0.1]) {
      const prior = { mean: 1, variance, references: 20 };
      expect(vasicekBeta(Number.NaN, Number.NaN, prior).beta).toBeNaN();
    }
  });
});

describe("vasicekPrior", () => {
  const spread = (n: number) => Float64Array.from({ length: n }, (_, i) => 0.5 + i / 20);

  it("needs 20 betas with a standard error", () => {
    expect(vasicekPrior(spread(19), new Float64Array(19))).toEqual(DEFAULT_PRIOR);
    expect(vasicekPrior(spread(20), new Float64Array(20)).references).toBe(20);
    const errors = new Float64Array(20);
    errors[3] = Number.NaN;
    expect(vasicekPrior(spread(20), errors)).toEqual(DEFAULT_PRIOR);
  });

  it("is 1 ± 0.35 without a reference set", () => {
    expect(DEFAULT_PRIOR.mean).toBe(1);
    expect(Math.sqrt(DEFAULT_PRIOR.variance)).toBeCloseTo(0.35, 15);
  });
});

describe("whyNoVasicek", () => {
  const profile = (
    assetType: CompanyProfile["assetType"],
    sectorWeights: CompanyProfile["sectorWeights"] = null,
  ): CompanyProfile => ({
    symbol: "X",
    name: null,
    sector: null,
    industry: null,
    assetType,
    providerBeta: null,
    sectorWeights,
  });

  it.each([
    [profile("stock"), null],
    [profile("etf", { Technology: 0.4 }), null],
    [profile("mutual_fund", { Technology: 0.4 }), null],
    [profile("etf"), "NOT_EQUITY"],
    [profile("etf", { Technology: 0 }), "NOT_EQUITY"],
    [profile("bond"), "NOT_EQUITY"],
    [profile("other", { Technology: 1 }), "NOT_EQUITY"],
    [profile(null), "NO_PROFILE"],
    [undefined, "NO_PROFILE"],
  ] as const)("%o: %s", (given, reason) => {
    expect(whyNoVasicek(given)).toBe(reason);
  });
});
