import type { RunReport } from "#app/run-control.ts";
import { hasEnded, isWorkerAlive, watchRun } from "#app/watch-run.ts";
import { listRunFailures } from "#db/stores/run-read-store.ts";
import { EXIT, type ExitCode } from "./cli.ts";
import { printJson, printLine } from "./output.ts";
import { createProgress, type Progress } from "./progress.ts";
import { runExitCode, shortId, showRun } from "./run-progress.ts";
import { runJson } from "./run-text.ts";
import type { Session } from "./with-platform.ts";

/** Ends cancelled and overdue runs while the session is open: there may be no process that stays to do it. */
export function endStaleRuns({ platform, config }: Session): void {
  platform.startSweep({ deadlineSeconds: config.runDeadlineSeconds, nightlyLagMinutes: null });
}

/**
 * Watches a run until it ends or the command is interrupted. While no worker is alive anywhere – also when the one that
 * had the run dies meanwhile – one is started here; it ends when the session closes.
 */
export async function watchWithProgress(
  session: Session,
  runId: string,
  progress: Progress,
): Promise<RunReport> {
  const { platform, cli, config } = session;
  const { db } = platform.database.api;
  let works = false;
  return await watchRun(platform.runs, runId, {
    signal: cli.signal,
    onReport: async (report) => {
      showRun(progress, report);
      if (works || hasEnded(report) || (await isWorkerAlive(db))) return;
      works = true;
      endStaleRuns(session);
      await platform.startWorker({ concurrency: config.workerConcurrency });
    },
  });
}

/** Sees a requested run through: a worker where none is alive, progress, its end. `detach` only names it. */
export async function followRun(
  session: Session,
  runId: string,
  options: { readonly detach?: true; readonly json?: true },
): Promise<ExitCode> {
  const { cli, platform } = session;
  if (options.detach) {
    if (options.json) printJson(cli, { batchRunId: runId });
    else printLine(cli, runId);
    if (!(await isWorkerAlive(platform.database.api.db)))
      cli.stderr.write("No worker is alive; the run waits until one is started: sigmasight work\n");
    return EXIT.ok;
  }
  return await watchToEnd(session, runId, options);
}

/** Watches a run and tells what came of it. */
export async function watchToEnd(
  session: Session,
  runId: string,
  options: { readonly json?: true },
): Promise<ExitCode> {
  const { cli } = session;
  const progress = createProgress(cli);
  const report = await watchWithProgress(session, runId, progress).finally(() => progress.close());
  if (!hasEnded(report)) {
    cli.stderr.write(`Stopped watching; the run goes on: sigmasight runs watch ${shortId(runId)}\n`);
    return EXIT.failed;
  }
  if (options.json) printJson(cli, runJson(report));
  await explainEnd(session, report);
  return runExitCode(report);
}

/** Why a run did not complete, on standard error. */
async function explainEnd({ cli, platform }: Session, report: RunReport): Promise<void> {
  if (report.error !== null) {
    const { code, message, hint } = report.error;
    cli.stderr.write(`${code}: ${message}\n${hint === null ? "" : `${hint}\n`}`);
  }
  if (report.status === "completed") return;
  for (const failure of await listRunFailures(platform.database.api.db, report.runId))
    cli.stderr.write(`${failure.job} ${failure.subject}: ${failure.code}: ${failure.message}\n`);
}
