import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { formatDuration, NONE } from "@/lib/format.ts";
import type { Health } from "./system-verdict.ts";

type Transaction = Health["database"]["long_transactions"][number];

const COLUMNS: readonly Column<Transaction>[] = [
  { id: "application", header: "Program", value: ({ application, pid }) => `${application} (${pid})` },
  {
    id: "seconds",
    header: "Open for",
    numeric: true,
    value: (row) => row.seconds,
    cell: (row) => formatDuration(row.seconds),
  },
  { id: "state", header: "State", value: (row) => row.state },
  { id: "waits", header: "Waits for", value: (row) => row.waits_for, secondary: true },
  {
    id: "blocked",
    header: "Blocked by",
    value: (row) => (row.blocked_by.length === 0 ? null : row.blocked_by.join(", ")),
  },
  {
    id: "statement",
    header: "Statement",
    value: (row) => row.statement,
    cell: (row) => (
      <code className="line-clamp-2 min-w-60 text-xs" title={row.statement}>
        {row.statement === "" ? NONE : row.statement}
      </code>
    ),
    secondary: true,
  },
];

/** Transactions of any process of the installation that have been open for long; nothing where there are none. */
export function TransactionsPanel({ transactions }: { readonly transactions: readonly Transaction[] }) {
  if (transactions.length === 0) return null;
  return (
    <Panel
      title="Long transactions"
      description="Of all processes, the longest first. Statements are without values."
    >
      <DataTable
        label="Long transactions"
        columns={COLUMNS}
        rows={transactions}
        rowId={(row) => `${row.pid} ${row.since}`}
      />
    </Panel>
  );
}
