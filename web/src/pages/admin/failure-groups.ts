import type { AdminRun } from "./phase-bars.ts";

type Failure = AdminRun["failures"][number];

/** Failures of one kind: of one code in one phase. */
export interface FailureGroup {
  readonly code: string;
  readonly phase: string;
  /** Of the first of them. */
  readonly message: string;
  readonly hint: string | null;
  readonly subjects: readonly string[];
  readonly failedAt: string;
}

/** Gathers failures by code and phase, the most numerous first. */
export function failureGroups(failures: readonly Failure[]): readonly FailureGroup[] {
  const groups = Map.groupBy(failures, ({ code, phase }) => `${phase} ${code}`);
  return [...groups.values()]
    .map((group) => {
      const { code, phase, message, hint, failed_at: failedAt } = group[0] as Failure;
      const subjects = [...new Set(group.map(({ subject }) => subject))].sort();
      return { code, phase, message, hint, subjects, failedAt };
    })
    .sort((a, b) => b.subjects.length - a.subjects.length);
}
