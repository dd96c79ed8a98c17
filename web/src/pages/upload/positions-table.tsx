import { useMemo } from "react";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { formatDate, formatNumber } from "@/lib/format.ts";
import { wordsOfCode } from "@/lib/sentence-case.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import type { PreviewAnswer } from "./upload-requests.ts";

type Row = PreviewAnswer["rows"][number];

const SHOWN = 500;

/** The positions as they would be stored. */
export function PositionsTable({ rows }: { readonly rows: readonly Row[] }) {
  const { quantity } = useAmounts();
  const columns = useMemo(() => columnsOf(quantity), [quantity]);
  const shown = useMemo(() => rows.slice(0, SHOWN), [rows]);
  return (
    <>
      <DataTable label="Positions" columns={columns} rows={shown} rowId={({ row }) => String(row)} />
      {rows.length > SHOWN ? (
        <p className="mt-2 text-sm text-muted">
          The first {SHOWN} of {rows.length} are shown; all will be stored.
        </p>
      ) : null}
    </>
  );
}

function columnsOf(quantity: (value: number) => string): readonly Column<Row>[] {
  return [
    { id: "line", header: "Line", value: ({ row }) => row, numeric: true, secondary: true },
    {
      id: "symbol",
      header: "Symbol",
      value: ({ symbol }) => symbol,
      cell: ({ symbol }) => <span className="font-medium">{symbol}</span>,
    },
    {
      id: "class",
      header: "Class",
      value: ({ investment_class: name, investment_subtype: subtype }) => words(subtype ?? name),
      secondary: true,
    },
    {
      id: "side",
      header: "Side",
      value: ({ quantity: held }) => (held < 0 ? "Short" : "Long"),
    },
    {
      id: "quantity",
      header: "Quantity",
      value: (row) => row.quantity,
      cell: (row) => quantity(row.quantity),
      numeric: true,
    },
    {
      id: "price",
      header: "Entry price (USD)",
      value: ({ entry_price: price }) => price,
      cell: ({ entry_price: price }) => (price === null ? "unknown" : formatPrice(price)),
      numeric: true,
    },
    {
      id: "date",
      header: "Entry date",
      value: ({ entry_date: date }) => date,
      cell: ({ entry_date: date }) => formatDate(date),
      numeric: true,
      secondary: true,
    },
    {
      id: "exit",
      header: "Exit",
      value: ({ exit_date: date }) => date,
      cell: ({ exit_date: date, exit_price: price }) =>
        date === null || price === null ? "open" : `${formatDate(date)} at ${formatPrice(price)}`,
      numeric: true,
      secondary: true,
    },
  ];
}

/** Prices keep what digits they have, but at least cents. */
function formatPrice(price: number): string {
  const decimals = String(price).split(".")[1]?.length ?? 0;
  return formatNumber(price, Math.min(10, Math.max(2, decimals)));
}

/** `MUTUAL_FUND` is `Mutual fund`; `ETF` stays. */
function words(constant: string): string {
  return constant === "ETF" ? constant : wordsOfCode(constant);
}
