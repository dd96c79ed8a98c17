import { type ReactNode, useId } from "react";
import { ConnectionBadge } from "@/components/run/connection-badge.tsx";
import { RunProgressBar } from "@/components/run/run-progress-bar.tsx";
import { isActive, type OnboardingStatus } from "@/components/run/run-progress-state.ts";
import { RunStatusBadge } from "@/components/run/run-status-badge.tsx";
import { triggerText } from "@/components/run/run-triggers.ts";
import type { RunProgress } from "@/components/run/use-run-progress.ts";
import { formatDuration, formatInstant, formatPercentage } from "@/lib/format.ts";

const TONES = {
  queued: "accent",
  running: "accent",
  completed: "good",
  partial: "warning",
  failed: "bad",
  cancelled: "neutral",
  idle: "neutral",
} as const;

const HEADINGS = {
  queued: "Waiting to start",
  completed: "Calculation completed",
  partial: "Completed in part",
  failed: "Calculation failed",
  cancelled: "Calculation cancelled",
  idle: "Never calculated",
} as const;

interface RunCardProps {
  readonly progress: RunProgress;
  readonly status: OnboardingStatus;
  /** Seconds so far, or in all. */
  readonly elapsed: number;
  /** What belongs to the state: the summary, the reason, the ways on. */
  readonly children?: ReactNode;
}

/** How far the run is, in one look. */
export function RunCard({ progress: { run, percent, connection }, status, elapsed, children }: RunCardProps) {
  const id = useId();
  const active = isActive(status.status);
  const heading = headingOf(status, run?.cancel_requested ?? false);
  return (
    <section aria-labelledby={id} className="rounded-xl border bg-surface px-4 py-4 sm:px-6 sm:py-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <RunStatusBadge status={status.status} />
        {active ? <ConnectionBadge connection={connection} /> : null}
        <span className="text-xs text-muted">
          {run === undefined ? null : `${triggerText(run.trigger)}, ${formatInstant(run.requested_at)}`}
        </span>
      </div>
      <div className="mt-3 flex items-baseline justify-between gap-4">
        <h2 id={id} className="min-w-0 truncate text-lg">
          {heading}
        </h2>
        <span className="numeric text-2xl font-semibold">{formatPercentage(Math.floor(percent), 0)}</span>
      </div>
      <RunProgressBar
        label="Overall progress"
        percent={percent}
        tone={TONES[status.status]}
        className="mt-2 h-2.5"
      />
      <p className="numeric mt-2 flex flex-wrap justify-between gap-x-4 text-sm text-muted">
        <span>
          {status.overall_progress.phases_completed} of {status.overall_progress.phases_total} phases
        </span>
        <span>{active ? `${formatDuration(Math.floor(elapsed))} elapsed` : formatDuration(elapsed)}</span>
      </p>
      <p role="status" className="sr-only">
        {heading}
      </p>
      {children === undefined ? null : <div className="mt-4 flex flex-col gap-4">{children}</div>}
    </section>
  );
}

function headingOf({ status, overall_progress: overall }: OnboardingStatus, isCancelling: boolean): string {
  if (isCancelling && isActive(status)) return "Being cancelled";
  if (status !== "running") return HEADINGS[status];
  return overall.current_phase_name ?? "Starting the next phase";
}
