import { describe, expect, it } from "vitest";
import { binomialCdf } from "./binomial.ts";
import { chiSquareCdf, chiSquareSurvival } from "./chi-square.ts";
import { normalCdf, normalQuantile } from "./normal.ts";
import { populationMoments } from "./population-moments.ts";

describe("normalQuantile", () => {
  it("is the inverse of the distribution function", () => {
    for (let z = -8; z <= 3; z += 0.25)
      expect(Math.abs(normalQuantile(normalCdf(z)) - z)).toBeLessThan(1e-12);
  });

  it("is infinite at 0 and 1, 0 at one half, and none outside", () => {
    expect([0, 0.5, 1, 1.5, Number.NaN].map(normalQuantile)).toEqual([
      Number.NEGATIVE_INFINITY,
      0,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe("the chi-square distribution", () => {
  it("is 0 up to 0 and 1 at infinity", () => {
    expect([-1, 0, Number.POSITIVE_INFINITY].map((x) => chiSquareCdf(x, 3))).toEqual([0, 0, 1]);
    expect([-1, 0, Number.POSITIVE_INFINITY].map((x) => chiSquareSurvival(x, 3))).toEqual([1, 1, 0]);
  });

  it("has none without degrees of freedom or for a missing statistic", () => {
    expect(chiSquareCdf(1, 0)).toBeNaN();
    expect(chiSquareSurvival(Number.NaN, 2)).toBeNaN();
  });
});

describe("binomialCdf", () => {
  it("has none for counts that are none", () => {
    expect([binomialCdf(3, 2, 0.5), binomialCdf(1.5, 2, 0.5), binomialCdf(1, 2, 1.5)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe("populationMoments", () => {
  it("of a constant series have neither skewness nor kurtosis", () => {
    expect(populationMoments(new Float64Array(4).fill(2))).toEqual({
      mean: 2,
      standardDeviation: 0,
      skewness: Number.NaN,
      excessKurtosis: Number.NaN,
    });
  });
});
