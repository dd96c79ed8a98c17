import { describe, expect, it } from "vitest";
import { correlationClusters, effectiveNumber } from "#core/risk/correlation-structure.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { repairPsd } from "#core/stats/repair-psd.ts";
import { symmetricEigenvalues } from "#core/stats/symmetric-eigenvalues.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { ANSWERS, correlationsOf } from "./answers.ts";

describe("a correlation matrix that is not positive semidefinite", () => {
  it("is repaired as by NumPy", () => {
    const worst = compareWith({
      quantity: "Repaired correlation matrix",
      reference: "NumPy 2.4",
      kind: "absolute",
      tolerance: 1e-12,
    });
    for (const { n, matrix, smallest, repaired, largestChange } of ANSWERS.repair) {
      expect(smallest).toBeLessThan(0);
      const actual = repairPsd(Float64Array.from(matrix), n);
      for (const [i, value] of repaired.entries()) worst.add(actual.values[i]!, value);
      worst.add(actual.largestChange, largestChange);
    }
    worst.end();
  });
});

describe("eigenvalues without vectors", () => {
  it("are NumPy's", () => {
    const { n, matrix, values } = ANSWERS.eigenvalues;
    const worst = compareWith({
      quantity: "Eigenvalues of a symmetric matrix, over the largest",
      reference: "NumPy 2.4",
      kind: "absolute",
      tolerance: 1e-14,
    });
    const actual = symmetricEigenvalues(Float64Array.from(matrix), n);
    for (const [i, value] of values.entries()) worst.add(actual[i]! / values[0]!, value / values[0]!);
    worst.end();
  });
});

describe("clusters", () => {
  it.each(ANSWERS.clusters)("of $n symbols are SciPy's", ({ n, correlations, groups }) => {
    const matrix = correlationsOf(n, correlations);
    const actual = correlationClusters(matrix).map(({ symbols }) =>
      symbols.map((symbol) => matrix.symbols.indexOf(symbol)),
    );
    const expected = groups.toSorted((a, b) => b.length - a.length || a[0]! - b[0]!);
    expect(actual).toEqual(expected);
    const worst = compareWith({
      quantity: "clusters",
      reference: "SciPy 1.17",
      kind: "absolute",
      tolerance: 0,
    });
    const firstOf = (of: readonly (readonly number[])[], i: number) =>
      of.find((members) => members.includes(i))?.[0] ?? Number.NaN;
    for (let i = 0; i < n; i++) worst.add(firstOf(actual, i), firstOf(expected, i));
    worst.end();
  });
});

describe("the effective number by correlation", () => {
  it("is the exponential of NumPy's entropy", () => {
    const worst = compareWith({
      quantity: "Effective number by correlation",
      reference: "NumPy 2.4",
      kind: "relative",
      tolerance: 1e-11,
    });
    for (const { n, correlations, value } of ANSWERS.effective) {
      const actual = effectiveNumber(correlationsOf(n, correlations));
      if (isNoEstimate(actual)) throw new Error("no estimate");
      worst.add(actual.value, value);
    }
    worst.end();
  });
});
