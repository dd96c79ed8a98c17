import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { apiQuery } from "@/api/api-query.ts";
import { RunProgressBar } from "@/components/run/run-progress-bar.tsx";
import { RunStatusBadge } from "@/components/run/run-status-badge.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { formatDuration, formatPercentage } from "@/lib/format.ts";
import { sentenceCase } from "@/lib/sentence-case.ts";
import { AdminPage } from "./admin-page.tsx";
import { CancelRunDialog } from "./cancel-run-dialog.tsx";
import { jobName } from "./job-names.ts";
import type { AdminRun } from "./phase-bars.ts";
import { PhaseTimeline } from "./phase-timeline.tsx";
import { usePortfolioOptions } from "./portfolio-names.ts";
import { RetryRunDialog } from "./retry-run-dialog.tsx";
import { RunFacts } from "./run-facts.tsx";
import { RunFailures } from "./run-failures.tsx";
import { RunLog, RunLogDownload } from "./run-log.tsx";

const POLL_MS = 2_000;

export function AdminRunPage() {
  const { runId = "" } = useParams({ strict: false });
  return (
    <AdminPage
      title={`Run ${runId.slice(0, 8)}`}
      lead={
        <Link to="/admin/runs" className="inline-flex items-center gap-1 text-accent hover:underline">
          <ArrowLeft aria-hidden className="size-3.5" />
          All runs
        </Link>
      }
      actions={<RunActions runId={runId} />}
    >
      <Run runId={runId} />
    </AdminPage>
  );
}

function useRun(runId: string) {
  return useQuery({
    ...apiQuery("/api/v1/admin/batch/history/{id}", { path: { id: runId } }),
    refetchInterval: ({ state }) => (state.data !== undefined && isActive(state.data) ? POLL_MS : false),
  });
}

function isActive({ run: { status } }: AdminRun): boolean {
  return status === "queued" || status === "running";
}

function RunActions({ runId }: { readonly runId: string }) {
  const { data } = useRun(runId);
  if (data === undefined) return null;
  return (
    <>
      <RunLogDownload runId={runId} />
      {!isActive(data) ? (
        <RetryRunDialog runId={runId} />
      ) : data.progress.cancel_requested ? null : (
        <CancelRunDialog runId={runId} />
      )}
    </>
  );
}

function Run({ runId }: { readonly runId: string }) {
  const query = useRun(runId);
  const portfolios = usePortfolioOptions();
  return (
    <QueryState query={query} skeleton={<Skeleton className="h-96" />}>
      {(answer) => (
        <>
          <RunState answer={answer} />
          <div className="grid gap-5 lg:grid-cols-3">
            <RunFacts {...answer} />
            <PhaseTimeline {...answer} />
          </div>
          <RunFailures failures={answer.failures} portfolios={portfolios} />
          <RunLog runId={runId} isActive={isActive(answer)} />
        </>
      )}
    </QueryState>
  );
}

function RunState({ answer: { run, progress } }: { readonly answer: AdminRun }) {
  const isRunning = run.finished_at === null;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <RunStatusBadge status={run.status} />
        <RunProgressBar
          label="Progress of the run"
          percent={progress.percent_complete}
          tone={
            run.status === "failed"
              ? "bad"
              : run.status === "partial"
                ? "warning"
                : isRunning
                  ? "accent"
                  : run.status === "completed"
                    ? "good"
                    : "neutral"
          }
          className="min-w-40 flex-1"
        />
        <span className="numeric text-sm">
          {formatPercentage(progress.percent_complete, 0)}
          <span className="text-muted"> · {formatDuration(progress.elapsed_seconds)}</span>
        </span>
      </div>
      {progress.cancel_requested ? <Notice kind="info" title="The run is being cancelled." /> : null}
      {progress.note === null ? null : <Notice kind="warning" title={`${sentenceCase(progress.note)}.`} />}
      {run.error === null ? null : (
        <Notice kind={run.status === "cancelled" ? "info" : "error"} title={run.error.message}>
          {run.error.hint === null ? null : <p>{run.error.hint}</p>}
          <p className="text-xs text-muted">
            {run.error.code}
            {run.error.phase === null ? null : ` in ${jobName(run.error.phase)}`}
          </p>
        </Notice>
      )}
    </>
  );
}
