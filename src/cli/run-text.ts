import type { RunReport } from "#app/run-control.ts";
import type { RunEventRow, RunHistoryRow } from "#db/stores/run-read-store.ts";
import { shortId } from "./run-progress.ts";

/** A run's state, with the API's names. */
export function runJson(run: RunReport): object {
  const { runId, phases, ...rest } = run;
  return {
    batchRunId: runId,
    ...rest,
    phases: phases.map(({ name, title, done, ...phase }) => ({
      phaseId: name,
      phaseName: title,
      current: done,
      ...phase,
    })),
  };
}

/** A row of the run history, with the API's names; the paging cursor is no part of it. */
export function historyJson(run: RunHistoryRow): object {
  const { id, errorCode, errorMessage, errorHint, errorPhase } = run;
  const shown = Object.entries(run).filter(
    ([name]) => name !== "id" && name !== "cursor" && !name.startsWith("error"),
  );
  const error =
    errorCode === null
      ? null
      : { code: errorCode, message: errorMessage, hint: errorHint, phase: errorPhase };
  return { batchRunId: id, ...Object.fromEntries(shown), status: shownStatus(run.status), error };
}

/** What to do after a change of what results are computed from. */
export function runAdvice(portfolioId: string): string {
  return `Bring the results up to date: sigmasight run --portfolio ${shortId(portfolioId)}`;
}

/** `cancelling` is shown as running, as in the API. */
export function shownStatus(status: string): string {
  return status === "cancelling" ? "running" : status;
}

/** One line of a run's log. */
export function logText({ at, level, phase, subject, code, message }: RunEventRow): string {
  const place = [phase, subject, code].filter((part) => part !== null).join(" ");
  return `${at.toISOString()} ${level.toUpperCase().padEnd(7)} ${place === "" ? "" : `[${place}] `}${message}`;
}
