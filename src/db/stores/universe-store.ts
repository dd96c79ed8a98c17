import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Queryable } from "#db/types.ts";

/** What is known of a symbol's data: which range was asked for, and which revision its stored history has. */
export interface UniverseSymbol {
  readonly symbol: string;
  readonly priceRevision: number;
  readonly coveredFrom: PlainDate | null;
  readonly coveredTo: PlainDate | null;
  readonly closesAreRaw: boolean;
  readonly profileRevision: number;
  readonly isDead: boolean;
  readonly holesDue: boolean;
  readonly profileDue: boolean;
  readonly fundamentalsDue: boolean;
}

/** How long an answer stands before the provider is asked again. */
const PROFILE_TTL_DAYS = 30;
const FUNDAMENTALS_TTL_DAYS = 30;
const HOLES_TTL_HOURS = 20;

export async function insertSymbols(db: Queryable, symbols: readonly string[]): Promise<void> {
  await sql`
    insert into symbol_universe (symbol) select s from unnest(${[...symbols]}::text[]) as s order by s
    on conflict (symbol) do nothing`.execute(db);
}

export async function readUniverse(
  db: Queryable,
  symbols: readonly string[],
): Promise<readonly UniverseSymbol[]> {
  const { rows } = await sql<UniverseSymbol>`
    select symbol, price_revision as "priceRevision", covered_from as "coveredFrom", covered_to as "coveredTo",
      coalesce(closes_are_raw, true) as "closesAreRaw",
      profile_revision as "profileRevision", coalesce(dead_until > now(), false) as "isDead",
      holes_checked_at is null or holes_checked_at < now() - make_interval(hours => ${HOLES_TTL_HOURS}) as "holesDue",
      profile_checked_at is null or profile_checked_at < now() - make_interval(days => ${PROFILE_TTL_DAYS}) as "profileDue",
      fundamentals_checked_at is null
        or fundamentals_checked_at < now() - make_interval(days => ${FUNDAMENTALS_TTL_DAYS}) as "fundamentalsDue"
    from symbol_universe where symbol = any(${[...symbols]}::text[]) order by symbol`.execute(db);
  return rows;
}

/** Notes what was asked for, and whether stored history changed (`restated`) so that results must be computed anew. */
export async function updateCoverage(
  db: Queryable,
  coverage: {
    symbol: string;
    from: PlainDate;
    to: PlainDate;
    provider: string | null;
    closesAreRaw: boolean | null;
    restated: boolean;
  },
): Promise<void> {
  await sql`
    update symbol_universe set
      covered_from = least(covered_from, ${coverage.from}), covered_to = greatest(covered_to, ${coverage.to}),
      history_provider = coalesce(${coverage.provider}, history_provider), closes_are_raw = coalesce(${coverage.closesAreRaw}, closes_are_raw), holes_checked_at = now(), dead_until = null,
      price_revision = price_revision + ${coverage.restated ? 1 : 0}
    where symbol = ${coverage.symbol}`.execute(db);
}

/** Remembers that no provider knows the symbol, so that it costs one call a week and not one a session. */
export async function markDead(db: Queryable, symbol: string, days: number): Promise<void> {
  await sql`update symbol_universe set dead_until = now() + make_interval(days => ${days}) where symbol = ${symbol}`.execute(
    db,
  );
}

export async function markProfileChecked(db: Queryable, symbol: string, changed: boolean): Promise<void> {
  await sql`
    update symbol_universe set profile_checked_at = now(), profile_revision = profile_revision + ${changed ? 1 : 0}
    where symbol = ${symbol}`.execute(db);
}

export async function markFundamentalsChecked(db: Queryable, symbol: string): Promise<void> {
  await sql`update symbol_universe set fundamentals_checked_at = now() where symbol = ${symbol}`.execute(db);
}
