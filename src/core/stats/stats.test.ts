import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { compareWith } from "#test/support/worst-error.ts";
import { cholesky, choleskyInverse, solvePositiveDefinite } from "./cholesky.ts";
import { fitLine, testLine } from "./line-fit.ts";
import { centredMoments, covariance, mean, variance } from "./moments.ts";
import { isNoEstimate } from "./no-estimate.ts";
import { normalCdf, normalPdf } from "./normal.ts";
import { pivotedLeastSquares } from "./pivoted-qr.ts";
import { studentCdf, studentTwoSidedP } from "./student-t.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

const file = path.resolve(import.meta.dirname, "../../../test/golden/factors/stats.json");
const golden = JSON.parse(readFileSync(file, "utf8")) as Golden;
const x = Float64Array.from(golden.x);
const y = Float64Array.from(golden.y);
const spd = Float64Array.from(golden.spd);

describe("moments", () => {
  it("agree with NumPy, also about a level a hundred thousand deviations away", () => {
    const variances = relative("sample and population variance", 1e-13);
    variances.add(variance(x), golden.varianceX);
    variances.add(variance(x, 0), golden.populationVarianceX);
    variances.end();
    const covariances = relative("covariance about a distant level", 1e-10);
    covariances.add(covariance(x, y), golden.covarianceXY);
    covariances.end();
  });

  it("are missing where there are too few elements or one is missing", () => {
    expect(mean(new Float64Array(0))).toBeNaN();
    expect(variance(Float64Array.of(1))).toBeNaN();
    expect(variance(Float64Array.of(1, Number.NaN, 2))).toBeNaN();
  });

  it("refuse series of different lengths", () => {
    expect(() => covariance(Float64Array.of(1, 2), Float64Array.of(1))).toThrow(RangeError);
  });

  it("centre the columns of a matrix", () => {
    const { means, gram } = centredMoments(Float64Array.of(1, 10, 3, 30, 99, 99), 2, 2);
    expect([...means, ...gram]).toEqual([2, 20, 2, 20, 20, 200]);
  });
});

describe("positive definite systems", () => {
  it("are solved as by NumPy", () => {
    const solution = solvePositiveDefinite(spd, 5, Float64Array.from(golden.rhs));
    if (isNoEstimate(solution)) throw new Error("refused");
    compareAll("solution of a positive definite system", solution, golden.solution, 1e-12);
  });

  it("have NumPy's inverse", () => {
    const lower = cholesky(spd, 5)!;
    compareAll("inverse of a positive definite matrix", choleskyInverse(lower, 5), golden.inverse, 1e-12);
  });

  it("are not factored when indefinite or with a missing element", () => {
    expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
    expect(cholesky(Float64Array.of(1, 0, 0, Number.NaN), 2)).toBeNull();
  });

  it("are refused with their condition number when nearly singular, whatever the units", () => {
    const nearly = Float64Array.of(1, 1e6 * (1 - 1e-10), 1e6 * (1 - 1e-10), 1e12);
    const refused = solvePositiveDefinite(nearly, 2, Float64Array.of(1, 1));
    if (!isNoEstimate(refused) || refused.reason !== "ILL_CONDITIONED") throw new Error("solved");
    expect(Math.abs(refused.condition / 2e10 - 1)).toBeLessThan(1e-5);
    const scaled = solvePositiveDefinite(Float64Array.of(1, 0, 0, 1e20), 2, Float64Array.of(1, 1e20));
    expect([...(scaled as Float64Array)]).toEqual([1, 1]);
  });
});

describe("symmetric eigenvalues", () => {
  const { values, vectors } = symmetricEigen(spd, 5);

  it("agree with NumPy, largest first", () => {
    compareAll("eigenvalues", values, golden.eigenvalues, 1e-13);
  });

  it("come with vectors that make up the matrix again", () => {
    for (let i = 0; i < 5; i++)
      for (let j = 0; j < 5; j++) {
        let sum = 0;
        for (let k = 0; k < 5; k++) sum += values[k]! * vectors[i * 5 + k]! * vectors[j * 5 + k]!;
        expect(Math.abs(sum - spd[i * 5 + j]!)).toBeLessThan(1e-12);
      }
  });

  it("of a matrix that is not finite are an error", () => {
    expect(() => symmetricEigen(Float64Array.of(1, Number.NaN, Number.NaN, 1), 2)).toThrow(RangeError);
  });
});

describe("pivoted least squares", () => {
  const design = Float64Array.from(golden.design);
  const target = Float64Array.from(golden.target);

  it("agree with NumPy on a design with condition number above a million", () => {
    const fit = pivotedLeastSquares(design, 80, 5, target);
    expect(fit.rank).toBe(5);
    const quantity = "least squares on a nearly collinear design";
    compareAll(`${quantity}: coefficients`, fit.coefficients, golden.coefficients, 1e-7);
    const residual = relative(`${quantity}: residual sum of squares`, 1e-10);
    residual.add(fit.residualSumOfSquares, golden.ssr);
    residual.end();
  });

  it("leave out a column that repeats another, without a coefficient", () => {
    const repeated = design.slice();
    for (let r = 0; r < 80; r++) repeated[r * 5 + 4] = repeated[r * 5]!;
    const fit = pivotedLeastSquares(repeated, 80, 5, target);
    expect(fit.rank).toBe(4);
    expect([...fit.coefficients].filter(Number.isNaN)).toHaveLength(1);
    expect([...fit.inverseDiagonal].filter(Number.isNaN)).toHaveLength(1);
  });
});

describe("distributions", () => {
  it("give Student's two-sided p as the closed form does", () => {
    const compare = absolute("Student's p", "closed form (Abramowitz & Stegun 26.7.4)", 1e-10);
    for (const [t, degrees, p] of golden.student) compare.add(studentTwoSidedP(t, degrees), p);
    compare.end();
  });

  it("give Student's distribution function on both sides", () => {
    const compare = absolute("Student's distribution", "closed form (Abramowitz & Stegun 26.7.4)", 1e-10);
    for (const [t, degrees, p] of golden.student)
      compare.add(studentCdf(t, degrees), t > 0 ? 1 - p / 2 : p / 2);
    compare.end();
  });

  it("give no p for a missing statistic or without degrees of freedom", () => {
    expect(studentTwoSidedP(Number.NaN, 10)).toBeNaN();
    expect(studentTwoSidedP(1, 0)).toBeNaN();
  });

  it("give the normal distribution as Python does", () => {
    const distribution = absolute("normal distribution", "Python's statistics", 1e-15);
    const density = absolute("normal density", "Python's statistics", 1e-15);
    for (const [z, cdf, pdf] of golden.normal) {
      distribution.add(normalCdf(z), cdf);
      density.add(normalPdf(z), pdf);
    }
    distribution.end();
    density.end();
  });
});

describe("line fit", () => {
  it("of a constant y has beta and standard error 0 and neither R², t nor p", () => {
    const fit = testLine(x, new Float64Array(x.length).fill(0.1), x.length);
    expect(fit.alpha).toBeCloseTo(0.1, 15);
    expect([fit.beta, fit.stdError, fit.residualStd]).toEqual([0, 0, 0]);
    expect([fit.rSquared, fit.t, fit.p]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it("on a constant x identifies nothing", () => {
    expect(fitLine(new Float64Array(x.length).fill(2), x, x.length).beta).toBeNaN();
  });
});

interface Golden {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly varianceX: number;
  readonly populationVarianceX: number;
  readonly covarianceXY: number;
  readonly spd: readonly number[];
  readonly rhs: readonly number[];
  readonly solution: readonly number[];
  readonly inverse: readonly number[];
  readonly eigenvalues: readonly number[];
  readonly design: readonly number[];
  readonly target: readonly number[];
  readonly coefficients: readonly number[];
  readonly ssr: number;
  readonly student: readonly (readonly [number, number, number])[];
  readonly normal: readonly (readonly [number, number, number])[];
}

function relative(quantity: string, tolerance: number) {
  return compareWith({ quantity, reference: "NumPy 2.4", kind: "relative", tolerance });
}

function absolute(quantity: string, reference: string, tolerance: number) {
  return compareWith({ quantity, reference, kind: "absolute", tolerance });
}

function compareAll(
  quantity: string,
  actual: Float64Array,
  expected: readonly number[],
  tolerance: number,
): void {
  expect(actual).toHaveLength(expected.length);
  const compare = relative(quantity, tolerance);
  for (const [i, value] of expected.entries()) compare.add(actual[i]!, value);
  compare.end();
}
