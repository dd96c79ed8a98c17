import type { Answer } from "@/api/api-query.ts";

export type AdminRun = Answer<"/api/v1/admin/batch/history/{id}">;
export type Phase = AdminRun["progress"]["phases"][number];

/** Where a phase lies within its run, as shares of the run's length. */
export interface PhaseBar {
  readonly phase: Phase;
  /** Null: it never began. */
  readonly start: number | null;
  readonly length: number;
  /** After the run's start. */
  readonly startSeconds: number | null;
}

/** Places the phases of a run of so many seconds that began at `startedAt`. */
export function phaseBars(
  phases: readonly Phase[],
  startedAt: string | null,
  seconds: number,
): readonly PhaseBar[] {
  const began = startedAt === null ? Number.NaN : Date.parse(startedAt);
  return phases.map((phase) => {
    const { started_at: at, duration_seconds: length } = phase;
    if (at === null || length === null || Number.isNaN(began) || seconds <= 0)
      return { phase, start: null, length: 0, startSeconds: null };
    const startSeconds = Math.max(0, (Date.parse(at) - began) / 1000);
    const start = Math.min(1, startSeconds / seconds);
    return { phase, start, length: Math.min(1 - start, length / seconds), startSeconds };
  });
}

/** What took longest, in a sentence; null where nothing ran. */
export function longestPhase(phases: readonly Phase[], format: (seconds: number) => string): string | null {
  const timed = phases.flatMap((phase) =>
    phase.duration_seconds === null ? [] : [{ name: phase.phase_name, seconds: phase.duration_seconds }],
  );
  const longest = timed.reduce<(typeof timed)[number] | null>(
    (most, phase) => (most === null || phase.seconds > most.seconds ? phase : most),
    null,
  );
  return longest === null ? null : `${longest.name} took longest: ${format(longest.seconds)}.`;
}
