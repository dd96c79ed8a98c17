import { describe, expect, it } from "vitest";
import { tooFewObservations } from "#core/stats/no-estimate.ts";
import { weightsOf } from "#test/golden/risk/market.ts";
import { estimated, goldenBook, goldenCovariance } from "#test/golden/stress/answers.ts";
import { putOn } from "#test/golden/stress/put-on.ts";
import { reverseStress } from "./reverse-stress.ts";

const covariance = goldenCovariance();
const book = goldenBook(weightsOf({ AAA: 0.6, EEE: 0.3 }));

describe("reverseStress", () => {
  it("loses what was asked for", () => {
    const { revalued } = estimated(reverseStress(book, covariance, 0.2));
    expect(revalued.pnl).toBeCloseTo(-0.2, 14);
    expect(revalued.convexity).toBe(0);
  });

  it("shows how far a put keeps the book from that loss", () => {
    const holdings = { ...weightsOf({ AAA: 0.6, EEE: 0.3 }), options: [putOn("AAA", 0.001)] };
    const { revalued } = estimated(reverseStress(goldenBook(holdings), covariance, 0.2));
    expect(revalued.convexity).toBeGreaterThan(0.001);
    expect(revalued.pnl).toBeCloseTo(-0.2 + revalued.convexity, 14);
  });

  it("says why there is none", () => {
    const few = tooFewObservations(126, 100);
    expect(reverseStress(book, few, 0.2)).toBe(few);
    expect(reverseStress(goldenBook(weightsOf({ NONE: 1 })), covariance, 0.2)).toEqual({
      reason: "NO_LOADING",
    });
    const still = { ...book, exposures: new Float64Array(7) };
    expect(reverseStress(still, covariance, 0.2)).toEqual({
      reason: "NO_FACTOR_VARIATION",
      observations: covariance.observations,
    });
  });

  it("refuses a loss that is none", () => {
    expect(() => reverseStress(book, covariance, -0.2)).toThrow(RangeError);
    expect(() => reverseStress(book, covariance, Number.NaN)).toThrow(RangeError);
  });
});
