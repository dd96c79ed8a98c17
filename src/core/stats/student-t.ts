import { regularizedBeta } from "./incomplete-beta.ts";

/**
 * Two-sided p value of a t statistic: P(|T| ≥ |t|) for Student's distribution with `degrees` degrees of freedom, by
 * the regularised incomplete beta I_{ν/(ν+t²)}(ν/2, 1/2). NaN when t is missing or degrees ≤ 0. Absolute error
 * below 1e-11; costs about a quarter of a microsecond, so it is computed when read and never stored.
 */
export function studentTwoSidedP(t: number, degrees: number): number {
  if (!(degrees > 0) || Number.isNaN(t)) return Number.NaN;
  return regularizedBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/** P(T ≤ t) for Student's distribution. NaN as in {@link studentTwoSidedP}. */
export function studentCdf(t: number, degrees: number): number {
  const tail = studentTwoSidedP(t, degrees) / 2;
  return t > 0 ? 1 - tail : tail;
}
