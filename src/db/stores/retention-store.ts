import { type RawBuilder, sql } from "kysely";
import type { Queryable } from "#db/types.ts";

// What goes when it is old, at most `limit` rows a statement, so that no lock is held long. Each gives the number of rows
// that went; fewer than `limit` means that nothing is left.

const before = (days: number): RawBuilder<unknown> => sql`now() - make_interval(days => ${days})`;

/** The log of runs that ended so long ago. */
export async function deleteOldEvents(db: Queryable, days: number, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from run_events where (run_id, seq) in (
      select e.run_id, e.seq from batch_run_history r join run_events e on e.run_id = r.id
      where r.finished_at < ${before(days)} limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** What was asked of providers; the last answer and the last served one of each symbol stay. */
export async function deleteOldFetches(db: Queryable, days: number, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from provider_fetches where id in (
      select f.id from provider_fetches f
      where f.fetched_at < ${before(days)}
        and exists (
          select from provider_fetches n
          where n.symbol = f.symbol and n.kind = f.kind and (n.fetched_at, n.id) > (f.fetched_at, f.id)
            and (n.outcome = 'served' or f.outcome <> 'served'))
      limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** What runs said of portfolios; the newest of each portfolio stays. */
export async function deleteOldRunStates(db: Queryable, days: number, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from portfolio_run_states where (portfolio_id, run_id) in (
      select s.portfolio_id, s.run_id from portfolio_run_states s
      where s.recorded_at < ${before(days)}
        and exists (
          select from portfolio_run_states n
          where n.portfolio_id = s.portfolio_id and n.recorded_at > s.recorded_at)
      limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Facts of portfolios that no kept state was computed from and that are not the present ones. */
export async function deleteOldFacts(db: Queryable, days: number, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from portfolio_facts_versions where (portfolio_id, facts_revision) in (
      select v.portfolio_id, v.facts_revision from portfolio_facts_versions v
      join portfolios p on p.id = v.portfolio_id
      where v.recorded_at < ${before(days)} and v.facts_revision < p.facts_revision
        and not exists (
          select from portfolio_run_states s
          where s.portfolio_id = v.portfolio_id and s.facts_revision = v.facts_revision)
      limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/**
 * Runs with their phases, units and failures. One whose results are in force, or of which a state is kept, stays; so does
 * the last one of each scope.
 */
export async function deleteOldRuns(db: Queryable, days: number, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from batch_run_history where id in (
      select r.id from batch_run_history r
      where r.finished_at < ${before(days)}
        and not exists (select from portfolio_run_states s where s.run_id = r.id)
        and not exists (select from completion_records c where c.run_id = r.id)
        and exists (
          select from batch_run_history n where n.scope = r.scope and n.requested_at > r.requested_at)
      limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Audit entries; the table lets them go only where the transaction says that it is the retention, and none of 30 days. */
export async function deleteOldAuditEntries(db: Queryable, days: number, limit: number): Promise<number> {
  await sql`set local sigmasight.audit_retention = 'on'`.execute(db);
  const { numAffectedRows } = await sql`
    delete from audit_log where id in (
      select id from audit_log where at < ${before(days)} order by id limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0);
}
