import { regularizedGammaP, regularizedGammaQ } from "./incomplete-gamma.ts";

/**
 * P(X ≤ x) for the chi-square distribution with `degrees` degrees of freedom, P(ν/2, x/2). 0 for x < 0; NaN when x is
 * missing or degrees ≤ 0.
 */
export function chiSquareCdf(x: number, degrees: number): number {
  return regularizedGammaP(degrees / 2, x < 0 ? 0 : x / 2);
}

/**
 * P(X ≥ x): the p value of a statistic that is chi-square under its null hypothesis. Keeps its digits where the
 * distribution function is next to 1. 1 for x < 0; NaN as in {@link chiSquareCdf}.
 */
export function chiSquareSurvival(x: number, degrees: number): number {
  return regularizedGammaQ(degrees / 2, x < 0 ? 0 : x / 2);
}
