import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Answer, apiQuery } from "@/api/api-query.ts";
import { RunStatusBadge } from "@/components/run/run-status-badge.tsx";
import { RUN_TRIGGERS, triggerText } from "@/components/run/run-triggers.ts";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { SelectField } from "@/components/ui/field.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { formatDate, formatDuration, formatInstant, NONE } from "@/lib/format.ts";
import { CursorPager } from "./cursor-pager.tsx";
import type { PortfolioOption } from "./portfolio-names.ts";
import { RUN_STATUSES, requesterWords } from "./run-words.ts";
import { useFilter, useFilterChoice } from "./use-filter.ts";

type Run = Answer<"/api/v1/admin/batch/history">["runs"][number];

export const DAYS = ["30", "7", "1", "90", "365", "3650"] as const;

const DAY_LABELS = {
  "1": "Last day",
  "7": "7 days",
  "30": "30 days",
  "90": "90 days",
  "365": "1 year",
  "3650": "All",
};
const STATUS_LABELS = {
  queued: "Queued",
  running: "Running",
  completed: "Completed",
  partial: "Partial",
  failed: "Failed",
  cancelled: "Cancelled",
};

const COLUMNS: readonly Column<Run>[] = [
  {
    id: "requested",
    header: "Requested",
    value: (run) => run.requested_at,
    cell: (run) => (
      <Link
        to="/admin/runs/$runId"
        params={{ runId: run.batch_run_id }}
        className="numeric text-accent underline underline-offset-4"
      >
        {formatInstant(run.requested_at)}
      </Link>
    ),
  },
  {
    id: "status",
    header: "Status",
    value: (run) => run.status,
    cell: (run) => <RunStatusBadge status={run.status} />,
  },
  {
    id: "portfolio",
    header: "Portfolio",
    value: portfolioOf,
    cell: (run) => <span className="whitespace-nowrap">{portfolioOf(run)}</span>,
  },
  {
    id: "trigger",
    header: "Trigger",
    value: (run) => triggerText(run.trigger),
    cell: (run) => <span className="whitespace-nowrap">{triggerText(run.trigger)}</span>,
    secondary: true,
  },
  {
    id: "who",
    header: "Requested by",
    value: requesterWords,
    cell: (run) => (
      <span title={requesterWords(run)} className="block max-w-44 truncate">
        {requesterWords(run)}
      </span>
    ),
    secondary: true,
  },
  {
    id: "to",
    header: "Up to",
    value: (run) => run.to_session,
    cell: (run) => <span className="numeric">{formatDate(run.to_session)}</span>,
    secondary: true,
  },
  {
    id: "duration",
    header: "Duration",
    numeric: true,
    value: (run) => run.duration_seconds,
    cell: (run) => (run.duration_seconds === null ? NONE : formatDuration(run.duration_seconds)),
  },
  {
    id: "remark",
    header: "Reason or error",
    value: (run) => run.error?.message ?? run.reason,
    cell: (run) =>
      run.error === null ? (
        <span className="line-clamp-2 min-w-40 text-muted">{run.reason ?? NONE}</span>
      ) : (
        <span className="line-clamp-2 min-w-48 text-danger" title={run.error.message}>
          {run.error.code}: {run.error.message}
        </span>
      ),
    secondary: true,
  },
];

function portfolioOf(run: Run): string {
  return run.portfolio_name ?? "All portfolios";
}

/** Past runs, newest first; what is shown is in the address. */
export function RunHistory({ portfolios }: { readonly portfolios: readonly PortfolioOption[] }) {
  const [status, setStatus] = useFilterChoice("status", RUN_STATUSES);
  const [trigger, setTrigger] = useFilterChoice("trigger", RUN_TRIGGERS);
  const [days, setDays] = useFilterChoice("days", DAYS);
  const [portfolio, setPortfolio] = useFilter("portfolio");
  const [cursor] = useFilter("cursor");
  const query = useQuery({
    ...apiQuery("/api/v1/admin/batch/history", {
      query: {
        days: Number(days ?? DAYS[0]),
        ...(status === null ? {} : { status }),
        ...(trigger === null ? {} : { trigger }),
        ...(portfolio === null ? {} : { portfolio_id: portfolio }),
        ...(cursor === null ? {} : { cursor }),
      },
    }),
    staleTime: 0,
  });
  const any = { value: "", label: "Any" };
  return (
    <Panel title="History">
      <div data-print="hide" className="mb-3 grid grid-cols-2 gap-3 sm:grid-cols-4 lg:max-w-3xl">
        <SelectField
          label="Status"
          value={status ?? ""}
          options={[any, ...RUN_STATUSES.map((value) => ({ value, label: STATUS_LABELS[value] }))]}
          onChange={(event) => setStatus(event.target.value)}
        />
        <SelectField
          label="Trigger"
          value={trigger ?? ""}
          options={[any, ...RUN_TRIGGERS.map((value) => ({ value, label: triggerText(value) }))]}
          onChange={(event) => setTrigger(event.target.value)}
        />
        <SelectField
          label="Portfolio"
          value={portfolio ?? ""}
          options={[any, ...portfolios]}
          onChange={(event) => setPortfolio(event.target.value)}
        />
        <SelectField
          label="Requested within"
          value={days ?? DAYS[0]}
          options={["1", "7", "30", "90", "365", "3650"].map((value) => ({
            value,
            label: DAY_LABELS[value as keyof typeof DAY_LABELS],
          }))}
          onChange={(event) => setDays(event.target.value === DAYS[0] ? "" : event.target.value)}
        />
      </div>
      <QueryState query={query} skeleton={<Skeleton className="h-64" />}>
        {({ runs, next_cursor: next }) => (
          <>
            <DataTable
              label="Runs"
              columns={COLUMNS}
              rows={runs}
              rowId={(run) => run.batch_run_id}
              fileName="runs"
              empty="No run fits these filters."
            />
            <CursorPager label="runs" cursor={cursor} next={next} />
          </>
        )}
      </QueryState>
    </Panel>
  );
}
