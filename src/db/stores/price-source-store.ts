import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Queryable } from "#db/types.ts";

/** Where the stored data of a symbol come from. */
export interface PriceSource {
  readonly symbol: string;
  /** Provider of the stored history; null where none was served. */
  readonly provider: string | null;
  /** Whether it gives closes as printed; null where none was served. */
  readonly closesAreRaw: boolean | null;
  readonly coveredFrom: PlainDate | null;
  readonly coveredTo: PlainDate | null;
  /** Goes up when stored history changes. */
  readonly priceRevision: number;
  /** The last time a provider gave prices, what was asked for then and who answered; null where nobody was asked. */
  readonly fetchedAt: Date | null;
  readonly fetchedFrom: PlainDate | null;
  readonly fetchedTo: PlainDate | null;
  readonly fetchProvider: string | null;
  readonly profileProvider: string | null;
  readonly profileUpdatedAt: Date | null;
}

export async function listPriceSources(
  db: Queryable,
  symbols: readonly string[],
): Promise<readonly PriceSource[]> {
  const { rows } = await sql<PriceSource>`
    select u.symbol, u.history_provider as provider, u.closes_are_raw as "closesAreRaw",
      u.covered_from as "coveredFrom", u.covered_to as "coveredTo", u.price_revision as "priceRevision",
      f.fetched_at as "fetchedAt", f.from_session as "fetchedFrom", f.to_session as "fetchedTo",
      f.provider as "fetchProvider", p.provider as "profileProvider", p.updated_at as "profileUpdatedAt"
    from symbol_universe u
    left join lateral (
      select fetched_at, from_session, to_session, provider from provider_fetches
      where symbol = u.symbol and kind = 'history' and outcome = 'served'
      order by fetched_at desc, id desc limit 1
    ) f on true
    left join company_profiles p on p.symbol = u.symbol
    where u.symbol = any(${[...symbols]}::text[])
    order by u.symbol`.execute(db);
  return rows;
}
