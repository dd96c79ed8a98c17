import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Queryable } from "#db/types.ts";

/** What is stored of one symbol's prices. */
export interface SymbolCoverage {
  readonly symbol: string;
  /** Who gave the prices; null where nobody did. */
  readonly provider: string | null;
  readonly bars: number;
  readonly firstSession: PlainDate | null;
  readonly lastSession: PlainDate | null;
  /** Up to which session a provider was asked. */
  readonly coveredTo: PlainDate | null;
  readonly fetchedAt: Date | null;
  /** No provider knows the symbol, or its series has ended; it is asked for again later. */
  readonly isDead: boolean;
}

/** Every symbol of the universe, sorted. */
export async function listCoverage(db: Queryable): Promise<readonly SymbolCoverage[]> {
  const { rows } = await sql<SymbolCoverage>`
    select u.symbol, u.history_provider as provider, coalesce(m.bars, 0)::int as bars,
      m.first as "firstSession", m.last as "lastSession", u.covered_to as "coveredTo",
      u.holes_checked_at as "fetchedAt", coalesce(u.dead_until > now(), false) as "isDead"
    from symbol_universe u
    left join (
      select symbol, count(*) as bars, min(session) as first, max(session) as last
      from market_data_cache group by symbol
    ) m on m.symbol = u.symbol
    order by u.symbol
  `.execute(db);
  return rows;
}
