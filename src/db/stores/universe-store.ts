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

/** How many of these symbols have another revision of their history or profile by now. */
export async function countChangedSymbols(
  db: Queryable,
  known: readonly Pick<UniverseSymbol, "symbol" | "priceRevision" | "profileRevision">[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from unnest(${known.map(({ symbol }) => symbol)}::text[], ${known.map((row) => row.priceRevision)}::int[],
                ${known.map((row) => row.profileRevision)}::int[]) as k (symbol, price_revision, profile_revision)
    join symbol_universe u using (symbol)
    where u.price_revision <> k.price_revision or u.profile_revision <> k.profile_revision`.execute(db);
  return rows[0]!.count;
}

/** What a fetch covered of a symbol's history. */
export interface Coverage {
  readonly symbol: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** Null where nothing was served. */
  readonly provider: string | null;
  readonly closesAreRaw: boolean | null;
  /** Stored history changed, so that results must be computed anew. */
  readonly restated: boolean;
}

export async function updateCoverage(db: Queryable, coverage: readonly Coverage[]): Promise<void> {
  if (coverage.length === 0) return;
  await sql`
    update symbol_universe u set
      covered_from = least(u.covered_from, c.first_session), covered_to = greatest(u.covered_to, c.last_session),
      history_provider = coalesce(c.provider, u.history_provider),
      closes_are_raw = coalesce(c.closes_are_raw, u.closes_are_raw), holes_checked_at = now(), dead_until = null, is_behind = false,
      price_revision = u.price_revision + case when c.restated then 1 else 0 end
    from unnest(${coverage.map((row) => row.symbol)}::text[], ${coverage.map((row) => row.from)}::date[],
                ${coverage.map((row) => row.to)}::date[], ${coverage.map((row) => row.provider)}::text[],
                ${coverage.map((row) => row.closesAreRaw)}::boolean[], ${coverage.map((row) => row.restated)}::boolean[])
      as c (symbol, first_session, last_session, provider, closes_are_raw, restated)
    where u.symbol = c.symbol`.execute(db);
}

/** Remembers symbols that no provider knows, so that each costs one call a week and not one a session. */
export async function markDead(db: Queryable, symbols: readonly string[], days: number): Promise<void> {
  await sql`update symbol_universe set dead_until = now() + make_interval(days => ${days})
            where symbol = any(${[...symbols]}::text[])`.execute(db);
}

/**
 * Notes symbols whose prices do not reach the session that results are now computed for: a fetch failed, or nobody is
 * asked. What their next answer brings changes those results, even where it only appends (see `upsertBars`).
 */
export async function markBehind(db: Queryable, symbols: readonly string[], to: PlainDate): Promise<void> {
  await sql`update symbol_universe set is_behind = true
            where symbol = any(${[...symbols]}::text[]) and covered_to < ${to} and not is_behind`.execute(db);
}

/** Notes that profiles were asked for, and of which symbols they changed. */
export async function markProfilesChecked(
  db: Queryable,
  symbols: readonly string[],
  changed: readonly string[],
): Promise<void> {
  await sql`
    update symbol_universe set profile_checked_at = now(),
      profile_revision = profile_revision + case when symbol = any(${[...changed]}::text[]) then 1 else 0 end
    where symbol = any(${[...symbols]}::text[])`.execute(db);
}

export async function markFundamentalsChecked(db: Queryable, symbols: readonly string[]): Promise<void> {
  await sql`update symbol_universe set fundamentals_checked_at = now()
            where symbol = any(${[...symbols]}::text[])`.execute(db);
}
