import { sql } from "kysely";
import type { Queryable } from "#db/types.ts";
import type { RunStatus, Trigger } from "./run-state.ts";

/** A run as it stands, for status pages. */
export interface RunStatusRow {
  readonly runId: string;
  readonly portfolioId: string | null;
  readonly trigger: Trigger;
  readonly triggeredBy: string;
  readonly status: RunStatus;
  readonly from: string | null;
  readonly to: string;
  readonly force: boolean;
  readonly requestedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly percentComplete: number;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly errorHint: string | null;
  readonly errorPhase: string | null;
}

export async function readRunStatus(db: Queryable, runId: string): Promise<RunStatusRow | null> {
  const { rows } = await sql<RunStatusRow>`
    select id as "runId", portfolio_id as "portfolioId", trigger, triggered_by as "triggeredBy", status,
      from_session as "from", to_session as "to", force, requested_at as "requestedAt", started_at as "startedAt",
      finished_at as "finishedAt", percent_complete as "percentComplete", error_code as "errorCode",
      error_message as "errorMessage", error_hint as "errorHint", error_phase as "errorPhase"
    from batch_run_history where id = ${runId}`.execute(db);
  return rows[0] ?? null;
}

export interface PhaseStatusRow {
  readonly phase: string;
  readonly status: "pending" | "running" | "completed" | "partial" | "failed" | "cancelled";
  readonly itemsTotal: number;
  readonly itemsDone: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

export async function readPhaseStatuses(db: Queryable, runId: string): Promise<readonly PhaseStatusRow[]> {
  const { rows } = await sql<PhaseStatusRow>`
    select phase, status, items_total as "itemsTotal", items_done as "itemsDone", started_at as "startedAt", finished_at as "finishedAt"
    from batch_phases where run_id = ${runId} order by position`.execute(db);
  return rows;
}

/** When a worker was last heard of, and how many are alive. */
export async function readWorkerPresence(
  db: Queryable,
  heartbeatSeconds: number,
): Promise<{ alive: number; lastSeenAt: Date | null }> {
  const { rows } = await sql<{ alive: number; lastSeenAt: Date | null }>`
    select count(*) filter (where stopped_at is null and heartbeat_at > now() - make_interval(secs => ${heartbeatSeconds}))::int as alive,
      max(coalesce(stopped_at, heartbeat_at)) as "lastSeenAt"
    from batch_workers`.execute(db);
  return rows[0] ?? { alive: 0, lastSeenAt: null };
}

/** The first thing that went wrong in a run, for its headline. */
export async function readFirstFailure(
  db: Queryable,
  runId: string,
): Promise<{ phase: string; code: string; message: string } | null> {
  const { rows } = await sql<{ phase: string; code: string; message: string }>`
    select f.phase, f.code, f.message from unit_failures f join batch_phases p on p.run_id = f.run_id and p.phase = f.phase
    where f.run_id = ${runId} order by p.position, f.failed_at, f.subject limit 1`.execute(db);
  return rows[0] ?? null;
}
