import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
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
    expect(relative(variance(x), golden.varianceX)).toBeLessThan(1e-13);
    expect(relative(variance(x, 0), golden.populationVarianceX)).toBeLessThan(1e-13);
    expect(relative(covariance(x, y), golden.covarianceXY)).toBeLessThan(1e-10);
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
    expect(worst(solution, golden.solution)).toBeLessThan(1e-12);
  });

  it("have NumPy's inverse", () => {
    const lower = cholesky(spd, 5)!;
    expect(worst(choleskyInverse(lower, 5), golden.inverse)).toBeLessThan(1e-12);
  });

  it("are not factored when indefinite or with a missing element", () => {
    expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
    expect(cholesky(Float64Array.of(1, 0, 0, Number.NaN), 2)).toBeNull();
  });

  it("are refused with their condition number when nearly singular, whatever the units", () => {
    const nearly = Float64Array.of(1, 1e6 * (1 - 1e-10), 1e6 * (1 - 1e-10), 1e12);
    const refused = solvePositiveDefinite(nearly, 2, Float64Array.of(1, 1));
    if (!isNoEstimate(refused) || refused.reason !== "ILL_CONDITIONED") throw new Error("solved");
    expect(relative(refused.condition, 2e10)).toBeLessThan(1e-5);
    const scaled = solvePositiveDefinite(Float64Array.of(1, 0, 0, 1e20), 2, Float64Array.of(1, 1e20));
    expect([...(scaled as Float64Array)]).toEqual([1, 1]);
  });
});

describe("symmetric eigenvalues", () => {
  const { values, vectors } = symmetricEigen(spd, 5);

  it("agree with NumPy, largest first", () => {
    expect(worst(values, golden.eigenvalues)).toBeLessThan(1e-13);
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
    expect(worst(fit.coefficients, golden.coefficients)).toBeLessThan(1e-7);
    expect(relative(fit.residualSumOfSquares, golden.ssr)).toBeLessThan(1e-10);
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
    for (const [t, degrees, p] of golden.student)
      expect(Math.abs(studentTwoSidedP(t, degrees) - p)).toBeLessThan(1e-10);
  });

  it("give Student's distribution function on both sides", () => {
    for (const [t, degrees, p] of golden.student)
      expect(Math.abs(studentCdf(t, degrees) - (t > 0 ? 1 - p / 2 : p / 2))).toBeLessThan(1e-10);
  });

  it("give no p for a missing statistic or without degrees of freedom", () => {
    expect(studentTwoSidedP(Number.NaN, 10)).toBeNaN();
    expect(studentTwoSidedP(1, 0)).toBeNaN();
  });

  it("give the normal distribution as Python does", () => {
    for (const [z, cdf, pdf] of golden.normal) {
      expect(Math.abs(normalCdf(z) - cdf)).toBeLessThan(1e-15);
      expect(Math.abs(normalPdf(z) - pdf)).toBeLessThan(1e-15);
    }
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

function relative(got: number, wanted: number): number {
  return Math.abs(got - wanted) / Math.abs(wanted);
}

function worst(got: Float64Array, wanted: readonly number[]): number {
  expect(got).toHaveLength(wanted.length);
  return Math.max(...wanted.map((value, i) => relative(got[i]!, value)));
}
