import { Panel } from "@/components/ui/panel.tsx";
import { cn } from "@/lib/cn.ts";
import { formatDuration, formatQuantity } from "@/lib/format.ts";
import { type AdminRun, longestPhase, type PhaseBar, phaseBars } from "./phase-bars.ts";

const LOOKS = {
  pending: { bar: "bg-border-strong", word: "Waiting" },
  running: { bar: "bg-accent", word: "Running" },
  completed: { bar: "bg-gain", word: "Done" },
  partial: { bar: "bg-warning", word: "Partly done" },
  failed: { bar: "bg-danger", word: "Failed" },
  cancelled: { bar: "bg-border-strong", word: "Not finished" },
} as const;

/** When each phase of a run ran, how long, and how much of what it did. */
export function PhaseTimeline({ progress }: Pick<AdminRun, "progress">) {
  const { phases, started_at: startedAt, elapsed_seconds: seconds } = progress;
  const bars = phaseBars(phases, startedAt, seconds);
  return (
    <Panel title="Phases" description={phaseSentence(progress)} className="lg:col-span-2">
      <ol aria-label="Phases">
        {bars.map((bar) => (
          <PhaseRow key={bar.phase.phase_id} bar={bar} />
        ))}
      </ol>
      {startedAt === null ? null : (
        <div
          aria-hidden
          className="numeric mt-1 flex justify-between text-xs text-muted md:ml-[22rem] md:mr-[5.5rem]"
        >
          <span>0 s</span>
          <span>{formatDuration(seconds)}</span>
        </div>
      )}
    </Panel>
  );
}

function PhaseRow({ bar: { phase, start, length, startSeconds } }: { readonly bar: PhaseBar }) {
  const { bar, word } = LOOKS[phase.status];
  const { duration_seconds: seconds } = phase;
  const amount = amountWords(phase);
  return (
    <li
      aria-current={phase.status === "running" ? "step" : undefined}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 border-b py-1.5 text-sm last:border-b-0 md:grid-cols-[9.5rem_11rem_minmax(0,1fr)_4.75rem]"
    >
      <span className="truncate font-medium">
        {phase.phase_name}
        <span className="sr-only">: {word}</span>
      </span>
      <span className="numeric truncate text-xs text-muted max-md:text-right" title={amount}>
        {amount}
      </span>
      <span className="relative h-3.5 overflow-hidden rounded bg-surface-2 max-md:col-span-2 max-md:row-start-2">
        {start === null ? null : (
          <span
            title={`${word}; began after ${formatDuration(startSeconds ?? 0)}`}
            className={cn("absolute inset-y-0 min-w-1 rounded", bar)}
            style={{ left: `${start * 100}%`, width: `${length * 100}%` }}
          />
        )}
      </span>
      <span className="numeric text-right text-muted max-md:hidden">
        {seconds === null ? "–" : formatDuration(seconds)}
      </span>
    </li>
  );
}

/** How much of what a phase did; that it failed is said, not only shown. */
function amountWords({ status, current, total, unit, started_at: startedAt }: PhaseBar["phase"]): string {
  if (startedAt === null) return status === "cancelled" ? "Not run" : LOOKS[status].word;
  const all = `${formatQuantity(total)} ${unit}`;
  const done = current === total ? all : `${formatQuantity(current)} of ${all}`;
  const amount = total === 0 ? "Nothing to do" : done;
  return status === "failed" ? `Failed: ${amount}` : amount;
}

function phaseSentence({ phases, finished_at: finishedAt }: AdminRun["progress"]): string {
  const running = phases.find(({ status }) => status === "running");
  if (running !== undefined) return `${running.phase_name} is running.`;
  if (finishedAt === null) return "Waiting for the next phase.";
  return longestPhase(phases, formatDuration) ?? "No phase has begun.";
}
