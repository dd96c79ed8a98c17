import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import { episodeSessions, type FactorEpisode, factorEpisodes } from "#core/scenarios/factor-episodes.ts";
import { readAdjCloses } from "#db/stores/market-data-store.ts";
import type { Queryable } from "#db/types.ts";

/** What the factors did in the historical scenarios, as far as their proxies' prices are stored. */
export async function loadEpisodes(
  db: Queryable,
  calendar: TradingCalendar,
): Promise<readonly FactorEpisode[]> {
  const spans = episodeSessions(calendar).map(([from, to]) => ({
    from: calendar.session(from),
    to: calendar.session(to),
  }));
  const rows = await readAdjCloses(db, FACTOR_PROXIES, spans);
  const closes = new Map(
    rows.map(({ symbol, session, adjClose }) => [
      `${symbol}/${calendar.ordinalOnOrBefore(session)}`,
      adjClose,
    ]),
  );
  return factorEpisodes((proxy, ordinal) => closes.get(`${proxy}/${ordinal}`) ?? Number.NaN, calendar);
}
