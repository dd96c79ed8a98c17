import { useMemo } from "react";
import { Missing, Money } from "@/components/numbers.tsx";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { formatDollars, formatNumber } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import type { Liquidity, LiquidityPosition } from "./composition-types.ts";
import { liquiditySentence } from "./liquidity-words.ts";
import { SoldBars } from "./sold-bars.tsx";

const COLUMNS: readonly Column<LiquidityPosition>[] = [
  {
    id: "symbol",
    header: "Symbol",
    value: ({ symbol }) => symbol,
    cell: ({ symbol }) => <span className="font-medium">{symbol}</span>,
  },
  {
    id: "quantity",
    header: "Quantity (units)",
    numeric: true,
    secondary: true,
    value: ({ quantity }) => quantity,
    cell: ({ quantity }) => <Quantity value={quantity} />,
  },
  {
    id: "value",
    header: "Market value (USD)",
    numeric: true,
    value: ({ market_value: value }) => value,
    cell: ({ market_value: value }) => <Money value={value} />,
  },
  {
    id: "volume",
    header: "Median volume (shares a session)",
    numeric: true,
    secondary: true,
    value: ({ median_volume_21d: volume }) => volume,
    cell: ({ median_volume_21d: volume, reason }) =>
      volume === null ? <Missing reason={reason} /> : formatDollars(volume),
  },
  {
    id: "days",
    header: "To sell (sessions)",
    numeric: true,
    value: ({ days_to_liquidate: days }) => days,
    cell: ({ days_to_liquidate: days, reason }) =>
      days === null ? <Missing reason={reason} /> : formatNumber(days, 4),
  },
];

/** How fast the book could be sold. */
export function LiquidityPanels({ liquidity }: { readonly liquidity: Liquidity }) {
  const positions = useMemo(() => liquidity.positions, [liquidity]);
  return (
    <Panel
      title="Liquidity"
      description="Selling a fifth of the median volume of the last 21 sessions each session."
    >
      <p className="mb-3 text-sm">{liquiditySentence(liquidity)}</p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 xl:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
        <SoldBars liquidity={liquidity} />
        <DataTable
          label="Liquidity by symbol"
          columns={COLUMNS}
          rows={positions}
          rowId={({ symbol }) => symbol}
          sort="-days"
          fileName="liquidity"
          empty="Nothing is held."
        />
      </div>
    </Panel>
  );
}

function Quantity({ value }: { readonly value: number }) {
  return useAmounts().quantity(value);
}
