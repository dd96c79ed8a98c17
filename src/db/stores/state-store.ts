import { sql } from "kysely";
import type { Queryable } from "#db/types.ts";

/** How runs stand, for whoever watches the installation. */
export interface RunStateRow {
  readonly queued: number;
  readonly running: number;
  /** Longest time since an active run made progress; 0 without one. */
  readonly quietSeconds: number;
  /** When a nightly run last ended with results. */
  readonly nightlySuccessAt: Date | null;
}

export async function readRunState(db: Queryable): Promise<RunStateRow> {
  const { rows } = await sql<RunStateRow>`
    select count(*) filter (where status = 'queued') as queued, count(*) filter (where status in ('running', 'cancelling')) as running,
      coalesce(max(extract(epoch from now() - progressed_at))::float8, 0) as "quietSeconds",
      (select finished_at from batch_run_history where trigger = 'nightly' and status in ('completed', 'partial')
       order by requested_at desc limit 1) as "nightlySuccessAt"
    from batch_run_history where status in ('queued', 'running', 'cancelling')`.execute(db);
  return rows[0] as RunStateRow;
}

export interface EndedRunsRow {
  readonly trigger: string;
  readonly status: string;
  readonly count: number;
}

/** Runs that ended within the last `hours`, by why they were and how they ended. */
export async function listEndedRuns(db: Queryable, hours: number): Promise<readonly EndedRunsRow[]> {
  const { rows } = await sql<EndedRunsRow>`
    select trigger, status, count(*) as count from batch_run_history
    where finished_at > now() - make_interval(hours => ${hours}) group by trigger, status order by trigger, status`.execute(
    db,
  );
  return rows;
}

export interface PhaseTimingRow {
  readonly phase: string;
  readonly seconds: number;
  readonly rows: number;
}

/** What each phase took and stored when it last did something, in the latest runs. */
export async function listLastPhases(db: Queryable): Promise<readonly PhaseTimingRow[]> {
  const { rows } = await sql<PhaseTimingRow>`
    select distinct on (p.phase) p.phase, extract(epoch from p.finished_at - p.started_at)::float8 as seconds,
      p.rows_written as rows
    from (select id from batch_run_history where finished_at is not null order by requested_at desc limit 50) r
    join batch_phases p on p.run_id = r.id
    where p.units_done > 0 and p.finished_at is not null
    order by p.phase, p.finished_at desc`.execute(db);
  return rows;
}
