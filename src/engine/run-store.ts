import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Queryable } from "#db/types.ts";
import type { NewEvent, SubjectFailure, UnitSpec } from "./phase.ts";
import type { Run, RunStatus, TerminalStatus, Trigger } from "./run-state.ts";

/** Every statement on the run tables. One function a statement; what they mean together is elsewhere. */

export interface NewRun {
  readonly trigger: Trigger;
  readonly scope: string;
  readonly portfolioId: string | null;
  readonly from: PlainDate | null;
  readonly to: PlainDate;
  readonly force: boolean;
  readonly triggeredBy: string;
  readonly reason: string | null;
  readonly retryOf: string | null;
  readonly followUpOf: string | null;
}

/** Inserts a run, or returns null where an active run holds the scope. */
export async function insertRun(db: Queryable, run: NewRun): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into batch_run_history
      (trigger, scope, portfolio_id, from_session, to_session, force, triggered_by, reason, retry_of, follow_up_of)
    values (${run.trigger}, ${run.scope}, ${run.portfolioId}, ${run.from}, ${run.to}, ${run.force},
            ${run.triggeredBy}, ${run.reason}, ${run.retryOf}, ${run.followUpOf})
    on conflict (scope) where status in ('queued', 'running', 'cancelling') do nothing
    returning id`.execute(db);
  return rows[0]?.id ?? null;
}

export async function findActiveRun(
  db: Queryable,
  scope: string,
): Promise<{ id: string; to: PlainDate } | null> {
  const { rows } = await sql<{ id: string; to: PlainDate }>`
    select id, to_session as "to" from batch_run_history
    where scope = ${scope} and status in ('queued', 'running', 'cancelling')`.execute(db);
  return rows[0] ?? null;
}

/**
 * Reads a run and holds its row until the transaction ends, so that only one process moves it on. Rows that refer to it may be
 * inserted meanwhile: a unit that ends beside it holds the row for them already, and waits for its own turn.
 */
export async function lockRun(db: Queryable, runId: string): Promise<Run | null> {
  const { rows } = await sql<Run>`
    select id, trigger, scope, portfolio_id as "portfolioId", from_session as "from", to_session as "to", force,
           triggered_by as "triggeredBy", status, requested_at as "requestedAt"
    from batch_run_history where id = ${runId} for no key update`.execute(db);
  return rows[0] ?? null;
}

export async function markRunStarted(db: Queryable, runId: string): Promise<void> {
  await sql`update batch_run_history set status = 'running', started_at = now(), progressed_at = now()
            where id = ${runId} and status = 'queued'`.execute(db);
}

export async function insertPhases(
  db: Queryable,
  runId: string,
  phases: readonly { name: string; weight: number }[],
): Promise<void> {
  await sql`
    insert into batch_phases (run_id, phase, position, weight)
    select ${runId}, p.name, p.position, p.weight
    from unnest(${phases.map((phase) => phase.name)}::text[], ${phases.map((_, index) => index)}::smallint[],
                ${phases.map((phase) => phase.weight)}::float8[]) as p (name, position, weight)`.execute(db);
}

/** The phases of a run that have not ended, in their order. */
export async function readOpenPhases(
  db: Queryable,
  runId: string,
): Promise<{ readonly running: readonly string[]; readonly pending: readonly string[] }> {
  const { rows } = await sql<{ phase: string; status: "pending" | "running" }>`
    select phase, status from batch_phases
    where run_id = ${runId} and status in ('pending', 'running') order by position`.execute(db);
  const named = (wanted: string) => rows.filter(({ status }) => status === wanted).map(({ phase }) => phase);
  return { running: named("running"), pending: named("pending") };
}

export async function openPhase(
  db: Queryable,
  runId: string,
  phase: string,
  units: readonly UnitSpec[],
): Promise<void> {
  const items = units.reduce((total, unit) => total + unit.items, 0);
  const done = units.length === 0;
  await sql`
    update batch_phases set status = ${done ? "completed" : "running"}, units_total = ${units.length}, items_total = ${items},
      started_at = now(), finished_at = case when ${done}::boolean then now() end
    where run_id = ${runId} and phase = ${phase}`.execute(db);
}

export async function insertUnits(
  db: Queryable,
  runId: string,
  phase: string,
  firstUnit: number,
  units: readonly UnitSpec[],
): Promise<void> {
  await sql`
    insert into batch_units (run_id, phase, unit, job, subjects, from_session, to_session, items)
    select ${runId}, ${phase}, (u->>'unit')::int, u->>'job',
           array(select jsonb_array_elements_text(u->'subjects')), (u->>'from')::date, (u->>'to')::date, (u->>'items')::int
    from jsonb_array_elements(${JSON.stringify(units.map((unit, index) => ({ ...unit, unit: firstUnit + index })))}::jsonb) as u`.execute(
    db,
  );
}

export interface ClaimedUnit {
  readonly spec: UnitSpec;
  readonly attempt: number;
  readonly errors: number;
  /** Since its phase was planned, by the database's clock; null for a later attempt. */
  readonly queuedSeconds: number | null;
  readonly run: Run;
}

/** Takes a unit up, or returns null where it or its run has ended. The attempt number is the later fence. */
export async function claimUnit(
  db: Queryable,
  runId: string,
  phase: string,
  unit: number,
  workerId: string,
): Promise<ClaimedUnit | null> {
  const { rows } = await sql<
    UnitSpec & { attempt: number; errors: number; queuedSeconds: number | null } & Omit<
        Run,
        "from" | "to"
      > & {
        runFrom: PlainDate | null;
        runTo: PlainDate;
      }
  >`
    update batch_units u
    set status = 'running', attempts = u.attempts + 1, worker_id = ${workerId}, started_at = now()
    from batch_run_history r
    where u.run_id = ${runId} and u.phase = ${phase} and u.unit = ${unit} and u.status in ('planned', 'running')
      and r.id = u.run_id and r.status = 'running'
    returning u.job, u.subjects, u.from_session as "from", u.to_session as "to", u.items, u.attempts as attempt, u.errors,
      case when u.attempts = 1 then (
        select extract(epoch from now() - p.started_at)::float8 from batch_phases p where p.run_id = u.run_id and p.phase = u.phase
      ) end as "queuedSeconds",
      r.id, r.trigger, r.scope, r.portfolio_id as "portfolioId", r.from_session as "runFrom", r.to_session as "runTo",
      r.force, r.triggered_by as "triggeredBy", r.status, r.requested_at as "requestedAt"`.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  const { job, subjects, from, to, items, attempt, errors, queuedSeconds, runFrom, runTo, ...run } = row;
  return {
    spec: { job, subjects, from, to, items },
    attempt,
    errors,
    queuedSeconds,
    run: { ...run, from: runFrom, to: runTo },
  };
}

/** Holds the unit's row if this attempt still owns it; false means that another took over or the run ended. */
export async function holdUnit(
  db: Queryable,
  runId: string,
  phase: string,
  unit: number,
  attempt: number,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from batch_units u
    where u.run_id = ${runId} and u.phase = ${phase} and u.unit = ${unit} and u.status = 'running' and u.attempts = ${attempt}
    for update`.execute(db);
  return rows.length > 0;
}

export async function endUnit(
  db: Queryable,
  key: { runId: string; phase: string; unit: number },
  end: {
    status: "completed" | "partial" | "failed" | "split";
    rows: number;
    code: string | null;
    message: string | null;
  },
): Promise<void> {
  await sql`
    update batch_units set status = ${end.status}, rows_written = ${end.rows}, finished_at = now(),
      error_code = coalesce(${end.code}, error_code), error_message = coalesce(${end.message}, error_message)
    where run_id = ${key.runId} and phase = ${key.phase} and unit = ${key.unit}`.execute(db);
}

/** Gives a unit back, for another attempt; `failed` counts the error against it. */
export async function releaseUnit(
  db: Queryable,
  key: { runId: string; phase: string; unit: number; attempt: number },
  error: { code: string; message: string } | null,
): Promise<void> {
  await sql`
    update batch_units set status = 'planned', errors = errors + ${error === null ? 0 : 1},
      error_code = ${error?.code ?? null}, error_message = ${error?.message ?? null}
    where run_id = ${key.runId} and phase = ${key.phase} and unit = ${key.unit} and attempts = ${key.attempt} and status = 'running'`.execute(
    db,
  );
}

/** Counts an ended unit in its phase; returns whether it was the phase's last. */
export async function countUnit(
  db: Queryable,
  runId: string,
  phase: string,
  unit: { items: number; rows: number; failed: boolean },
): Promise<boolean> {
  const { rows } = await sql<{ last: boolean }>`
    update batch_phases set units_done = units_done + 1, items_done = items_done + ${unit.items},
      units_failed = units_failed + ${unit.failed ? 1 : 0}, rows_written = rows_written + ${unit.rows}
    where run_id = ${runId} and phase = ${phase} and status = 'running'
    returning units_done >= units_total as last`.execute(db);
  return rows[0]?.last ?? false;
}

/** Replaces one planned unit by several in the phase's total. Returns the number the first new unit gets. */
export async function growPhase(db: Queryable, runId: string, phase: string, added: number): Promise<number> {
  const { rows } = await sql<{ next: number }>`
    update batch_phases p set units_total = units_total + ${added}
    where run_id = ${runId} and phase = ${phase}
    returning (select max(u.unit) + 1 from batch_units u where u.run_id = p.run_id and u.phase = p.phase) as next`.execute(
    db,
  );
  return rows[0]?.next ?? 0;
}

export async function closePhase(db: Queryable, runId: string, phase: string): Promise<void> {
  await sql`
    update batch_phases set finished_at = now(),
      status = case when units_failed = 0 then 'completed' when units_failed < units_total then 'partial' else 'failed' end
    where run_id = ${runId} and phase = ${phase}`.execute(db);
}

/** Notes progress: the deadline starts anew and the percentage rises to what the phases have reached. */
export async function noteProgress(db: Queryable, runId: string): Promise<void> {
  await sql`
    update batch_run_history r set progressed_at = now(), percent_complete = greatest(r.percent_complete, p.reached)
    from (
      select 99.9 * sum(weight * case when finished_at is not null then 1
                                    when units_total > 0 then units_done::float8 / units_total else 0 end) / sum(weight) as reached
      from batch_phases where run_id = ${runId}
    ) p
    where r.id = ${runId}`.execute(db);
}

export interface PhaseResult {
  readonly phase: string;
  readonly unitsTotal: number;
  readonly unitsDone: number;
  readonly unitsFailed: number;
  readonly succeeded: number;
}

export async function readPhaseResults(db: Queryable, runId: string): Promise<readonly PhaseResult[]> {
  const { rows } = await sql<PhaseResult>`
    select p.phase, p.units_total as "unitsTotal", p.units_done as "unitsDone", p.units_failed as "unitsFailed",
      (select count(*)::int from batch_units u where u.run_id = p.run_id and u.phase = p.phase and u.status in ('completed', 'partial')) as succeeded
    from batch_phases p where p.run_id = ${runId} order by p.position`.execute(db);
  return rows;
}

/** How many follow-ups in a row led to this run; 0 for one that was asked for. */
export async function countFollowUps(db: Queryable, runId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with recursive chain as (
      select follow_up_of as id from batch_run_history where id = ${runId}
      union all
      select r.follow_up_of from batch_run_history r join chain c on r.id = c.id
    )
    select count(*)::int as count from chain where id is not null`.execute(db);
  return rows[0]?.count ?? 0;
}

export interface RunError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly phase: string | null;
}

/** Ends a run once; false where it had ended before. */
export async function endRun(
  db: Queryable,
  runId: string,
  status: TerminalStatus,
  error: RunError | null,
): Promise<boolean> {
  const { rows } = await sql`
    update batch_run_history set status = ${status}, finished_at = now(),
      percent_complete = case when ${status} in ('completed', 'partial') then 100 else percent_complete end,
      error_code = ${error?.code ?? null}, error_message = ${error?.message ?? null},
      error_hint = ${error?.hint ?? null}, error_phase = ${error?.phase ?? null}
    where id = ${runId} and status in ('queued', 'running', 'cancelling')
    returning id`.execute(db);
  return rows.length > 0;
}

/** Marks what will not run any more, so that no unit of an ended run looks pending. */
export async function dropOpenUnits(db: Queryable, runId: string): Promise<void> {
  await sql`update batch_units set status = 'cancelled', finished_at = now()
            where run_id = ${runId} and status in ('planned', 'running')`.execute(db);
  await sql`update batch_phases set status = 'cancelled', finished_at = now()
            where run_id = ${runId} and status in ('pending', 'running')`.execute(db);
}

/** Asks an active run to stop. Returns its new status, or null where it is not active. */
export async function markCancelling(
  db: Queryable,
  runId: string,
  reason: string | null,
): Promise<RunStatus | null> {
  const { rows } = await sql<{ status: RunStatus }>`
    update batch_run_history set status = 'cancelling', reason = coalesce(${reason}, reason)
    where id = ${runId} and status in ('queued', 'running', 'cancelling') returning status`.execute(db);
  return rows[0]?.status ?? null;
}

/** Of these runs, those whose units have to stop. */
export async function findStoppedRuns(db: Queryable, runIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select i.id from unnest(${[...runIds]}::uuid[]) as i (id)
    left join batch_run_history r on r.id = i.id where r.id is null or r.status <> 'running'`.execute(db);
  return rows.map((row) => row.id);
}

/** Cancelling runs of which no unit is in the hands of a live worker. */
export async function findCancellable(db: Queryable, heartbeatSeconds: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from batch_run_history r
    where r.status = 'cancelling' and not exists (
      select 1 from batch_units u join batch_workers w on w.id = u.worker_id
      where u.run_id = r.id and u.status = 'running' and w.stopped_at is null
        and w.heartbeat_at > now() - make_interval(secs => ${heartbeatSeconds}))`.execute(db);
  return rows.map((row) => row.id);
}

/** Active runs without progress for longer than the deadline. */
export async function findOverdue(db: Queryable, deadlineSeconds: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from batch_run_history
    where status in ('queued', 'running', 'cancelling') and progressed_at < now() - make_interval(secs => ${deadlineSeconds})`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

export async function insertEvents(
  db: Queryable,
  runId: string,
  phase: string | null,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await sql`
    insert into run_events (run_id, level, phase, subject, code, message)
    select ${runId}, e.level, ${phase}, e.subject, e.code, e.message
    from unnest(${events.map((event) => event.level)}::text[], ${events.map((event) => event.subject ?? null)}::text[],
                ${events.map((event) => event.code ?? null)}::text[], ${events.map((event) => event.message)}::text[])
      as e (level, subject, code, message)`.execute(db);
}

export async function insertFailures(
  db: Queryable,
  runId: string,
  phase: string,
  job: string,
  failures: readonly SubjectFailure[],
): Promise<void> {
  if (failures.length === 0) return;
  await sql`
    insert into unit_failures (run_id, phase, job, subject, code, message)
    select ${runId}, ${phase}, ${job}, f.subject, f.code, f.message
    from unnest(${failures.map((failure) => failure.subject)}::text[], ${failures.map((failure) => failure.code)}::text[],
                ${failures.map((failure) => failure.message)}::text[]) as f (subject, code, message)
    on conflict (run_id, phase, job, subject) do update set code = excluded.code, message = excluded.message`.execute(
    db,
  );
}
