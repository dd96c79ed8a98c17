import type { Answer } from "@/api/api-query.ts";
import type { LogLine, RunEvent } from "@/api/run-events.ts";

export type OnboardingStatus = Answer<"/api/v1/onboarding/status/{portfolio_id}">;

/** What has been seen of a portfolio's latest run, from the status route and the event stream together. */
export interface SeenProgress {
  readonly runId: string | null;
  /** By number, each once. */
  readonly log: readonly LogLine[];
  /** The highest that was seen: it never goes down within a run. */
  readonly percent: number;
  /** Whether the run was seen before it ended. */
  readonly sawActive: boolean;
}

export const NOTHING_SEEN: SeenProgress = { runId: null, log: [], percent: 0, sawActive: false };

/** Older lines are in the file. */
const LINES_KEPT = 2000;

/** What is known after the status route answered. Another run than before starts anew. */
export function withStatus(seen: SeenProgress, status: OnboardingStatus): SeenProgress {
  const before = seen.runId === status.batch_run_id ? seen : NOTHING_SEEN;
  return {
    runId: status.batch_run_id,
    log: mergeLog(before.log, status.activity_log),
    percent: Math.max(before.percent, status.overall_progress.percent_complete),
    sawActive: before.sawActive || isActive(status.status),
  };
}

/** What is known after an event of run `runId`; those of a run that is no longer the latest count for nothing. */
export function withEvent(seen: SeenProgress, runId: string, event: RunEvent): SeenProgress {
  if (seen.runId !== runId) return seen;
  if (event.kind === "log") return { ...seen, log: mergeLog(seen.log, [event.line]) };
  return {
    ...seen,
    percent: Math.max(seen.percent, event.run.percent_complete),
    sawActive: seen.sawActive || isActive(event.run.status),
  };
}

/** Both logs as one: by number, each line once, the newest ones. */
export function mergeLog(log: readonly LogLine[], lines: readonly LogLine[]): readonly LogLine[] {
  const known = new Set(log.map(({ seq }) => seq));
  const added = lines.filter(({ seq }) => !known.has(seq));
  if (added.length === 0) return log;
  return [...log, ...added].sort((a, b) => a.seq - b.seq).slice(-LINES_KEPT);
}

export function isActive(status: string): boolean {
  return status === "queued" || status === "running";
}
