import type { Answer } from "@/api/api-query.ts";
import { RUN_STATUSES } from "./run-words.ts";

type Group = Answer<"/api/v1/admin/batch/history/summary">["groups"][number];

interface RunTotals {
  readonly byStatus: readonly { readonly status: (typeof RUN_STATUSES)[number]; readonly runs: number }[];
  /** Of the runs that ended; null: none did. Seconds. */
  readonly meanSeconds: number | null;
  /** Share of ended runs that are whole; null: none ended. */
  readonly wholeShare: number | null;
  readonly lastFinishedAt: string | null;
}

const ENDED: ReadonlySet<string> = new Set(["completed", "partial", "failed", "cancelled"]);

/** The runs of all triggers together. */
export function runTotals(
  groups: readonly Pick<Group, "status" | "runs" | "mean_duration_seconds" | "last_finished_at">[],
): RunTotals {
  const sum = (of: typeof groups) => of.reduce((total, { runs }) => total + runs, 0);
  const timed = groups.filter(({ mean_duration_seconds: mean }) => mean !== null);
  const seconds = timed.reduce((total, group) => total + group.runs * (group.mean_duration_seconds ?? 0), 0);
  const ended = sum(groups.filter(({ status }) => ENDED.has(status)));
  const whole = sum(groups.filter(({ status }) => status === "completed"));
  const finished = groups.flatMap(({ last_finished_at: at }) => (at === null ? [] : [at])).sort();
  return {
    byStatus: RUN_STATUSES.map((status) => ({
      status,
      runs: sum(groups.filter((group) => group.status === status)),
    })),
    meanSeconds: timed.length === 0 ? null : seconds / sum(timed),
    wholeShare: ended === 0 ? null : whole / ended,
    lastFinishedAt: finished.at(-1) ?? null,
  };
}
