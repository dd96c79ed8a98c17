import { ArrowDownLeft, ArrowUpRight, Trash2 } from "lucide-react";
import { useMemo } from "react";
import type { Answer } from "@/api/api-query.ts";
import { Value } from "@/components/numbers.tsx";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { formatDate } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";

export type CashFlow = Answer<"/api/v1/portfolios/{id}/equity-changes">["equity_changes"][number];

interface CashFlowsTableProps {
  readonly flows: readonly CashFlow[];
  readonly onDelete: (flow: CashFlow) => void;
}

export function CashFlowsTable({ flows, onDelete }: CashFlowsTableProps) {
  const amounts = useAmounts();
  const columns = useMemo(
    (): readonly Column<CashFlow>[] => [
      {
        id: "date",
        header: "Date",
        value: ({ date }) => date,
        cell: ({ date }) => <span className="whitespace-nowrap">{formatDate(date)}</span>,
      },
      {
        id: "direction",
        header: "Direction",
        value: ({ amount }) => (amount < 0 ? "Withdrawal" : "Contribution"),
        cell: ({ amount }) => (
          <Badge tone={amount < 0 ? "warning" : "accent"}>
            {amount < 0 ? <ArrowUpRight aria-hidden /> : <ArrowDownLeft aria-hidden />}
            {amount < 0 ? "Withdrawal" : "Contribution"}
          </Badge>
        ),
      },
      {
        id: "amount",
        header: "Amount (USD)",
        numeric: true,
        value: ({ amount }) => amount,
        cell: ({ amount }) => <Value value={amount} format={amounts.signedMoney} />,
      },
      { id: "note", header: "Note", value: ({ note }) => note, cell: ({ note }) => note ?? "" },
      {
        id: "delete",
        header: "Edit",
        value: () => null,
        cell: (flow) => (
          <span data-print="hide">
            <Button
              variant="ghost"
              size="small"
              aria-label={`Delete the cash flow of ${formatDate(flow.date)}`}
              onClick={() => onDelete(flow)}
            >
              <Trash2 aria-hidden />
              Delete
            </Button>
          </span>
        ),
        sortable: false,
      },
    ],
    [amounts, onDelete],
  );
  return (
    <div className="rounded-xl border bg-surface p-3 sm:p-5">
      <DataTable
        label="Cash flows"
        columns={columns}
        rows={flows}
        rowId={({ id }) => id}
        sort="-date"
        fileName="cash-flows"
      />
    </div>
  );
}
