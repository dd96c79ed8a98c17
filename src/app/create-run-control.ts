import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { AppDatabase } from "#db/types.ts";
import { cancelRun } from "#engine/cancel-run.ts";
import type { Phase } from "#engine/phase.ts";
import { isActive, scopeOf } from "#engine/run-state.ts";
import { findActiveRun } from "#engine/run-store.ts";
import { readRunStatus } from "#engine/status-store.ts";
import { recordAudit } from "./audit.ts";
import type { PreviewPlan } from "./preview-plan.ts";
import { newRun, type RunContext, requestRun } from "./request-run.ts";
import type { RetryScope, RunControl, RunRequest } from "./run-control.ts";
import { runStatus } from "./run-status.ts";

/** How the API and the command line start, stop and watch runs. */
export function createRunControl(
  context: RunContext,
  phases: readonly Pick<Phase<never>, "name" | "title" | "itemUnit">[],
  previewPlan: PreviewPlan,
): RunControl {
  const { database } = context;
  return {
    requestRun: (request) => requestRun(context, request),

    async cancelRun(runId, { reason, by }) {
      const cancelled = await database.api.transaction("cancel run", async (tx) => {
        const done = await cancelRun(tx, runId, { by: by.userId, reason });
        if (done)
          await recordAudit(tx.db, by, { action: "run.cancel", subject: { kind: "run", id: runId }, reason });
        return done;
      });
      if (cancelled) return;
      const run = await readRunStatus(database.api.db, runId);
      throw run === null
        ? new SigmaSightError("NOT_FOUND", "there is no such run")
        : new SigmaSightError("RUN_NOT_ACTIVE", `the run is ${run.status}`);
    },

    async retryRun(runId, { only, by, reason = null }) {
      return await requestRun(context, {
        ...(await retryRequest(database, runId, only)),
        triggeredBy: `admin:${by.userId}`,
        reason: [`retry of ${runId}: ${only}`, ...(reason === null ? [] : [reason])].join("; "),
        by,
        retryOf: runId,
      });
    },

    async previewRetry(runId, { only }) {
      const request = await retryRequest(database, runId, only);
      const run = newRun(context, { ...request, triggeredBy: "admin:preview" });
      const { portfolioId, from, to, force } = run;
      return { portfolioId, from, to, force, jobs: await previewPlan(run) };
    },

    runStatus: (runId) => runStatus(database, phases, runId),
  };
}

/** The request that a retry is. Errors: NOT_FOUND, RUN_ACTIVE. */
async function retryRequest(
  database: AppDatabase,
  runId: string,
  only: RetryScope,
): Promise<Omit<RunRequest, "triggeredBy">> {
  const { db } = database.api;
  const run = await readRunStatus(db, runId);
  if (run === null) throw new SigmaSightError("NOT_FOUND", "there is no such run");
  const active = await findActiveRun(db, scopeOf(run.portfolioId));
  if (isActive(run.status) || active !== null)
    throw new SigmaSightError("RUN_ACTIVE", `run ${active?.id ?? runId} of this scope is still active`);
  // What failed has no completion record, so a plan over the same sessions finds it; what is missing by now also
  // counts later sessions.
  const range = only === "missing" ? {} : { ...(run.from === null ? {} : { from: run.from }), to: run.to };
  return {
    trigger: "admin",
    ...(run.portfolioId === null ? {} : { portfolioId: run.portfolioId }),
    ...range,
    force: only === "all",
  };
}
