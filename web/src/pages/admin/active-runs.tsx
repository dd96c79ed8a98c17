import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { type Answer, apiQuery } from "@/api/api-query.ts";
import { queryClient } from "@/api/query-client.ts";
import { RunProgressBar } from "@/components/run/run-progress-bar.tsx";
import { RunStatusBadge } from "@/components/run/run-status-badge.tsx";
import { triggerText } from "@/components/run/run-triggers.ts";
import { Panel } from "@/components/ui/panel.tsx";
import { count, formatDuration, formatPercentage } from "@/lib/format.ts";
import type { PortfolioOption } from "./portfolio-names.ts";

type ActiveRun = Answer<"/api/v1/admin/batch/run/current">["runs"][number];

const POLL_MS = 2_000;
const IDLE_POLL_MS = 10_000;

/** The runs of this moment with their progress; nothing where there are none. When one ends the history is read again. */
export function ActiveRuns({ portfolios }: { readonly portfolios: readonly PortfolioOption[] }) {
  const { data } = useQuery({
    ...apiQuery("/api/v1/admin/batch/run/current", {}),
    staleTime: 0,
    refetchInterval: ({ state }) => ((state.data?.runs.length ?? 0) > 0 ? POLL_MS : IDLE_POLL_MS),
  });
  const runs = data?.runs ?? [];
  useReadHistoryWhenChanged(runs.map(({ batch_run_id: id, status }) => `${id} ${status}`).join(","));
  if (runs.length === 0) return null;
  return (
    <Panel title="Active now" description={`${count(runs.length, "run")} in progress or waiting.`}>
      <ul className="flex flex-col gap-4">
        {runs.map((run) => (
          <ActiveRunRow
            key={run.batch_run_id}
            run={run}
            name={portfolios.find(({ value }) => value === run.portfolio_id)?.label ?? "All portfolios"}
          />
        ))}
      </ul>
    </Panel>
  );
}

function ActiveRunRow({ run, name }: { readonly run: ActiveRun; readonly name: string }) {
  const phase = run.phases.find(({ phase_id: id }) => id === run.current_phase);
  return (
    <li className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Link
          to="/admin/runs/$runId"
          params={{ runId: run.batch_run_id }}
          className="font-medium text-accent underline underline-offset-4"
        >
          {name}
        </Link>
        <RunStatusBadge status={run.status} />
        <span className="text-muted">{triggerText(run.trigger)}</span>
        <span className="numeric ml-auto text-muted">{formatDuration(run.elapsed_seconds)}</span>
      </div>
      <RunProgressBar label={`Progress of ${name}`} percent={run.percent_complete} />
      <p className="numeric text-xs whitespace-normal text-muted">
        {formatPercentage(run.percent_complete, 0)}
        {phase === undefined
          ? null
          : ` · ${phase.phase_name}: ${phase.current} of ${phase.total} ${phase.unit}`}
        {run.cancel_requested ? " · being cancelled" : null}
        {run.note === null ? null : ` · ${run.note}`}
      </p>
    </li>
  );
}

/** What a list of runs shows is out of date as soon as one begins, moves on or ends. */
function useReadHistoryWhenChanged(state: string): void {
  const before = useRef(state);
  useEffect(() => {
    if (before.current === state) return;
    before.current = state;
    for (const path of ["/api/v1/admin/batch/history", "/api/v1/admin/batch/history/summary"])
      void queryClient.invalidateQueries({ queryKey: [path] });
  }, [state]);
}
