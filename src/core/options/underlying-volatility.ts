import { SESSIONS_PER_YEAR } from "#core/risk/volatility.ts";
import { variance } from "#core/stats/moments.ts";

/** Sessions whose returns count, and the fewest of them that give an estimate. */
export const UNDERLYING_VOLATILITY_WINDOW = 63;
export const UNDERLYING_VOLATILITY_MIN = 21;

/**
 * Volatility of an underlying, for an option whose price implies none: sample standard deviation (de-meaned, ddof 1)
 * of the total returns present among the last 63 up to index `end` of `adjClose`, × √252; an annual fraction. A
 * missing price makes both returns beside it missing. NaN below 21 returns.
 */
export function underlyingVolatility(adjClose: Float64Array, end: number): number {
  const returns: number[] = [];
  for (let i = Math.max(1, end - UNDERLYING_VOLATILITY_WINDOW + 1); i <= end; i++) {
    const value = adjClose[i]! / adjClose[i - 1]! - 1;
    if (!Number.isNaN(value)) returns.push(value);
  }
  if (returns.length < UNDERLYING_VOLATILITY_MIN) return Number.NaN;
  return Math.sqrt(variance(Float64Array.from(returns)) * SESSIONS_PER_YEAR);
}
