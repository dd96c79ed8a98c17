import type { FactorCovariance } from "#core/factors/factor-covariance.ts";
import { JOINT_COUNT } from "#core/factors/joint-columns.ts";
import type { FactorBook } from "#core/risk/factor-book.ts";
import { solvePositiveDefinite } from "#core/stats/cholesky.ts";
import { isNoEstimate, type NoEstimate } from "#core/stats/no-estimate.ts";
import { type MovePnl, movePnl } from "./move-pnl.ts";
import { type ShockedFactors, shockedPart } from "./shocked-part.ts";
import type { TranslatedShocks } from "./translate-shocks.ts";

/**
 * What the joint factors are expected to return when the shocked ones, S, return f_S: f_S itself, and for the rest R
 *
 *   E[f_R | f_S] = Σ_RS Σ_SS⁻¹ f_S
 *
 * with Σ (7×7, daily, ddof 1) of the as-of session; a regression of the rest on the shocked factors, so that a factor
 * which moves with two shocked ones is not moved twice. Means are taken as 0. 7, fractions; all 0 where nothing is
 * shocked. No estimate where Σ_SS is singular. Source: the conditional mean of a normal vector; Kupiec (1998), *Stress
 * Testing in a Value at Risk Framework*.
 */
export function expectedMoves(
  shocks: ShockedFactors,
  covariance: FactorCovariance,
): Float64Array | NoEstimate {
  const { factors, sizes, sigma } = shockedPart(shocks, covariance);
  if (factors.length === 0) return new Float64Array(JOINT_COUNT);
  const solution = solvePositiveDefinite(sigma, factors.length, sizes);
  if (isNoEstimate(solution)) return solution;
  return Float64Array.from({ length: JOINT_COUNT }, (_, r) => {
    if (shocks.shocked[r]) return shocks.factorReturns[r]!;
    let sum = 0;
    for (const [s, factor] of factors.entries())
      sum += covariance.values[r * JOINT_COUNT + factor]! * solution[s]!;
    return sum;
  });
}

/** Correlated stress: the factors that are not shocked move as those that are let expect; see {@link expectedMoves}. */
export function correlatedStress(
  book: FactorBook,
  shocks: TranslatedShocks,
  expected: Float64Array | NoEstimate,
): MovePnl | NoEstimate {
  return isNoEstimate(expected) ? expected : movePnl(book, { ...shocks, factorReturns: expected });
}
