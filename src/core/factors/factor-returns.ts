import type { ReturnMatrix } from "#core/prices/returns.ts";
import { FACTOR_PROXIES, type Factor, factorsOf } from "./factor-table.ts";

/**
 * Returns of the factors over T consecutive sessions, session-major, so that one session's regressors lie side by
 * side. Fractions; NaN where a proxy (for a spread: either leg) has no return.
 */
export interface FactorReturns {
  readonly firstOrdinal: number;
  readonly sessionCount: number;
  /** T×8 in the order of FACTOR_PROXIES. */
  readonly proxies: Float64Array;
  /** T×4, long − short, in the order of the spread factors. */
  readonly spreads: Float64Array;
  /** T×7, long − short or the long proxy alone, in the order of the joint factors. */
  readonly joint: Float64Array;
}

/** Factor returns from the proxies' rows of a matrix. A proxy that is not in the matrix is missing everywhere. */
export function factorReturnsOf(returns: ReturnMatrix): FactorReturns {
  const { firstOrdinal, sessionCount } = returns;
  const proxies = new Float64Array(sessionCount * FACTOR_PROXIES.length).fill(Number.NaN);
  for (const [column, proxy] of FACTOR_PROXIES.entries()) {
    const row = returns.symbols.indexOf(proxy);
    if (row < 0) continue;
    for (let t = 0; t < sessionCount; t++)
      proxies[t * FACTOR_PROXIES.length + column] = returns.values[row * sessionCount + t]!;
  }
  return {
    firstOrdinal,
    sessionCount,
    proxies,
    spreads: longMinusShort(proxies, sessionCount, factorsOf("spread")),
    joint: longMinusShort(proxies, sessionCount, factorsOf("joint")),
  };
}

function longMinusShort(
  proxies: Float64Array,
  sessionCount: number,
  factors: readonly Factor[],
): Float64Array {
  const width = FACTOR_PROXIES.length;
  const out = new Float64Array(sessionCount * factors.length);
  for (const [column, { long, short }] of factors.entries()) {
    const longColumn = proxyColumn(long);
    const shortColumn = short === null ? null : proxyColumn(short);
    for (let t = 0; t < sessionCount; t++) {
      const longReturn = proxies[t * width + longColumn]!;
      out[t * factors.length + column] =
        shortColumn === null ? longReturn : longReturn - proxies[t * width + shortColumn]!;
    }
  }
  return out;
}

function proxyColumn(symbol: string): number {
  const column = (FACTOR_PROXIES as readonly string[]).indexOf(symbol);
  if (column < 0) throw new RangeError(`${symbol} is a leg of a factor but not among the proxies`);
  return column;
}
