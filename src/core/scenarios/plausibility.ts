import type { FactorCovariance } from "#core/factors/factor-covariance.ts";
import { SESSIONS_PER_YEAR } from "#core/risk/volatility.ts";
import { chiSquareCdf } from "#core/stats/chi-square.ts";
import { solvePositiveDefinite } from "#core/stats/cholesky.ts";
import { isNoEstimate, type NoEstimate } from "#core/stats/no-estimate.ts";
import { type ShockedFactors, shockedPart } from "./shocked-part.ts";

/** A shock further out than this many standard deviations is said to be implausible. */
export const IMPLAUSIBLE_DISTANCE = 5;

/** How far out a shock lies, by what the factors did in the covariance's window. */
export interface Plausibility {
  /** Mahalanobis distance: standard deviations of the shocked factors together over the horizon. */
  readonly distance: number;
  /** Factors shocked. */
  readonly degrees: number;
  /** Share of draws from the covariance, normally distributed, that lie nearer; NaN where no joint factor is shocked. */
  readonly percentile: number;
}

/**
 * Plausibility of a shock of the factors S: d = √(f_S′(hΣ_SS)⁻¹f_S), Σ daily (ddof 1) and h the sessions in which the
 * shock happens, 252 unless it is a replay of so many. The percentile is that of d² in the χ² distribution with |S|
 * degrees of freedom. Options' volatility is no joint factor and not judged. No estimate where Σ_SS is singular.
 * Source: Mahalanobis (1936); Breuer et al. (2009), *How to Find Plausible, Severe, and Useful Stress Scenarios*.
 */
export function plausibility(
  shocks: ShockedFactors,
  covariance: FactorCovariance,
  horizonSessions: number = SESSIONS_PER_YEAR,
): Plausibility | NoEstimate {
  const { factors, sizes, sigma } = shockedPart(shocks, covariance);
  const degrees = factors.length;
  if (degrees === 0) return plausibilityAt(0, 0);
  const solution = solvePositiveDefinite(sigma, degrees, sizes);
  if (isNoEstimate(solution)) return solution;
  const square = sizes.reduce((sum, size, s) => sum + size * solution[s]!, 0) / horizonSessions;
  return plausibilityAt(Math.sqrt(square), degrees);
}

/** A distance in so many dimensions, with its percentile. */
export function plausibilityAt(distance: number, degrees: number): Plausibility {
  return { distance, degrees, percentile: chiSquareCdf(distance * distance, degrees) };
}
