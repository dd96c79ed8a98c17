import type { FactorCovariance } from "#core/factors/factor-covariance.ts";
import { jointDot, jointProduct } from "#core/factors/joint-algebra.ts";
import { JOINT_COUNT } from "#core/factors/joint-columns.ts";
import { bookAbsence, type FactorBook } from "#core/risk/factor-book.ts";
import { SESSIONS_PER_YEAR } from "#core/risk/volatility.ts";
import { isNoEstimate, type NoEstimate } from "#core/stats/no-estimate.ts";
import { type MovePnl, movePnl } from "./move-pnl.ts";
import { type Plausibility, plausibilityAt } from "./plausibility.ts";

/** The most plausible way to lose a stated part of NAV. */
export interface ReverseStress {
  /** L, a fraction of NAV. */
  readonly loss: number;
  /** f* of the seven joint factors, and how far out it lies, within a year. */
  readonly factorReturns: Float64Array;
  readonly plausibility: Plausibility;
  /** The book under f*: without options −L; with them `convexity` is how far revaluation is from it. */
  readonly revalued: MovePnl;
}

/**
 * Reverse stress: of all factor moves that cost the linear book L, e′f = −L, the one with the least Mahalanobis distance,
 *
 *   f* = −L·Σe/(e′Σe),   d* = L/√(252·e′Σe)
 *
 * with Σ the daily covariance of the joint factors and e the book's exposures. Options are then revalued in full under
 * f*, volatility and rate unchanged, and the difference shown. No estimate without Σ, for a book without loadings or
 * exposure, or where NAV is not positive. Throws RangeError unless the loss is positive. Source: the minimum of a
 * quadratic form on a plane (Lagrange).
 */
export function reverseStress(
  book: FactorBook,
  covariance: FactorCovariance | NoEstimate,
  loss: number,
): ReverseStress | NoEstimate {
  if (!(loss > 0)) throw new RangeError(`a loss of ${loss} is none`);
  const absence = bookAbsence(book, covariance);
  if (absence !== null) return absence;
  if (isNoEstimate(covariance)) return covariance;
  const sigmaE = jointProduct(covariance.values, book.exposures);
  const variance = jointDot(book.exposures, 0, sigmaE);
  if (!(variance > 0)) return { reason: "NO_FACTOR_VARIATION", observations: covariance.observations };
  const factorReturns = sigmaE.map((value) => (-loss * value) / variance);
  return {
    loss,
    factorReturns,
    plausibility: plausibilityAt(loss / Math.sqrt(SESSIONS_PER_YEAR * variance), JOINT_COUNT),
    revalued: movePnl(book, { factorReturns, impliedVolatility: null, yieldChange: null }),
  };
}
