import { MoreHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { Explain } from "@/components/explain/explain.tsx";
import { Delta, Missing, Percent, Value } from "@/components/numbers.tsx";
import type { Column } from "@/components/table/data-table.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Menu, MenuItem } from "@/components/ui/menu.tsx";
import { formatDate } from "@/lib/format.ts";
import type { useAmounts } from "@/lib/use-amounts.ts";
import { KIND_LABELS, type Lot, shortName } from "./holding.ts";
import type { HoldingRow } from "./holding-rows.ts";
import { priceNote } from "./price-note.ts";

export type LotAction = "change" | "mark" | "delete";

interface Context {
  readonly amounts: ReturnType<typeof useAmounts>;
  readonly onAction: (action: LotAction, lot: Lot) => void;
}

/** Numbers of a row, whichever kind it is of. */
interface RowNumbers {
  readonly quantity: number | null;
  readonly price: number | null;
  readonly marketValue: number | null;
  readonly weight: number | null;
  readonly dailyPnl: number | null;
  readonly unrealizedPnl: number | null;
  readonly realizedPnl: number | null;
  readonly dividends: number | null;
}

const NOT_VALUED = { code: "NOT_VALUED", message: "Not valued yet: the next calculation gives it." };

export function holdingsColumns({ amounts, onAction }: Context): readonly Column<HoldingRow>[] {
  const number = (
    id: keyof RowNumbers,
    header: string,
    show: (value: number | null, row: HoldingRow) => ReactNode,
    secondary = false,
  ): Column<HoldingRow> => ({
    id,
    header,
    numeric: true,
    secondary,
    value: (row) => numbersOf(row)[id],
    cell: (row) => (
      <Explained row={row} id={id} label={header}>
        {show(numbersOf(row)[id], row)}
      </Explained>
    ),
  });
  const money = (value: number | null) => (
    <Value value={value} reason={NOT_VALUED} format={amounts.dollars} />
  );
  const delta = (value: number | null) => (
    <Delta value={value} reason={NOT_VALUED} format={amounts.dollars} />
  );
  return [
    {
      id: "symbol",
      header: "Symbol",
      value: symbolOf,
      cell: (row) => <SymbolCell row={row} amounts={amounts} />,
    },
    { id: "class", header: "Class", value: classOf, cell: (row) => classOf(row) ?? "", secondary: true },
    number(
      "quantity",
      "Quantity",
      (value, row) =>
        row.kind === "totals" ? "" : <Value value={value} reason={NOT_VALUED} format={amounts.quantity} />,
      true,
    ),
    number(
      "price",
      "Price (USD)",
      (value, row) => <PriceCell value={value} row={row} format={amounts.money} />,
      true,
    ),
    number("marketValue", "Market value (USD)", money),
    number("weight", "Weight", (value) => <Percent value={value} reason={NOT_VALUED} digits={1} />),
    number("dailyPnl", "Day P&L (USD)", delta),
    number("unrealizedPnl", "Unrealised (USD)", delta),
    number("realizedPnl", "Realised (USD)", delta, true),
    number("dividends", "Dividends (USD)", money, true),
    {
      id: "actions",
      header: "Edit",
      value: () => null,
      cell: (row) => <Actions row={row} onAction={onAction} />,
      sortable: false,
    },
  ];
}

/** Names of a lot's numbers in the keys of explanations. */
const EXPLAINED: Readonly<Record<keyof RowNumbers, string>> = {
  quantity: "quantity",
  price: "price",
  marketValue: "market_value",
  weight: "weight",
  dailyPnl: "daily_pnl",
  unrealizedPnl: "unrealized_pnl",
  realizedPnl: "realized_pnl",
  dividends: "dividends",
};

interface ExplainedProps {
  readonly row: HoldingRow;
  readonly id: keyof RowNumbers;
  readonly label: string;
  readonly children: ReactNode;
}

/** A number of a lot with where it comes from; the sums above it are of what is below them. */
function Explained({ row, id, label, children }: ExplainedProps) {
  if (row.kind !== "lot" || numbersOf(row)[id] === null || row.lot.as_of === null) return children;
  const { lot } = row;
  return (
    <span className="relative inline-block">
      <span className="absolute top-1/2 right-full -translate-y-1/2">
        <Explain number={`positions/${lot.id}/${EXPLAINED[id]}`} label={`${label} of ${lot.symbol}`} />
      </span>
      {children}
    </span>
  );
}

function numbersOf(row: HoldingRow): RowNumbers {
  if (row.kind !== "lot") return row.holding;
  const { lot } = row;
  return {
    quantity: lot.as_of === null ? lot.quantity : lot.held_quantity,
    price: lot.price,
    marketValue: lot.market_value,
    weight: lot.weight,
    dailyPnl: lot.daily_pnl,
    unrealizedPnl: lot.unrealized_pnl,
    realizedPnl: lot.realized_pnl,
    dividends: lot.dividends,
  };
}

function symbolOf(row: HoldingRow): string {
  return row.kind === "lot" ? row.lot.symbol : row.holding.symbol;
}

function classOf(row: HoldingRow): string | null {
  if (row.kind === "holding") return KIND_LABELS[row.holding.kind];
  return row.kind === "lot" ? "Lot" : null;
}

function SymbolCell({ row, amounts }: { readonly row: HoldingRow; readonly amounts: Context["amounts"] }) {
  if (row.kind !== "lot") {
    const { symbol, name } = row.holding;
    const title = shortName(row.holding);
    const line = title === symbol ? name : symbol;
    return (
      <span className="inline-block align-top">
        <span className="block font-medium max-sm:max-w-32 max-sm:truncate">{title}</span>
        {line === null ? null : (
          <span title={line} className="block max-w-40 truncate text-xs max-sm:max-w-32 text-muted">
            {line}
          </span>
        )}
      </span>
    );
  }
  const { entry_date: entry, entry_price: price, exit_date: exit } = row.lot;
  const { quantity } = numbersOf(row);
  return (
    <span className="text-muted">
      {quantity === null ? null : <span className="md:hidden">{amounts.quantity(quantity)}, </span>}
      {formatDate(entry)} at {price === null ? "unknown cost" : amounts.money(price)}
      {exit === null ? "" : `, closed ${formatDate(exit)}`}
    </span>
  );
}

interface PriceCellProps {
  readonly value: number | null;
  readonly row: HoldingRow;
  readonly format: (value: number) => string;
}

function PriceCell({ value, row, format }: PriceCellProps) {
  if (row.kind === "totals") return null;
  const lot = row.kind === "lot" ? row.lot : row.holding.lots[0];
  const source = row.kind === "lot" ? row.lot.price_source : row.holding.priceSource;
  const note = priceNote(source, lot?.mark_date ?? null);
  if (value === null && source === "not_held") return <span className="text-muted">{note}</span>;
  return (
    <>
      {value === null ? <Missing reason={NOT_VALUED} /> : format(value)}
      {note === null ? null : <span className="block text-xs text-muted">{note}</span>}
    </>
  );
}

function Actions({ row, onAction }: { readonly row: HoldingRow; readonly onAction: Context["onAction"] }) {
  if (row.kind === "totals") return null;
  const lot = row.kind === "lot" ? row.lot : row.holding.lots.length === 1 ? row.holding.lots[0] : undefined;
  if (lot === undefined) return null;
  return (
    <span data-print="hide">
      <Menu
        trigger={
          <Button
            variant="ghost"
            size="small"
            className="size-6 px-0"
            aria-label={`Actions on the lot of ${lot.symbol} from ${formatDate(lot.entry_date)}`}
          >
            <MoreHorizontal aria-hidden />
          </Button>
        }
      >
        <MenuItem onClick={() => onAction("change", lot)}>Change lot</MenuItem>
        {lot.investment_class === "PRIVATE" ? (
          <MenuItem onClick={() => onAction("mark", lot)}>Set mark</MenuItem>
        ) : null}
        <MenuItem onClick={() => onAction("delete", lot)}>Delete lot</MenuItem>
      </Menu>
    </span>
  );
}
