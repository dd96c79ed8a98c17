import type { PlainDate } from "#core/dates/plain-date.ts";

/** Every status of a run and what it means for others. All predicates on run states live here. */
export const RUN_STATUSES = [
  "queued",
  "running",
  "cancelling",
  "completed",
  "partial",
  "failed",
  "cancelled",
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];
export type TerminalStatus = "completed" | "partial" | "failed" | "cancelled";
export type Trigger = "onboarding" | "nightly" | "admin";

export interface Run {
  readonly id: string;
  readonly trigger: Trigger;
  /** `all`, or `portfolio:<id>`; unique among active runs. */
  readonly scope: string;
  readonly portfolioId: string | null;
  readonly from: PlainDate | null;
  readonly to: PlainDate;
  readonly force: boolean;
  readonly triggeredBy: string;
  readonly status: RunStatus;
  readonly requestedAt: Date;
}

/** An active run holds its scope: no other run of that scope starts. */
export function isActive(status: RunStatus): boolean {
  return status === "queued" || status === "running" || status === "cancelling";
}

export function isTerminal(status: RunStatus): status is TerminalStatus {
  return !isActive(status);
}

/** How a run ends, from what its phases achieved. */
export function terminalStatus(
  phases: readonly {
    essential: boolean;
    unitsTotal: number;
    unitsDone: number;
    unitsFailed: number;
    succeeded: number;
  }[],
): Exclude<TerminalStatus, "cancelled"> {
  if (phases.some((phase) => phase.essential && phase.unitsTotal > 0 && phase.succeeded === 0))
    return "failed";
  return phases.some((phase) => phase.unitsFailed > 0) ? "partial" : "completed";
}

export function scopeOf(portfolioId: string | null): string {
  return portfolioId === null ? "all" : `portfolio:${portfolioId}`;
}
