import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Answer, apiQuery } from "@/api/api-query.ts";
import { FreshnessBadge } from "@/components/freshness-badge.tsx";
import { freshnessSummary, worstFirst } from "@/components/freshness-order.ts";
import { RunStatusBadge, type ShownRunStatus } from "@/components/run/run-status-badge.tsx";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { count, formatDate, NONE } from "@/lib/format.ts";
import { CursorPager } from "./cursor-pager.tsx";
import { useFilter } from "./use-filter.ts";

type Row = Answer<"/api/v1/admin/system/freshness/portfolios">["portfolios"][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    id: "name",
    header: "Portfolio",
    value: (row) => row.portfolio_name,
    cell: (row) => <span className="font-medium whitespace-nowrap">{row.portfolio_name}</span>,
  },
  {
    id: "state",
    header: "State",
    value: (row) => row.state,
    cell: (row) => <FreshnessBadge state={row.state} />,
  },
  {
    id: "results",
    header: "Results up to",
    value: (row) => row.results_as_of,
    cell: (row) => <span className="numeric">{dateOrNone(row.results_as_of)}</span>,
  },
  { id: "behind", header: "Sessions behind", numeric: true, value: (row) => row.sessions_behind },
  {
    id: "prices",
    header: "Prices up to",
    value: (row) => row.prices_as_of,
    cell: (row) => <span className="numeric">{dateOrNone(row.prices_as_of)}</span>,
    secondary: true,
  },
  {
    id: "symbols",
    header: "Symbols behind",
    numeric: true,
    value: (row) => row.symbols_behind,
    cell: (row) => `${row.symbols_behind} of ${row.symbols_held}`,
    secondary: true,
  },
  { id: "owner", header: "Owner", value: (row) => row.owner_email, secondary: true },
  {
    id: "run",
    header: "Last run",
    value: (row) => row.last_run?.status ?? null,
    cell: ({ last_run: run }) =>
      run === null ? (
        NONE
      ) : (
        <Link
          to="/admin/runs/$runId"
          params={{ runId: run.batch_run_id }}
          aria-label={`Last run: ${run.status}`}
          className="inline-flex rounded hover:underline"
        >
          <RunStatusBadge status={run.status as ShownRunStatus} />
        </Link>
      ),
  },
];

/** How far the results of every portfolio reach. */
export function PortfolioFreshness() {
  const [cursor] = useFilter("cursor");
  const query = useQuery(
    apiQuery("/api/v1/admin/system/freshness/portfolios", { query: cursor === null ? {} : { cursor } }),
  );
  return (
    <QueryState query={query} skeleton={<Skeleton className="h-64" />}>
      {({ portfolios, last_completed_session: last, next_cursor: next }) => (
        <Panel
          title={`Portfolios against ${formatDate(last)}, the last completed session`}
          description={freshnessSummary(portfolios, "portfolio", count)}
        >
          <DataTable
            label="Portfolios"
            columns={COLUMNS}
            rows={worstFirst(portfolios)}
            rowId={(row) => row.portfolio_id}
            fileName="portfolio-freshness"
            empty="No portfolio yet."
          />
          <CursorPager label="portfolios" cursor={cursor} next={next} />
        </Panel>
      )}
    </QueryState>
  );
}

function dateOrNone(date: string | null): string {
  return date === null ? NONE : formatDate(date);
}
