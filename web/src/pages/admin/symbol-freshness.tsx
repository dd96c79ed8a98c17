import { useQuery } from "@tanstack/react-query";
import { type Answer, apiQuery } from "@/api/api-query.ts";
import { FreshnessBadge } from "@/components/freshness-badge.tsx";
import { freshnessSummary, worstFirst } from "@/components/freshness-order.ts";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { SelectField } from "@/components/ui/field.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { count, formatDate, formatInstant, NONE } from "@/lib/format.ts";
import { CursorPager } from "./cursor-pager.tsx";
import { useFilter, useFilterChoice } from "./use-filter.ts";

type Row = Answer<"/api/v1/admin/system/freshness/symbols">["symbols"][number];

const STATES = ["dead", "none", "behind", "current"] as const;
const OPTIONS = [
  { value: "", label: "Any" },
  { value: "dead", label: "Unknown to providers" },
  { value: "none", label: "Without prices" },
  { value: "behind", label: "Behind" },
  { value: "current", label: "Current" },
];

const COLUMNS: readonly Column<Row>[] = [
  {
    id: "symbol",
    header: "Symbol",
    value: (row) => row.symbol,
    cell: (row) => <span className="font-medium">{row.symbol}</span>,
  },
  {
    id: "state",
    header: "State",
    value: (row) => row.state,
    cell: (row) => <FreshnessBadge state={row.state} />,
  },
  {
    id: "prices",
    header: "Prices up to",
    value: (row) => row.prices_as_of,
    cell: (row) => <span className="numeric">{dateOrNone(row.prices_as_of)}</span>,
  },
  { id: "behind", header: "Sessions behind", numeric: true, value: (row) => row.sessions_behind },
  { id: "provider", header: "Provider", value: (row) => row.provider, secondary: true },
  {
    id: "fetched",
    header: "Last fetched",
    value: (row) => row.last_fetch?.at ?? null,
    cell: ({ last_fetch: fetch }) => (
      <span className="numeric">{fetch === null ? NONE : formatInstant(fetch.at)}</span>
    ),
    secondary: true,
  },
  {
    id: "outcome",
    header: "Outcome",
    value: outcomeOf,
    cell: (row) => <span className="wrap-anywhere text-muted">{outcomeOf(row) ?? NONE}</span>,
    secondary: true,
  },
];

/** How far the prices of every symbol reach that is held or that all portfolios need. */
export function SymbolFreshness() {
  const [state, setState] = useFilterChoice("state", STATES, "after");
  const [cursor] = useFilter("after");
  const query = useQuery(
    apiQuery("/api/v1/admin/system/freshness/symbols", {
      query: { limit: 500, ...(state === null ? {} : { state }), ...(cursor === null ? {} : { cursor }) },
    }),
  );
  return (
    <QueryState query={query} skeleton={<Skeleton className="h-64" />}>
      {({ symbols, last_completed_session: last, next_cursor: next }) => (
        <Panel
          title={`Prices against ${formatDate(last)}, the last completed session`}
          description={freshnessSummary(symbols, "symbol", count)}
        >
          <div data-print="hide" className="mb-1 max-w-52">
            <SelectField
              label="State"
              value={state ?? ""}
              options={OPTIONS}
              onChange={(event) => setState(event.target.value)}
            />
          </div>
          <DataTable
            label="Symbols"
            columns={COLUMNS}
            rows={worstFirst(symbols)}
            rowId={(row) => row.symbol}
            fileName="symbol-freshness"
            empty="No symbol is in this state."
          />
          <CursorPager label="symbols" name="after" cursor={cursor} next={next} />
        </Panel>
      )}
    </QueryState>
  );
}

/** How the last fetch went, and until when the symbol is left alone. */
function outcomeOf({ last_fetch: fetch, dead_until: dead }: Row): string | null {
  const parts = [
    fetch === null
      ? null
      : fetch.error === null
        ? fetch.outcome
        : `${fetch.error.code}: ${fetch.error.message}`,
    dead === null ? null : `not asked for before ${formatInstant(dead)}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join("; ");
}

function dateOrNone(date: string | null): string {
  return date === null ? NONE : formatDate(date);
}
