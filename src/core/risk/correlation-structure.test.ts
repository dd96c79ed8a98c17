import { describe, expect, it } from "vitest";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import type { CorrelationMatrix } from "./correlation.ts";
import { correlationClusters, effectiveNumber, highPairs } from "./correlation-structure.ts";

const MISSING = Number.NaN;

/** Half a matrix row by row: (B,A), (C,A), (C,B), (D,A) … */
function matrix(symbols: string, ...correlations: readonly number[]): CorrelationMatrix {
  return {
    symbols: symbols.split(""),
    windowSessions: 90,
    correlations: Float64Array.from(correlations),
    observations: new Int32Array(correlations.length).fill(90),
    average: Number.NaN,
  };
}

const groups = (of: CorrelationMatrix) => correlationClusters(of).map(({ symbols }) => symbols.join(""));

describe("correlationClusters", () => {
  it("joins at a mean correlation of 0.5, not below", () => {
    expect(groups(matrix("AB", 0.5))).toEqual(["AB"]);
    expect(groups(matrix("AB", 0.499))).toEqual(["A", "B"]);
  });

  it("measures clusters by the mean over all pairs across them", () => {
    // A–B at 0.9; C is 0.7 and 0.32 from them, 0.51 in the mean, then 0.7 and 0.28, 0.49.
    expect(groups(matrix("ABC", 0.9, 0.7, 0.32))).toEqual(["ABC"]);
    expect(groups(matrix("ABC", 0.9, 0.7, 0.28))).toEqual(["AB", "C"]);
  });

  it("joins the first by name where pairs are equally near", () => {
    // A and B are as near as B and C, but A and C are apart: B goes with A.
    expect(groups(matrix("ABC", 0.6, -0.5, 0.6))).toEqual(["AB", "C"]);
  });

  it("takes a missing pair as uncorrelated", () => {
    expect(groups(matrix("AB", MISSING))).toEqual(["A", "B"]);
    // C joins A and B at (0.9 + 0)/2 only where its known correlation is 1 or more.
    expect(groups(matrix("ABC", 0.95, 0.9, MISSING))).toEqual(["AB", "C"]);
    expect(groups(matrix("ABC", 0.95, 0.9, 0.2))).toEqual(["ABC"]);
  });

  it("has the mean correlation inside, and none for a symbol alone", () => {
    const [largest, single] = correlationClusters(matrix("ABCD", 0.9, 0.8, 0.7, 0, 0, 0));
    expect(largest!.symbols).toEqual(["A", "B", "C"]);
    expect(largest!.averageCorrelation).toBeCloseTo(0.8, 15);
    expect(single).toEqual({ symbols: ["D"], averageCorrelation: Number.NaN });
  });

  it("has none of no symbols", () => {
    expect(correlationClusters(matrix(""))).toEqual([]);
  });
});

describe("highPairs", () => {
  it("are those above 0.7, the highest first, of equal ones by name", () => {
    // (B,A) 0.7 is not above it; (C,A) and (D,B) are equal; (C,B) is unknown.
    const of = matrix("ABCD", 0.7, 0.8, MISSING, 0.95, 0.8, -0.9);
    expect(highPairs(of)).toEqual([
      { symbols: ["A", "D"], correlation: 0.95 },
      { symbols: ["A", "C"], correlation: 0.8 },
      { symbols: ["B", "D"], correlation: 0.8 },
    ]);
  });
});

describe("effectiveNumber", () => {
  const estimateOf = (of: CorrelationMatrix) => {
    const result = effectiveNumber(of);
    if (isNoEstimate(result)) throw new Error("no estimate");
    return result;
  };

  it("is the number of symbols that do not move together, and 1 for those that move as one", () => {
    expect(estimateOf(matrix("ABC", 0, 0, 0)).value).toBeCloseTo(3, 14);
    expect(estimateOf(matrix("ABC", 1, 1, 1)).value).toBeCloseTo(1, 9);
    expect(estimateOf(matrix("A")).value).toBe(1);
  });

  it("of two symbols is worked from their eigenvalues 1 ± ρ", () => {
    const byHand = Math.exp(-(0.8 * Math.log(0.8) + 0.2 * Math.log(0.2)));
    expect(estimateOf(matrix("AB", 0.6)).value).toBeCloseTo(byHand, 14);
    expect(estimateOf(matrix("AB", -0.6)).value).toBeCloseTo(byHand, 14);
  });

  it("leaves out the symbols that lack correlations, those that lack most first", () => {
    const result = estimateOf(matrix("ABCD", 0, MISSING, MISSING, 0, 0, MISSING));
    expect(result.leftOut).toEqual(["C"]);
    expect(result.symbols).toBe(3);
    expect(result.value).toBeCloseTo(3, 14);
    expect(estimateOf(matrix("ABC", MISSING, 0, 0)).leftOut).toEqual(["B"]);
  });

  it("has no estimate where hardly a pair has one", () => {
    expect(effectiveNumber(matrix("AB", MISSING))).toEqual({
      reason: "TOO_FEW_OBSERVATIONS",
      needed: 2,
      got: 1,
    });
    expect(effectiveNumber(matrix(""))).toMatchObject({ got: 0 });
  });
});
