import { countErrorFindings } from "#db/stores/finding-store.ts";
import type { AppDatabase } from "#db/types.ts";
import { HEARTBEAT_SECONDS } from "#engine/heartbeat.ts";
import type { Phase } from "#engine/phase.ts";
import { isActive } from "#engine/run-state.ts";
import { readPhaseStatuses, readRunStatus, readWorkerPresence } from "#engine/status-store.ts";
import type { RunReport } from "./run-control.ts";

type PhaseLabel = Pick<Phase<never>, "name" | "title" | "itemUnit">;

/** A run as it stands in the database: the same answer from any process, also after a restart. Null for an unknown run. */
export async function runStatus(
  database: AppDatabase,
  phases: readonly PhaseLabel[],
  runId: string,
): Promise<RunReport | null> {
  const { db } = database.api;
  const run = await readRunStatus(db, runId);
  if (run === null) return null;
  const neverOpened = isActive(run.status) ? "pending" : "cancelled";
  const rows = new Map((await readPhaseStatuses(db, runId)).map((row) => [row.phase, row]));
  return {
    runId: run.runId,
    portfolioId: run.portfolioId,
    trigger: run.trigger,
    triggeredBy: run.triggeredBy,
    status: run.status === "cancelling" ? "running" : run.status,
    cancelRequested: run.status === "cancelling",
    requestedAt: run.requestedAt,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    percentComplete: run.percentComplete,
    note: isActive(run.status) ? await workerNote(database) : null,
    phases: phases.map(({ name, title, itemUnit }) => {
      const row = rows.get(name);
      return {
        name,
        title,
        status: row?.status ?? neverOpened,
        done: row?.itemsDone ?? 0,
        total: row?.itemsTotal ?? 0,
        unit: itemUnit,
        startedAt: row?.startedAt ?? null,
        finishedAt: row?.finishedAt ?? null,
      };
    }),
    errorFindings: isActive(run.status) ? 0 : await countErrorFindings(db, runId),
    error:
      run.errorCode === null
        ? null
        : {
            code: run.errorCode,
            message: run.errorMessage ?? "",
            hint: run.errorHint,
            phase: run.errorPhase,
          },
  };
}

async function workerNote(database: AppDatabase): Promise<string | null> {
  const { alive, lastSeenAt } = await readWorkerPresence(database.api.db, HEARTBEAT_SECONDS);
  if (alive > 0) return null;
  return lastSeenAt === null
    ? "no worker has been started yet"
    : `no worker since ${lastSeenAt.toISOString()}`;
}
