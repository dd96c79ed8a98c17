import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { FACTOR_PROXIES, type FactorProxy } from "#core/factors/factor-table.ts";
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

/** The total-return close of a proxy at a session; NaN where there is none. */
export type ProxyClose = (proxy: FactorProxy, ordinal: number) => number;

/**
 * The episodes of the scenario table: for each window the base is the last session on or before its start, the end the
 * last one on or before its end, and a proxy's return is the ratio of its total-return closes there less 1. A close
 * missing at either is the last one of at most ten sessions before, as everywhere. A proxy without prices then is NaN.
 */
export function factorEpisodes(closeOf: ProxyClose, calendar: TradingCalendar): readonly FactorEpisode[] {
  return SCENARIOS.flatMap(({ id, window }) => {
    if (window === null) return [];
    const base = calendar.ordinalOnOrBefore(window.from);
    const endOrdinal = calendar.ordinalOnOrBefore(window.to);
    const proxyReturns = Float64Array.from(
      FACTOR_PROXIES,
      (proxy) => lastClose(closeOf, proxy, endOrdinal) / lastClose(closeOf, proxy, base) - 1,
    );
    return [{ scenarioId: id, endOrdinal, sessions: endOrdinal - base, proxyReturns }];
  });
}

/** Sessions whose closes an episode can rest on, as ranges of ordinals. */
export function episodeSessions(calendar: TradingCalendar): readonly (readonly [number, number])[] {
  return SCENARIOS.flatMap(({ window }) =>
    window === null
      ? []
      : [window.from, window.to].map((day) => {
          const ordinal = calendar.ordinalOnOrBefore(day);
          return [ordinal - MAX_STALE_SESSIONS, ordinal] as const;
        }),
  );
}

/** Closes out of a matrix that holds some of the proxies. */
export function matrixCloses({ symbols, adjClose, firstOrdinal, sessionCount }: PriceMatrix): ProxyClose {
  return (proxy, ordinal) => {
    const [row, column] = [symbols.indexOf(proxy), ordinal - firstOrdinal];
    if (row < 0 || column < 0 || column >= sessionCount) return Number.NaN;
    return adjClose[row * sessionCount + column]!;
  };
}

function lastClose(closeOf: ProxyClose, proxy: FactorProxy, ordinal: number): number {
  for (let at = ordinal; at >= ordinal - MAX_STALE_SESSIONS; at--) {
    const price = closeOf(proxy, at);
    if (price > 0) return price;
  }
  return Number.NaN;
}
