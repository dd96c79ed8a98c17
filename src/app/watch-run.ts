import { setTimeout as sleep } from "node:timers/promises";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { Queryable } from "#db/types.ts";
import { HEARTBEAT_SECONDS } from "#engine/heartbeat.ts";
import { readWorkerPresence } from "#engine/status-store.ts";
import type { RunControl, RunReport } from "./run-control.ts";

const POLL_MS = 100;

/** Whether the run has ended. */
export function hasEnded({ status }: RunReport): boolean {
  return status !== "queued" && status !== "running";
}

/**
 * Tells of a run until it has ended, and gives its last report. When the signal is aborted, the report of that moment:
 * the run itself goes on. Throws NOT_FOUND.
 */
export async function watchRun(
  runs: Pick<RunControl, "runStatus">,
  runId: string,
  options: { readonly signal: AbortSignal; readonly onReport: (report: RunReport) => void | Promise<void> },
): Promise<RunReport> {
  for (;;) {
    const report = await runs.runStatus(runId);
    if (report === null) throw new SigmaSightError("NOT_FOUND", "there is no such run");
    await options.onReport(report);
    if (hasEnded(report) || options.signal.aborted) return report;
    await pause(options.signal);
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  try {
    await sleep(POLL_MS, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Whether some process takes units at the moment. */
export async function isWorkerAlive(db: Queryable): Promise<boolean> {
  return (await readWorkerPresence(db, HEARTBEAT_SECONDS)).alive > 0;
}
