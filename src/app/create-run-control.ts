import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { cancelRun } from "#engine/cancel-run.ts";
import type { Phase } from "#engine/phase.ts";
import { isActive, scopeOf } from "#engine/run-state.ts";
import { findActiveRun } from "#engine/run-store.ts";
import { readRunStatus } from "#engine/status-store.ts";
import { recordAudit } from "./audit.ts";
import { type RunContext, requestRun } from "./request-run.ts";
import type { RunControl } from "./run-control.ts";
import { runStatus } from "./run-status.ts";

/** How the API and the command line start, stop and watch runs. */
export function createRunControl(
  context: RunContext,
  phases: readonly Pick<Phase<never>, "name" | "title" | "itemUnit">[],
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
      const run = await readRunStatus(database.api.db, runId);
      if (run === null) throw new SigmaSightError("NOT_FOUND", "there is no such run");
      const active = await findActiveRun(database.api.db, scopeOf(run.portfolioId));
      if (isActive(run.status) || active !== null) {
        throw new SigmaSightError("RUN_ACTIVE", `run ${active?.id ?? runId} of this scope is still active`);
      }
      // What failed has no completion record, so a plan over the same sessions finds it; what is missing by now
      // also counts later sessions.
      const range =
        only === "missing" ? {} : { ...(run.from === null ? {} : { from: run.from }), to: run.to };
      return await requestRun(context, {
        trigger: "admin",
        ...(run.portfolioId === null ? {} : { portfolioId: run.portfolioId }),
        ...range,
        force: only === "all",
        triggeredBy: `admin:${by.userId}`,
        reason: [`retry of ${runId}: ${only}`, ...(reason === null ? [] : [reason])].join("; "),
        by,
        retryOf: runId,
      });
    },

    runStatus: (runId) => runStatus(database, phases, runId),
  };
}
