import { describe, expect, it } from "vitest";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import { covarianceEstimates, covarianceVolatility } from "#core/risk/covariance-estimates.ts";
import {
  type CovarianceMatrix,
  conditionOf,
  ledoitWolfConstantCorrelation,
  ledoitWolfIdentity,
  sampleCovariance,
} from "#core/stats/covariance-shrinkage.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { weightsOf } from "#test/golden/risk/market.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { ANSWERS, numbers } from "./answers.ts";

const comparison = (quantity: string, tolerance: number) =>
  compareWith({ quantity, reference: "NumPy 2.4", kind: "relative", tolerance });

/** A near-zero covariance is measured against a thousandth of the largest element. */
function addMatrix(
  worst: ReturnType<typeof compareWith>,
  actual: CovarianceMatrix,
  expected: readonly number[],
) {
  const floor = 1e-3 * Math.max(...expected.map(Math.abs));
  expect(actual.values.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) worst.add(actual.values[i]!, value, floor);
}

describe.each(ANSWERS.estimates)("covariance of $name", ({ rows, n, p, ...answer }) => {
  const returns = { rows: Float64Array.from(rows), n, p };

  it.each([
    ["constant correlation", "constantCorrelation", ledoitWolfConstantCorrelation],
    ["identity", "identity", ledoitWolfIdentity],
  ] as const)("is shrunk as by the authors: %s", (target, name, estimate) => {
    const expected = answer[name];
    const actual = estimate(returns);
    const matrix = comparison(`Ledoit–Wolf ${target}, matrix`, 1e-12);
    addMatrix(matrix, actual, expected.values);
    matrix.end();
    const parameters = comparison(`Ledoit–Wolf ${target}, intensity, target and condition number`, 1e-11);
    parameters.add(actual.shrinkage, expected.shrinkage);
    parameters.add(actual.targetParameter, expected.parameter);
    parameters.add(conditionOf(actual, p), expected.condition);
    parameters.end();
  });

  it("is NumPy's sample covariance, singular where rows are too few", () => {
    const actual = sampleCovariance(returns);
    const matrix = comparison("Sample covariance", 1e-12);
    addMatrix(matrix, actual, answer.sample.values);
    matrix.end();
    const condition = comparison("Sample covariance, condition number", 1e-9);
    condition.add(conditionOf(actual, p), n > p ? answer.sample.condition : Number.POSITIVE_INFINITY);
    condition.end();
  });
});

describe.each(ANSWERS.gaps.cases)("a book of $held with gaps", ({ held, kept, weights, ...answer }) => {
  const returns: ReturnMatrix = {
    symbols: "ABCDEF".split(""),
    firstOrdinal: 5_000,
    sessionCount: 300,
    values: numbers(ANSWERS.gaps.returns),
  };
  const estimates = covarianceEstimates(held.split(""), returns, 5_299);
  if (isNoEstimate(estimates)) throw new Error("no estimate");

  it("is estimated from the complete rows of the symbols that have enough", () => {
    expect(estimates.symbols).toEqual(kept.split(""));
    expect(estimates.leftOut).toEqual(held.split("").filter((symbol) => !kept.includes(symbol)));
    expect(estimates.observations).toBe(answer.observations);
    const matrix = comparison("Ledoit–Wolf constant correlation, matrix", 1e-12);
    addMatrix(matrix, estimates.constantCorrelation, answer.values);
    matrix.end();
  });

  it("has the volatility of the weights that are covered, and their share", () => {
    const actual = covarianceVolatility(weightsOf(weights), estimates.symbols, estimates.constantCorrelation);
    const worst = comparison("Total volatility from the covariance, and its coverage", 1e-12);
    worst.add(actual.volatility, answer.volatility);
    worst.add(actual.coverage, answer.coverage);
    worst.end();
  });
});
