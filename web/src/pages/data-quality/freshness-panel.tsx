import { useMemo } from "react";
import { FreshnessBadge } from "@/components/freshness-badge.tsx";
import { freshnessSummary, worstFirst } from "@/components/freshness-order.ts";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { count, formatDate, formatInstant, NONE } from "@/lib/format.ts";
import type { Freshness, SymbolFreshness } from "./quality-types.ts";

const COLUMNS: readonly Column<SymbolFreshness>[] = [
  {
    id: "symbol",
    header: "Symbol",
    value: (row) => row.symbol,
    cell: (row) => <span className="font-medium">{row.symbol}</span>,
  },
  {
    id: "state",
    header: "Prices",
    value: (row) => row.state,
    cell: (row) => <FreshnessBadge state={row.state} />,
  },
  {
    id: "prices",
    header: "Up to",
    value: (row) => row.prices_as_of,
    cell: ({ prices_as_of: date }) => (
      <span className="numeric">{date === null ? NONE : formatDate(date)}</span>
    ),
  },
  {
    id: "behind",
    header: "Behind (sessions)",
    numeric: true,
    value: (row) => row.sessions_behind,
  },
  {
    id: "provider",
    header: "Provider",
    value: (row) => row.provider,
    secondary: true,
  },
  {
    id: "fetched",
    header: "Last asked for",
    value: (row) => row.last_fetch?.at ?? null,
    cell: ({ last_fetch: fetch }) => (
      <span className="numeric">{fetch === null ? NONE : formatInstant(fetch.at)}</span>
    ),
    secondary: true,
  },
  {
    id: "outcome",
    header: "Answer",
    value: outcomeOf,
    cell: (row) => <span className="wrap-anywhere text-muted">{outcomeOf(row)}</span>,
    secondary: true,
  },
];

/** How far the prices of each symbol held reach. */
export function FreshnessPanel({ freshness }: { readonly freshness: Freshness }) {
  const rows = useMemo(() => worstFirst(freshness.symbols), [freshness]);
  return (
    <Panel title="Prices by symbol" description={freshnessSummary(rows, "symbol", count)}>
      <DataTable
        label="Prices by symbol"
        columns={COLUMNS}
        rows={rows}
        rowId={({ symbol }) => symbol}
        fileName="price-freshness"
        empty="No listed symbol is held."
      />
    </Panel>
  );
}

function outcomeOf({ last_fetch: fetch }: SymbolFreshness): string {
  if (fetch === null) return "never asked for";
  return fetch.error === null ? fetch.outcome : `${fetch.error.code}: ${fetch.error.message}`;
}
