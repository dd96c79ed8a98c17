import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { PortfolioFacts } from "#core/instruments/position.ts";
import type { Queryable } from "#db/types.ts";

/** What a run says of a portfolio at its last session; NaN where there is no estimate. */
export interface RunStateRow {
  readonly portfolioId: string;
  readonly nav: number;
  readonly marketBeta: number;
  readonly volatility: number;
  readonly var95: number;
  readonly es95: number;
  readonly facts: PortfolioFacts;
}

/**
 * Keeps what a run found of these portfolios beside the revisions it was computed from, and their facts where no run
 * has kept this revision yet. `symbols` are the shared ones whose prices every result rests on.
 */
export async function recordRunStates(
  db: Queryable,
  run: { readonly id: string; readonly asOf: PlainDate; readonly method: number },
  symbols: readonly string[],
  states: readonly RunStateRow[],
): Promise<void> {
  if (states.length === 0) return;
  const ids = states.map(({ portfolioId }) => portfolioId);
  await recordFacts(db, ids, states);
  await sql`
    insert into portfolio_run_states (portfolio_id, run_id, as_of, facts_revision, price_revisions, nav, market_beta,
      volatility, var_95, es_95, method)
    select p.id, ${run.id}, ${run.asOf}, p.facts_revision, r.revisions, s.nav, nullif(s.market_beta, 'NaN'),
      nullif(s.volatility, 'NaN'), nullif(s.var_95, 'NaN'), nullif(s.es_95, 'NaN'), ${run.method}
    from unnest(${ids}::uuid[], ${column(states, "nav")}::float8[], ${column(states, "marketBeta")}::float8[],
                ${column(states, "volatility")}::float8[], ${column(states, "var95")}::float8[],
                ${column(states, "es95")}::float8[])
      as s (id, nav, market_beta, volatility, var_95, es_95)
    join portfolios p on p.id = s.id
    cross join lateral (
      select coalesce(jsonb_object_agg(u.symbol, u.price_revision), '{}') as revisions from symbol_universe u
      where u.symbol = any(${[...symbols]}::text[]) or u.symbol in (
        select l.symbol from positions l where l.portfolio_id = p.id
        union select l.underlying_symbol from positions l where l.portfolio_id = p.id and l.underlying_symbol is not null)
    ) r
    order by p.id
    on conflict (portfolio_id, run_id) do update set as_of = excluded.as_of, facts_revision = excluded.facts_revision,
      price_revisions = excluded.price_revisions, nav = excluded.nav, market_beta = excluded.market_beta,
      volatility = excluded.volatility, var_95 = excluded.var_95, es_95 = excluded.es_95, method = excluded.method,
      recorded_at = now()`.execute(db);
}

/** Facts are kept once a revision, so on most nights there is nothing to send. */
async function recordFacts(
  db: Queryable,
  ids: readonly string[],
  states: readonly RunStateRow[],
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select p.id from portfolios p where p.id = any(${[...ids]}::uuid[]) and not exists (
      select from portfolio_facts_versions v where v.portfolio_id = p.id and v.facts_revision = p.facts_revision)
  `.execute(db);
  if (rows.length === 0) return;
  const unknown = new Set(rows.map(({ id }) => id));
  const fresh = states.filter(({ portfolioId }) => unknown.has(portfolioId));
  await sql`
    insert into portfolio_facts_versions (portfolio_id, facts_revision, facts)
    select p.id, p.facts_revision, f.facts
    from unnest(${fresh.map(({ portfolioId }) => portfolioId)}::uuid[],
                ${fresh.map(({ facts }) => JSON.stringify(facts))}::jsonb[]) as f (id, facts)
    join portfolios p on p.id = f.id order by p.id
    on conflict (portfolio_id, facts_revision) do nothing`.execute(db);
}

function column(states: readonly RunStateRow[], field: Exclude<keyof RunStateRow, "portfolioId" | "facts">) {
  return states.map((state) => state[field]);
}

/** What a run said of a portfolio, as kept. */
export interface RunState {
  readonly runId: string;
  readonly asOf: PlainDate;
  readonly factsRevision: string;
  readonly priceRevisions: Readonly<Record<string, number>>;
  readonly nav: number;
  readonly marketBeta: number | null;
  readonly volatility: number | null;
  readonly var95: number | null;
  readonly es95: number | null;
  readonly method: number;
  readonly recordedAt: Date;
}

const STATE = sql`run_id as "runId", as_of as "asOf", facts_revision::text as "factsRevision",
  price_revisions as "priceRevisions", nav, market_beta as "marketBeta", volatility, var_95 as "var95", es_95 as "es95",
  method, recorded_at as "recordedAt"`;

/** What this run kept of the portfolio; null where it computed nothing new of it. */
export async function findRunState(
  db: Queryable,
  portfolioId: string,
  runId: string,
): Promise<RunState | null> {
  const { rows } = await sql<RunState>`
    select ${STATE} from portfolio_run_states where portfolio_id = ${portfolioId} and run_id = ${runId}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** The first thing a run said of the portfolio with this session as its last one; null where no run ended there. */
export async function findFirstState(
  db: Queryable,
  portfolioId: string,
  asOf: PlainDate,
): Promise<RunState | null> {
  const { rows } = await sql<RunState>`
    select ${STATE} from portfolio_run_states where portfolio_id = ${portfolioId} and as_of = ${asOf}
    order by recorded_at limit 1`.execute(db);
  return rows[0] ?? null;
}

/** The facts of a portfolio at a revision that a run computed. */
export async function findFactsVersion(
  db: Queryable,
  portfolioId: string,
  factsRevision: string,
): Promise<PortfolioFacts | null> {
  const { rows } = await sql<{ facts: PortfolioFacts }>`
    select facts from portfolio_facts_versions
    where portfolio_id = ${portfolioId} and facts_revision = ${factsRevision}::bigint`.execute(db);
  return rows[0]?.facts ?? null;
}
