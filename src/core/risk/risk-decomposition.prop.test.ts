import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { weightsOf } from "#test/golden/risk/market.ts";
import { estimated, goldenBook, goldenCovariance } from "#test/golden/stress/answers.ts";
import { riskDecomposition } from "./risk-decomposition.ts";

const covariance = goldenCovariance();
const weight = fc.double({ min: -1, max: 1, noNaN: true }).filter((w) => Math.abs(w) > 1e-3);
const anyBook = fc.dictionary(fc.constantFrom("AAA", "BBB", "CCC", "DDD", "EEE", "SPY", "TLT"), weight, {
  minKeys: 1,
});
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

describe("the parts of a decomposition", () => {
  it("add up to the whole, by factor and by position", () => {
    fc.assert(
      fc.property(anyBook, (weights) => {
        const risk = estimated(riskDecomposition(goldenBook(weightsOf(weights)), covariance));
        const { factors, positions, volatility, specificShare, systematicShare } = risk;
        expect(sum(factors.share) + specificShare).toBeCloseTo(1, 9);
        expect(sum(factors.share)).toBeCloseTo(systematicShare, 9);
        expect(sum(positions.share)).toBeCloseTo(1, 9);
        expect(sum(positions.systematicShare)).toBeCloseTo(systematicShare, 9);
        expect(sum(positions.specificShare)).toBeCloseTo(specificShare, 9);
        expect(sum(positions.component)).toBeCloseTo(volatility, 9);
        expect(sum(factors.component) + volatility * specificShare).toBeCloseTo(volatility, 9);
        expect(risk.diversificationRatio).toBeGreaterThan(1 - 1e-12);
      }),
    );
  });

  it("keep their shares and scale their volatility with the book", () => {
    fc.assert(
      fc.property(anyBook, (weights) => {
        const twice = Object.fromEntries(Object.entries(weights).map(([symbol, w]) => [symbol, -2 * w]));
        const one = estimated(riskDecomposition(goldenBook(weightsOf(weights)), covariance));
        const two = estimated(riskDecomposition(goldenBook(weightsOf(twice)), covariance));
        expect(two.volatility).toBeCloseTo(2 * one.volatility, 12);
        for (const [i, share] of one.positions.share.entries())
          expect(two.positions.share[i]).toBeCloseTo(share, 9);
      }),
    );
  });

  it("have the same bits in any order of the lots", () => {
    fc.assert(
      fc.property(anyBook, (weights) => {
        const reversed = Object.fromEntries(Object.entries(weights).reverse());
        expect(riskDecomposition(goldenBook(weightsOf(reversed)), covariance)).toEqual(
          riskDecomposition(goldenBook(weightsOf(weights)), covariance),
        );
      }),
    );
  });
});
