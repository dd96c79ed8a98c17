import { type RawBuilder, sql } from "kysely";

// A portfolio's runs are its own and those of all portfolios that concern it: while such a run is under way it may
// come to any portfolio, afterwards it is known by its units. Only a run of all portfolios has no `portfolio_id`.

/** Runs of all portfolios that are looked through for a portfolio, newest first: ten weeks of nights. */
const SHARED_RUNS = sql.lit(50);

/** Runs of this status hold their scope. */
export const ACTIVE = sql`('queued', 'running', 'cancelling')`;

type PortfolioId = string | RawBuilder<unknown>;

/** Whether a run has units of the portfolio. */
function worksOn(runId: RawBuilder<unknown>, portfolioId: PortfolioId): RawBuilder<unknown> {
  return sql`exists (
    select from batch_units u where u.run_id = ${runId} and ${portfolioId}::uuid::text = any(u.subjects)
  )`;
}

/** Whether the row `r` of the run history is a run of the portfolio. */
export function isOf(portfolioId: PortfolioId): RawBuilder<unknown> {
  return sql`(r.portfolio_id = ${portfolioId}::uuid
    or r.portfolio_id is null and (r.status in ${ACTIVE} or ${worksOn(sql`r.id`, portfolioId)}))`;
}

function recentSharedRuns(): RawBuilder<unknown> {
  return sql`
    select * from batch_run_history where portfolio_id is null order by requested_at desc limit ${SHARED_RUNS}`;
}

/** The one run that tells how a portfolio stands: its own active one, else the newest that concerns it; or no row. */
export function shownRunOf(portfolioId: PortfolioId): RawBuilder<unknown> {
  return sql`
    select r.* from (
      (select * from batch_run_history where portfolio_id = ${portfolioId}::uuid
       order by requested_at desc limit 1)
      union all
      (select r.* from (${recentSharedRuns()}) r
       where ${isOf(portfolioId)} and r.requested_at > coalesce((
         select max(requested_at) from batch_run_history where portfolio_id = ${portfolioId}::uuid
       ), '-infinity')
       order by r.requested_at desc limit 1)
    ) r
    order by r.portfolio_id is not null and r.status in ${ACTIVE} desc, r.requested_at desc limit 1`;
}

/** Whether a run ended with results of the portfolio. */
export function hasResultsOf(portfolioId: PortfolioId): RawBuilder<unknown> {
  const finished = sql`('completed', 'partial')`;
  return sql`(
    exists (select from batch_run_history where portfolio_id = ${portfolioId}::uuid and status in ${finished})
    or exists (
      select from (${recentSharedRuns()}) r where r.status in ${finished} and ${worksOn(sql`r.id`, portfolioId)}
    ))`;
}

/**
 * Whether the owner of a portfolio may read the row `e` of a run's log. Of a run of all portfolios these are the lines
 * about no subject, without a code whose text may name one, and those about what is the owner's.
 */
export function isForOwnerOf(portfolioId: string): RawBuilder<unknown> {
  return sql`(
    exists (select from batch_run_history where id = e.run_id and portfolio_id = ${portfolioId}::uuid)
    or e.subject is null and e.code is null
    or e.subject = ${portfolioId}::uuid::text
    or e.subject in (select id::text from positions where portfolio_id = ${portfolioId}::uuid)
    or e.subject in (${marketSymbolsOf(portfolioId)}))`;
}

/** Symbols a portfolio ever held and their underlyings; private and cash lots have no market symbol. */
export function marketSymbolsOf(portfolioId: string): RawBuilder<unknown> {
  return sql`
    select symbol from positions
    where portfolio_id = ${portfolioId}::uuid and investment_class <> 'PRIVATE'
      and investment_subtype is distinct from 'CASH'
    union
    select underlying_symbol from positions
    where portfolio_id = ${portfolioId}::uuid and underlying_symbol is not null`;
}
