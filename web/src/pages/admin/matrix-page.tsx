import { useQuery } from "@tanstack/react-query";
import { Grid3x3 } from "lucide-react";
import { apiQuery } from "@/api/api-query.ts";
import { TextField } from "@/components/ui/field.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { EmptyState, QueryState, Skeleton } from "@/components/ui/states.tsx";
import { count, formatDate } from "@/lib/format.ts";
import { AdminPage } from "./admin-page.tsx";
import { CursorPager } from "./cursor-pager.tsx";
import { completionSummary, incompleteFirst } from "./matrix-cells.ts";
import { MatrixPortfolioBlock } from "./matrix-portfolio.tsx";
import { usePortfolioOptions } from "./portfolio-names.ts";
import { useFilter } from "./use-filter.ts";

const PAGE = 25;
/** With more portfolios than these the complete ones are folded. */
const MOST_UNFOLDED = 8;
/** With no more sessions than these two portfolios have room beside each other. */
const MOST_SIDE_BY_SIDE = 31;
const SIDE_BY_SIDE = "grid grid-cols-[minmax(0,1fr)] gap-x-8 xl:grid-cols-2 xl:[&>:nth-child(2)]:border-t-0";
const DAY = /^\d{4}-\d\d-\d\d$/;

export function MatrixPage() {
  return (
    <AdminPage
      title="Completion"
      lead="Which sessions of which portfolio each phase has completed. What a change of facts makes due again shows in the preview of a retry."
    >
      <Completion />
    </AdminPage>
  );
}

function Completion() {
  const [fromText, setFrom] = useFilter("from");
  const [toText, setTo] = useFilter("to");
  const [cursor] = useFilter("cursor");
  const [from, to] = [dayOf(fromText), dayOf(toText)];
  const portfolios = usePortfolioOptions();
  const query = useQuery(
    apiQuery("/api/v1/admin/batch/matrix", {
      query: {
        limit: PAGE,
        ...(from === null ? {} : { from }),
        ...(to === null ? {} : { to }),
        ...(cursor === null ? {} : { cursor }),
      },
    }),
  );
  return (
    <>
      <div data-print="hide" className="grid max-w-md grid-cols-2 gap-3">
        <TextField
          label="From"
          type="date"
          value={from ?? query.data?.from ?? ""}
          onChange={(event) => setFrom(event.target.value)}
        />
        <TextField
          label="To"
          type="date"
          value={to ?? query.data?.to ?? ""}
          onChange={(event) => setTo(event.target.value)}
        />
      </div>
      <QueryState query={query} skeleton={<Skeleton className="h-96" />}>
        {(matrix) =>
          matrix.portfolios.length === 0 ? (
            <EmptyState icon={<Grid3x3 />} title="No portfolio yet" />
          ) : (
            <Panel
              title={`${count(matrix.sessions.length, "session")}, ${formatDate(matrix.from)} to ${formatDate(matrix.to)}`}
              description={completionSummary(matrix, count)}
              actions={<Legend />}
            >
              <div className={matrix.sessions.length > MOST_SIDE_BY_SIDE ? "" : SIDE_BY_SIDE}>
                {incompleteFirst(matrix.portfolios).map((portfolio) => (
                  <MatrixPortfolioBlock
                    key={portfolio.portfolio_id}
                    portfolio={portfolio}
                    sessions={matrix.sessions}
                    portfolios={portfolios}
                    folds={matrix.portfolios.length > MOST_UNFOLDED}
                  />
                ))}
              </div>
              <CursorPager label="portfolios" cursor={cursor} next={matrix.next_cursor} />
            </Panel>
          )
        }
      </QueryState>
    </>
  );
}

function Legend() {
  return (
    <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="size-2.5 bg-gain" />
        Completed
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="size-2.5 border-[1.5px] border-danger bg-danger-soft" />
        Missing
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="size-2.5 border bg-surface-2" />
        Not needed: before the first entry, or the phase keeps only the last session
      </li>
    </ul>
  );
}

function dayOf(text: string | null): string | null {
  return text !== null && DAY.test(text) ? text : null;
}
