import type { PhaseReport, RunReport } from "#app/run-control.ts";
import { hasEnded } from "#app/watch-run.ts";
import { EXIT, type ExitCode } from "./cli.ts";
import type { Progress, ProgressLine } from "./progress.ts";

const SHORT_ID = 8;

/** Enough of an id to tell one from another. */
export function shortId(id: string): string {
  return id.slice(0, SHORT_ID);
}

/** Shows a run as one line for all of it and one for each phase. */
export function showRun(progress: Progress, run: RunReport): void {
  const ended = hasEnded(run);
  const detail = [ended ? run.status : (run.note ?? ""), run.cancelRequested ? "being cancelled" : ""];
  const whole: ProgressLine = {
    title: `${capital(run.trigger)} run ${shortId(run.runId)}`,
    state: !ended ? "running" : run.status === "completed" || run.status === "partial" ? "done" : "failed",
    fraction: run.percentComplete / 100,
    detail: detail.filter((part) => part !== "").join(", "),
    ...tookMs(run),
  };
  // The run's line stands above its phases, and is over when they are.
  if (!ended) progress.set(`run ${run.runId}`, whole);
  for (const phase of run.phases) progress.set(`${run.runId} ${phase.name}`, phaseLine(phase));
  if (ended) progress.set(`run ${run.runId}`, whole);
}

function phaseLine(phase: PhaseReport): ProgressLine {
  const { title, status, done, total, unit } = phase;
  const line = { title: `  ${title}`, ...tookMs(phase) };
  switch (status) {
    case "pending":
      return { title: line.title, state: "waiting" };
    case "running":
      return {
        title: line.title,
        state: "running",
        ...(total === 0 ? {} : { fraction: done / total }),
        detail: `${done} of ${counted(total, unit)}`,
      };
    case "completed":
      return { ...line, state: "done", detail: total === 0 ? "nothing to do" : counted(total, unit) };
    case "partial":
    case "failed":
    case "cancelled":
      return { ...line, state: "failed", detail: `${status}, ${done} of ${counted(total, unit)}` };
  }
}

/** Units are named in the plural. */
function counted(count: number, unit: string): string {
  return `${count} ${count === 1 ? unit.replace(/s$/, "") : unit}`;
}

function tookMs(timed: { readonly startedAt: Date | null; readonly finishedAt: Date | null }): {
  readonly tookMs?: number;
} {
  const { startedAt, finishedAt } = timed;
  return startedAt === null || finishedAt === null
    ? {}
    : { tookMs: finishedAt.getTime() - startedAt.getTime() };
}

/** What a run's end means for the command that watched it. */
export function runExitCode({
  status,
  errorFindings,
}: Pick<RunReport, "status" | "errorFindings">): ExitCode {
  if (status === "completed") return errorFindings > 0 ? EXIT.partial : EXIT.ok;
  return status === "partial" ? EXIT.partial : EXIT.failed;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
