import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import { MAX_STALE_SESSIONS } from "#core/prices/price-rows.ts";
import { SCENARIOS } from "#core/scenarios/scenario-table.ts";
import { HISTORY_SESSIONS } from "./history-sessions.ts";

const PROXIES: ReadonlySet<string> = new Set(FACTOR_PROXIES);

/** First day of the earliest episode that a scenario replays. */
const FIRST_EPISODE = SCENARIOS.flatMap(({ window }) => (window === null ? [] : [window.from])).sort()[0];

/**
 * The session from which a symbol's prices are fetched, for results from `firstOrdinal` on: far enough back that no
 * window depends on who asked first, and for a factor proxy to the first historical episode.
 */
export function historyStart(symbol: string, firstOrdinal: number, calendar: TradingCalendar): PlainDate {
  const start = firstOrdinal - HISTORY_SESSIONS;
  if (!PROXIES.has(symbol) || FIRST_EPISODE === undefined) return calendar.session(start);
  const episode = calendar.ordinalOnOrBefore(FIRST_EPISODE) - MAX_STALE_SESSIONS;
  return calendar.session(Math.min(start, episode));
}
