import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import type { PriceMatrix } from "#core/prices/market-facts.ts";
import { MAX_STALE_SESSIONS } from "#core/prices/price-rows.ts";
import { SCENARIOS } from "./scenario-table.ts";

/** What the factors' proxies did in the episode of a historical scenario. */
export interface FactorEpisode {
  readonly scenarioId: string;
  /** Ordinal of the episode's last session: before it the episode is not known. */
  readonly endOrdinal: number;
  /** Sessions from the base to the end: returns that the episode is made of. */
  readonly sessions: number;
  /** Cumulative total returns in the order of FACTOR_PROXIES, fractions; NaN where a proxy has no prices. */
  readonly proxyReturns: Float64Array;
}

/**
 * The episodes of the scenario table, from a matrix that holds some of the proxies: for each window the base is the last
 * session on or before its start, the end the last one on or before its end, and a proxy's return is the ratio of its
 * total-return closes there less 1. A close missing at either is the last one of at most ten sessions before, as
 * everywhere. Episodes that the matrix does not reach have NaN throughout.
 */
export function factorEpisodes(prices: PriceMatrix, calendar: TradingCalendar): readonly FactorEpisode[] {
  return SCENARIOS.flatMap(({ id, window }) => {
    if (window === null) return [];
    const base = calendar.ordinalOnOrBefore(window.from);
    const endOrdinal = calendar.ordinalOnOrBefore(window.to);
    const proxyReturns = Float64Array.from(FACTOR_PROXIES, (proxy) => {
      const row = prices.symbols.indexOf(proxy);
      return row < 0
        ? Number.NaN
        : lastAdjClose(prices, row, endOrdinal) / lastAdjClose(prices, row, base) - 1;
    });
    return [{ scenarioId: id, endOrdinal, sessions: endOrdinal - base, proxyReturns }];
  });
}

/** The total-return close of a session, else the last one before it that is not too old; NaN where there is none. */
function lastAdjClose(
  { adjClose, firstOrdinal, sessionCount }: PriceMatrix,
  row: number,
  ordinal: number,
): number {
  const column = ordinal - firstOrdinal;
  if (column >= sessionCount) return Number.NaN;
  for (let t = column; t >= Math.max(0, column - MAX_STALE_SESSIONS); t--) {
    const price = adjClose[row * sessionCount + t]!;
    if (price > 0) return price;
  }
  return Number.NaN;
}
