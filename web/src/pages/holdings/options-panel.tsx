import { useMemo } from "react";
import { Missing, Percent, Value } from "@/components/numbers.tsx";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { formatDate, formatNumber } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import type { Lot } from "./holding.ts";

type Greeks = NonNullable<Lot["greeks"]>;

const NO_GREEKS = {
  code: "NO_GREEKS",
  message: "There is no price of the underlying to model the option with.",
};

/** Terms and greeks of the options held. */
export function OptionsPanel({ lots }: { readonly lots: readonly Lot[] }) {
  const amounts = useAmounts();
  const columns = useMemo((): readonly Column<Lot>[] => {
    const greek = (id: keyof Greeks, header: string, digits: number): Column<Lot> => ({
      id,
      header,
      numeric: true,
      value: ({ greeks }) => greeks?.[id] ?? null,
      cell: ({ greeks }) => (
        <Value value={greeks?.[id]} reason={NO_GREEKS} format={(value) => formatNumber(value, digits)} />
      ),
    });
    return [
      {
        id: "symbol",
        header: "Option",
        value: ({ symbol }) => symbol,
        cell: ({ symbol, underlying_symbol: underlying, option_type: type }) => (
          <>
            <span className="block font-medium">
              {underlying} {type === "PUT" ? "put" : "call"}
            </span>
            <span className="block text-xs text-muted">{symbol}</span>
          </>
        ),
      },
      {
        id: "strike",
        header: "Strike (USD)",
        numeric: true,
        value: ({ strike_price: strike }) => strike,
        cell: ({ strike_price: strike }) => <Value value={strike} format={(value) => formatNumber(value)} />,
      },
      {
        id: "expiry",
        header: "Expiry",
        numeric: true,
        value: ({ expiration_date: date }) => date,
        cell: ({ expiration_date: date }) => (date === null ? <Missing /> : formatDate(date)),
      },
      {
        id: "quantity",
        header: "Contracts",
        numeric: true,
        value: ({ held_quantity: held }) => held,
        cell: ({ held_quantity: held }) => <Value value={held} format={amounts.quantity} />,
      },
      greek("underlying_price", "Spot (USD)", 2),
      {
        id: "volatility",
        header: "Implied volatility",
        numeric: true,
        value: ({ greeks }) => greeks?.implied_volatility ?? null,
        cell: ({ greeks }) => <Percent value={greeks?.implied_volatility} reason={NO_GREEKS} digits={1} />,
      },
      greek("delta", "Delta", 3),
      greek("gamma", "Gamma", 4),
      greek("vega_per_point", "Vega / point", 3),
      greek("theta_per_day", "Theta / day", 3),
      greek("rho_per_point", "Rho / point", 3),
      {
        id: "exposure",
        header: "Delta exposure (USD)",
        numeric: true,
        value: ({ greeks }) => greeks?.delta_exposure ?? null,
        cell: ({ greeks }) => (
          <Value value={greeks?.delta_exposure} reason={NO_GREEKS} format={amounts.money} />
        ),
      },
    ];
  }, [amounts]);
  return (
    <Panel title="Options held" description="Greeks per unit; a contract is 100 units.">
      <DataTable
        label="Options held"
        columns={columns}
        rows={lots}
        rowId={({ id }) => id}
        sort="expiry"
        fileName="options"
      />
    </Panel>
  );
}
