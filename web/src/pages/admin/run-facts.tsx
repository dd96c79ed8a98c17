import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { triggerText } from "@/components/run/run-triggers.ts";
import { Panel } from "@/components/ui/panel.tsx";
import { formatDuration, formatInstant } from "@/lib/format.ts";
import type { AdminRun } from "./phase-bars.ts";
import { requesterWords, scopeWords } from "./run-words.ts";

/** Who asked for a run, why, when and for what; and the runs it comes from. */
export function RunFacts({ run, progress }: Pick<AdminRun, "run" | "progress">) {
  return (
    <Panel title="About this run">
      <dl className="grid gap-x-6 gap-y-2.5 text-sm sm:grid-cols-2 lg:grid-cols-1">
        <Fact name="Portfolio">
          {run.portfolio_id === null ? (
            "All portfolios"
          ) : (
            <Link to="/admin/runs" search={{ portfolio: run.portfolio_id } as object} className={LINK}>
              {run.portfolio_name ?? run.portfolio_id}
            </Link>
          )}
        </Fact>
        <Fact name="Scope">{scopeWords(run)}</Fact>
        <Fact name="Trigger">{triggerText(run.trigger)}</Fact>
        <Fact name="Requested by">{requesterWords(run)}</Fact>
        <Fact name="Reason">{run.reason ?? "None given"}</Fact>
        <Fact name="Requested">{formatInstant(run.requested_at)}</Fact>
        <Fact name="Started">{run.started_at === null ? "Not yet" : formatInstant(run.started_at)}</Fact>
        <Fact name="Ended">
          {run.finished_at === null
            ? "Not yet"
            : `${formatInstant(run.finished_at)}, after ${formatDuration(progress.elapsed_seconds)}`}
        </Fact>
        {run.retry_of === null ? null : (
          <Fact name="Retry of">
            <RunLink runId={run.retry_of} />
          </Fact>
        )}
        {run.follow_up_of === null ? null : (
          <Fact name="Follow-up of">
            <RunLink runId={run.follow_up_of} />
          </Fact>
        )}
      </dl>
    </Panel>
  );
}

const LINK = "text-accent underline underline-offset-4";

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

function RunLink({ runId }: { readonly runId: string }) {
  return (
    <Link to="/admin/runs/$runId" params={{ runId }} className={LINK}>
      Run {runId.slice(0, 8)}
    </Link>
  );
}
