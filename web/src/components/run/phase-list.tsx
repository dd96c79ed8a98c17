import { Ban, Check, Circle, CircleAlert, LoaderCircle, TriangleAlert } from "lucide-react";
import { cn } from "@/lib/cn.ts";
import { formatDuration, formatQuantity } from "@/lib/format.ts";
import { RunProgressBar } from "./run-progress-bar.tsx";
import type { OnboardingStatus } from "./run-progress-state.ts";

type Phase = OnboardingStatus["phases"][number];

const LOOKS = {
  pending: { icon: Circle, look: "text-muted", label: "Waiting" },
  running: { icon: LoaderCircle, look: "text-accent motion-safe:animate-spin", label: "Running" },
  completed: { icon: Check, look: "text-gain", label: "Done" },
  partial: { icon: TriangleAlert, look: "text-warning", label: "Partly done" },
  failed: { icon: CircleAlert, look: "text-danger", label: "Failed" },
  cancelled: { icon: Ban, look: "text-muted", label: "Not run" },
} as const;

/** The phases of a run in their order: state, how much of what, and how long it took. */
export function PhaseList({ phases }: { readonly phases: readonly Phase[] }) {
  return (
    <ol aria-label="Phases" className="flex flex-col">
      {phases.map((phase) => (
        <PhaseRow key={phase.phase_id} phase={phase} />
      ))}
    </ol>
  );
}

function PhaseRow({ phase }: { readonly phase: Phase }) {
  const { icon: Icon, look, label } = LOOKS[phase.status];
  const { current, total, unit, duration_seconds: seconds } = phase;
  const isPending = phase.status === "pending" || phase.status === "cancelled";
  return (
    <li
      aria-current={phase.status === "running" ? "step" : undefined}
      className={cn(
        "grid grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-x-3 border-b py-2 text-sm last:border-b-0",
        isPending && "text-muted",
      )}
    >
      <Icon aria-hidden className={cn("size-4", look)} />
      <span className="truncate font-medium">
        {phase.phase_name}
        <span className="sr-only">: {label}</span>
      </span>
      <span className="numeric text-right text-muted">
        {isPending || seconds === null ? label : formatDuration(seconds)}
      </span>
      {isPending ? null : (
        <span className="numeric col-start-2 text-xs text-muted">
          {total === 0
            ? "Nothing to do"
            : current === total
              ? `${formatQuantity(total)} ${singular(unit, total)}`
              : `${formatQuantity(current)} of ${formatQuantity(total)} ${unit}`}
        </span>
      )}
      {phase.status === "running" && total > 0 ? (
        <RunProgressBar
          label={phase.phase_name}
          percent={(current / total) * 100}
          className="col-span-2 col-start-2 mt-1 h-1"
        />
      ) : null}
    </li>
  );
}

/** Units come in the plural. */
function singular(unit: string, total: number): string {
  return total === 1 ? unit.replace(/s$/, "") : unit;
}
