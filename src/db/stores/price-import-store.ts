import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Queryable } from "#db/types.ts";

/** Deletes a symbol's bars of other sessions than these; returns how many there were. */
export async function deleteOtherBars(
  db: Queryable,
  symbol: string,
  sessions: readonly PlainDate[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from market_data_cache
    where symbol = ${symbol} and not (session = any(${[...sessions]}::date[]))
  `.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** What an imported series covers: exactly itself, whatever was known of the symbol before. */
export interface ImportedCoverage {
  readonly symbol: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly provider: string;
  readonly closesAreRaw: boolean;
  /** Stored history changed, so that results must be computed anew. */
  readonly restated: boolean;
}

export async function replaceCoverage(db: Queryable, coverage: ImportedCoverage): Promise<void> {
  await sql`
    update symbol_universe set covered_from = ${coverage.from}, covered_to = ${coverage.to},
      history_provider = ${coverage.provider}, closes_are_raw = ${coverage.closesAreRaw},
      holes_checked_at = now(), dead_until = null, is_behind = false,
      price_revision = price_revision + ${coverage.restated ? 1 : 0}
    where symbol = ${coverage.symbol}
  `.execute(db);
}
