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
  /** Revisions of what it was computed from, as they were loaded: by now others may be stored. */
  readonly factsRevision: string;
  readonly priceRevisions: Readonly<Record<string, number>>;
}

/**
 * Keeps what a run found of these portfolios beside the revisions it was computed from, and their facts where no run
 * has kept this revision yet.
 */
export async function recordRunStates(
  db: Queryable,
  run: { readonly id: string; readonly asOf: PlainDate; readonly method: number },
  states: readonly RunStateRow[],
): Promise<void> {
  if (states.length === 0) return;
  const ids = states.map(({ portfolioId }) => portfolioId);
  await recordFacts(db, states);
  await sql`
    insert into portfolio_run_states (portfolio_id, run_id, as_of, facts_revision, price_revisions, nav, market_beta,
      volatility, var_95, es_95, method)
    select s.id, ${run.id}, ${run.asOf}, s.facts_revision, s.price_revisions, s.nav, nullif(s.market_beta, 'NaN'),
      nullif(s.volatility, 'NaN'), nullif(s.var_95, 'NaN'), nullif(s.es_95, 'NaN'), ${run.method}
    from unnest(${ids}::uuid[], ${states.map((state) => state.factsRevision)}::bigint[],
                ${states.map((state) => JSON.stringify(state.priceRevisions))}::jsonb[],
                ${column(states, "nav")}::float8[], ${column(states, "marketBeta")}::float8[],
                ${column(states, "volatility")}::float8[], ${column(states, "var95")}::float8[],
                ${column(states, "es95")}::float8[])
      as s (id, facts_revision, price_revisions, nav, market_beta, volatility, var_95, es_95)
    order by s.id
    on conflict (portfolio_id, run_id) do update set as_of = excluded.as_of, facts_revision = excluded.facts_revision,
      price_revisions = excluded.price_revisions, nav = excluded.nav, market_beta = excluded.market_beta,
      volatility = excluded.volatility, var_95 = excluded.var_95, es_95 = excluded.es_95, method = excluded.method,
      recorded_at = now()`.execute(db);
}

/** Facts are kept once a revision, so on most nights there is nothing to send. */
async function recordFacts(db: Queryable, states: readonly RunStateRow[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select s.id from unnest(${states.map(({ portfolioId }) => portfolioId)}::uuid[],
                            ${states.map((state) => state.factsRevision)}::bigint[]) as s (id, facts_revision)
    where not exists (select from portfolio_facts_versions v
      where v.portfolio_id = s.id and v.facts_revision = s.facts_revision)`.execute(db);
  if (rows.length === 0) return;
  const unknown = new Set(rows.map(({ id }) => id));
  const fresh = states.filter(({ portfolioId }) => unknown.has(portfolioId));
  await sql`
    insert into portfolio_facts_versions (portfolio_id, facts_revision, facts)
    select f.id, f.facts_revision, f.facts
    from unnest(${fresh.map(({ portfolioId }) => portfolioId)}::uuid[],
                ${fresh.map((state) => state.factsRevision)}::bigint[],
                ${fresh.map(({ facts }) => JSON.stringify(facts))}::jsonb[]) as f (id, facts_revision, facts)
    order by f.id
    on conflict (portfolio_id, facts_revision) do nothing`.execute(db);
}

function column(
  states: readonly RunStateRow[],
  field: "nav" | "marketBeta" | "volatility" | "var95" | "es95",
) {
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
