import { type RawBuilder, sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Queryable } from "#db/types.ts";
import { shownRunOf } from "./run-of-portfolio.ts";

/** How far the results of a portfolio reach, and the prices of what it holds. */
export interface PortfolioFreshnessRow {
  readonly portfolioId: string;
  readonly portfolioName: string;
  readonly ownerEmail: string | null;
  /** Last session with results; null before the first run. */
  readonly resultsAsOf: PlainDate | null;
  /** Last session at which all held symbols that have prices have one. */
  readonly pricesAsOf: PlainDate | null;
  readonly symbolsHeld: number;
  /** Of these, those without a price at the session asked for. */
  readonly symbolsBehind: number;
  readonly runId: string | null;
  readonly runStatus: string | null;
  readonly runFinishedAt: Date | null;
}

export interface PortfolioFreshnessFilter {
  /** Last completed session. */
  readonly session: PlainDate;
  readonly portfolioId: string | null;
  readonly afterId: string | null;
  readonly limit: number;
}

/** Market symbols of the lots `l` that are open at a session; of an option its underlying, whose price values it. */
function heldAt(session: PlainDate): RawBuilder<unknown> {
  return sql`
    select distinct l.portfolio_id, coalesce(l.underlying_symbol, l.symbol) as symbol from positions l
    where l.investment_class <> 'PRIVATE' and l.investment_subtype is distinct from 'CASH'
      and (l.exit_date is null or l.exit_date > ${session})
      and (l.expiration_date is null or l.expiration_date >= ${session})`;
}

const LAST_BAR = sql`(
  select m.session from market_data_cache m where m.symbol = h.symbol order by m.session desc limit 1)`;

/** Portfolios in id order; only one when `portfolioId` is given. */
export async function listPortfolioFreshness(
  db: Queryable,
  filter: PortfolioFreshnessFilter,
): Promise<readonly PortfolioFreshnessRow[]> {
  const { session, portfolioId, afterId } = filter;
  const { rows } = await sql<PortfolioFreshnessRow>`
    with page as (
      select id, name, owner_id from portfolios
      where (${portfolioId}::uuid is null or id = ${portfolioId}::uuid)
        and (${afterId}::uuid is null or id > ${afterId}::uuid)
      order by id limit ${filter.limit}
    ), prices as (
      select h.portfolio_id, count(*) as held, min(h.last) as last,
        count(*) filter (where h.last is null or h.last < ${session}) as behind
      from (
        select h.portfolio_id, ${LAST_BAR} as last
        from (${heldAt(session)} and l.portfolio_id in (select id from page)) h
      ) h
      group by h.portfolio_id
    )
    select p.id as "portfolioId", p.name as "portfolioName", null as "ownerEmail",
      (select s.as_of from portfolio_snapshots s where s.portfolio_id = p.id order by s.as_of desc limit 1) as "resultsAsOf",
      f.last as "pricesAsOf", coalesce(f.held, 0) as "symbolsHeld", coalesce(f.behind, 0) as "symbolsBehind",
      r.id as "runId", r.status as "runStatus", r.finished_at as "runFinishedAt"
    from page p
    left join prices f on f.portfolio_id = p.id
    left join lateral (${shownRunOf(sql`p.id`)}) r on true
    order by p.id`.execute(db);
  return rows;
}

/** Whose portfolios these are. Accounts are no tenant's to read, so this is a statement of its own. */
export async function listOwnerEmails(
  db: Queryable,
  portfolioIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; email: string }>`
    select p.id, u.email from portfolios p join users u on u.id = p.owner_id
    where p.id = any(${[...portfolioIds]}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, email }) => [id, email]));
}

export type FreshnessState = "current" | "behind" | "none" | "dead";

/** How far the prices of a symbol reach, and what came of asking for them last. */
export interface SymbolFreshnessRow {
  readonly symbol: string;
  readonly state: FreshnessState;
  readonly pricesAsOf: PlainDate | null;
  /** Last session that was asked for. */
  readonly coveredTo: PlainDate | null;
  /** Of the stored history. */
  readonly provider: string | null;
  /** No provider knows the symbol; it is not asked for before this instant. */
  readonly deadUntil: Date | null;
  readonly fetchedAt: Date | null;
  readonly fetchOutcome: string | null;
  readonly fetchProvider: string | null;
  /** Every provider asked, in order. */
  readonly fetchAttempts: readonly FetchAttempt[] | null;
}

export interface FetchAttempt {
  readonly provider: string;
  readonly outcome: string;
  readonly code: string | null;
  readonly message: string | null;
}

export interface SymbolFreshnessFilter {
  /** Last completed session. */
  readonly session: PlainDate;
  /** Symbols that all portfolios need. */
  readonly shared: readonly string[];
  /** Those that this portfolio holds, and no shared ones; absent: of all portfolios. */
  readonly portfolioId: string | null;
  readonly state: FreshnessState | null;
  readonly afterSymbol: string | null;
  readonly limit: number;
}

/** Every symbol that is needed now, with its state at a session. */
function neededSymbols(
  session: PlainDate,
  shared: readonly string[],
  portfolioId: string | null,
): RawBuilder<unknown> {
  return sql`
    select h.symbol, u.covered_to, u.history_provider, u.dead_until, b.last,
      case when b.last >= ${session} then 'current' when u.dead_until > now() then 'dead'
        when b.last is null then 'none' else 'behind' end as state
    from (
      select symbol from (${heldAt(session)}) l
      where ${portfolioId}::uuid is null or l.portfolio_id = ${portfolioId}::uuid
      union select unnest(case when ${portfolioId}::uuid is null then ${[...shared]}::text[] end)
    ) h
    left join symbol_universe u on u.symbol = h.symbol
    left join lateral (select ${LAST_BAR} as last) b on true`;
}

/** Symbols that are held, or shared by all, in order. */
export async function listSymbolFreshness(
  db: Queryable,
  filter: SymbolFreshnessFilter,
): Promise<readonly SymbolFreshnessRow[]> {
  const { session, shared, portfolioId } = filter;
  const { rows } = await sql<SymbolFreshnessRow>`
    select n.symbol, n.state, n.last as "pricesAsOf", n.covered_to as "coveredTo", n.history_provider as provider,
      case when n.dead_until > now() then n.dead_until end as "deadUntil", f.fetched_at as "fetchedAt",
      f.outcome as "fetchOutcome", f.provider as "fetchProvider", f.attempts as "fetchAttempts"
    from (${neededSymbols(session, shared, portfolioId)}) n
    left join lateral (
      select fetched_at, outcome, provider, attempts from provider_fetches
      where symbol = n.symbol and kind = 'history' order by fetched_at desc, id desc limit 1
    ) f on true
    where (${filter.state}::text is null or n.state = ${filter.state}::text)
      and (${filter.afterSymbol}::text is null or n.symbol > ${filter.afterSymbol}::text)
    order by n.symbol limit ${filter.limit}`.execute(db);
  return rows;
}

export interface FreshnessCounts {
  readonly symbols: Readonly<Record<FreshnessState, number>>;
  readonly portfolios: Readonly<Record<Exclude<FreshnessState, "dead">, number>>;
  /** Last session with results, of the portfolio furthest behind; null where none has results. */
  readonly oldestResults: PlainDate | null;
}

/** How many symbols and portfolios are in which state. */
export async function readFreshnessCounts(
  db: Queryable,
  session: PlainDate,
  shared: readonly string[],
): Promise<FreshnessCounts> {
  const symbols = await sql<{ state: FreshnessState; count: number }>`
    select state, count(*) as count from (${neededSymbols(session, shared, null)}) n group by state`.execute(
    db,
  );
  const portfolios = await sql<{ current: number; behind: number; none: number; oldest: PlainDate | null }>`
    select count(*) filter (where s.as_of >= ${session}) as current, count(*) filter (where s.as_of < ${session}) as behind,
      count(*) filter (where s.as_of is null) as none, min(s.as_of) as oldest
    from portfolios p
    left join lateral (
      select as_of from portfolio_snapshots where portfolio_id = p.id order by as_of desc limit 1
    ) s on true`.execute(db);
  const of = new Map(symbols.rows.map(({ state, count }) => [state, count]));
  const count = (state: FreshnessState) => of.get(state) ?? 0;
  const { current = 0, behind = 0, none = 0, oldest = null } = portfolios.rows[0] ?? {};
  return {
    symbols: {
      current: count("current"),
      behind: count("behind"),
      none: count("none"),
      dead: count("dead"),
    },
    portfolios: { current, behind, none },
    oldestResults: oldest,
  };
}
