import type { PriceMatrix } from "./market-facts.ts";

/**
 * Simple daily returns of S symbols over T consecutive sessions, symbol-major like {@link PriceMatrix}: the
 * return of symbol row i at session column t is `values[i * sessionCount + t]`, a fraction. NaN where missing.
 */
export interface ReturnMatrix {
  readonly symbols: readonly string[];
  readonly firstOrdinal: number;
  readonly sessionCount: number;
  readonly values: Float64Array;
}

/**
 * Total return of each session: adjCloseₜ / adjCloseₜ₋₁ − 1. NaN in the first column and wherever either price is
 * missing or not positive, so that one hole makes the two returns beside it missing; nothing is bridged.
 */
export function dailyReturns(prices: PriceMatrix): ReturnMatrix {
  const { symbols, firstOrdinal, sessionCount, adjClose } = prices;
  const values = new Float64Array(symbols.length * sessionCount);
  for (let row = 0; row < symbols.length; row++) {
    const start = row * sessionCount;
    let previous = Number.NaN;
    for (let i = start; i < start + sessionCount; i++) {
      const price = adjClose[i]!;
      values[i] = price > 0 && previous > 0 ? price / previous - 1 : Number.NaN;
      previous = price;
    }
  }
  return { symbols, firstOrdinal, sessionCount, values };
}
