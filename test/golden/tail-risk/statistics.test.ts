import { describe, expect, it } from "vitest";
import { binomialCdf } from "#core/stats/binomial.ts";
import { chiSquareCdf, chiSquareSurvival } from "#core/stats/chi-square.ts";
import { normalQuantile } from "#core/stats/normal.ts";
import { populationMoments } from "#core/stats/population-moments.ts";
import { invertedCdfQuantile, type7Quantile } from "#core/stats/quantile.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { ANSWERS, REFERENCE } from "./answers.ts";
import { series } from "./series.ts";

const sorted = series(5, 37).sort();

describe("quantiles", () => {
  it.each([
    ["type 7", type7Quantile, 1],
    ["inverted cdf", invertedCdfQuantile, 2],
  ] as const)("of %s are NumPy's", (name, quantile, place) => {
    const comparison = compareWith({
      quantity: `Quantile, ${name}`,
      reference: REFERENCE,
      kind: "relative",
      tolerance: 1e-14,
    });
    for (const row of ANSWERS.quantiles) comparison.add(quantile(sorted, row[0]!), row[place]!);
    comparison.end();
  });

  it("of the normal distribution are SciPy's far into the tails", () => {
    const comparison = compareWith({
      quantity: "Normal quantile",
      reference: REFERENCE,
      kind: "relative",
      tolerance: 1e-15,
    });
    for (const [p, z] of ANSWERS.normalQuantiles) comparison.add(normalQuantile(p!), z!);
    comparison.end();
  });
});

describe("distribution functions", () => {
  it.each([
    ["chi-square distribution function", chiSquareCdf, 2],
    ["chi-square survival function", chiSquareSurvival, 3],
  ] as const)("the %s is SciPy's", (quantity, of, place) => {
    const comparison = compareWith({ quantity, reference: REFERENCE, kind: "relative", tolerance: 1e-12 });
    for (const row of ANSWERS.chiSquare) comparison.add(of(row[0]!, row[1]!), row[place]!, 1e-290);
    comparison.end();
  });

  it("the binomial one is SciPy's", () => {
    const comparison = compareWith({
      quantity: "binomial distribution function",
      reference: REFERENCE,
      kind: "absolute",
      tolerance: 1e-11,
    });
    for (const [k, n, p, answer] of ANSWERS.binomial) comparison.add(binomialCdf(k!, n!, p!), answer!);
    comparison.end();
  });
});

describe("population moments", () => {
  it("are NumPy's and SciPy's", () => {
    const { mean, standardDeviation, skewness, excessKurtosis } = populationMoments(series(5, 37));
    for (const [i, value] of [mean, standardDeviation, skewness, excessKurtosis].entries()) {
      expect(Math.abs(value - ANSWERS.moments[i]!)).toBeLessThan(1e-13);
    }
  });
});
