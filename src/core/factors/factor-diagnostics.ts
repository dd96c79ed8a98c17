import { unitDiagonal } from "#core/stats/cholesky.ts";
import { FLAT_VARIANCE } from "#core/stats/moments.ts";
import type { FactorCovariance } from "./factor-covariance.ts";
import { JOINT_COUNT } from "./joint-columns.ts";

/** How well the joint factors of one session can be told apart. */
export interface FactorDiagnostics {
  readonly observations: number;
  /** Of each joint factor, at least 1; see {@link varianceInflation}. */
  readonly varianceInflation: Float64Array;
  /** Condition number of the standardised design, the root of that of the correlation matrix. */
  readonly condition: number;
}

/** Diagnostics of the joint factors over the window of their covariance: 252 sessions, at least 126 complete rows. */
export function factorDiagnostics(covariance: FactorCovariance): FactorDiagnostics {
  const { observations, values, condition } = covariance;
  return { observations, varianceInflation: varianceInflation(values, JOINT_COUNT), condition };
}

/** A share of a regressor's variance at or below this, which the others leave, is rounding. */
const DETERMINED = 1e-12;

/**
 * Variance inflation factors of k regressors from their covariance (k×k row-major, any ddof): VIF_j = 1/(1 − R²_j) with
 * R²_j of regressing regressor j on the others and an intercept, by which the variance of its coefficient exceeds that of
 * a regressor unrelated to the others. Infinity for a regressor that is constant or that the others determine; a
 * constant one does not count among the others. NaN throughout where the covariance has a missing element.
 *
 * 1 − R²_j is what pivoted Cholesky of the correlation matrix leaves of j after all others, so that others which
 * determine each other cost no digits. Source: Belsley, Kuh & Welsch (1980), *Regression Diagnostics*, ch. 3.
 */
export function varianceInflation(covariance: Float64Array, k: number): Float64Array {
  if (covariance.some(Number.isNaN)) return new Float64Array(k).fill(Number.NaN);
  const moving = Array.from({ length: k }, (_, j) => j).filter((j) => covariance[j * k + j]! > FLAT_VARIANCE);
  const correlation = unitDiagonal(covariance, k);
  return Float64Array.from({ length: k }, (_, j) => {
    if (!moving.includes(j)) return Number.POSITIVE_INFINITY;
    const rest = unexplained(
      correlation,
      k,
      j,
      moving.filter((other) => other !== j),
    );
    return rest > DETERMINED ? 1 / rest : Number.POSITIVE_INFINITY;
  });
}

/** 1 − R² of regressor j on the others, by eliminating the one with the largest remaining variance first. */
function unexplained(correlation: Float64Array, k: number, j: number, others: readonly number[]): number {
  const a = correlation.slice();
  const left = [...others];
  while (left.length > 0) {
    const pivot = left.reduce((best, i) => (a[i * k + i]! > a[best * k + best]! ? i : best));
    const size = a[pivot * k + pivot]!;
    if (!(size > DETERMINED)) break;
    left.splice(left.indexOf(pivot), 1);
    const rows = [...left, j];
    for (const r of rows) {
      const factor = a[r * k + pivot]! / size;
      for (const c of rows) a[r * k + c]! -= factor * a[pivot * k + c]!;
    }
  }
  return a[j * k + j]!;
}
