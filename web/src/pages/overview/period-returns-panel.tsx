import { useMemo } from "react";
import { Delta, Missing, PercentDelta } from "@/components/numbers.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { formatDate } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import type { Snapshot } from "./history.ts";
import { type PeriodReturn, periodReturns } from "./period-returns.ts";

/** Return and P&L of the usual periods. */
export function PeriodReturnsPanel({ snapshots }: { readonly snapshots: readonly Snapshot[] }) {
  const periods = useMemo(() => periodReturns(snapshots), [snapshots]);
  const amounts = useAmounts();
  const withFlow = periods.find(({ period, flow }) => period === "Since start" && flow !== 0);
  const short = periods.some(({ isShort, from }) => isShort && from !== null);
  return (
    <Panel title="Returns">
      <table className="w-full text-sm">
        <thead className="text-xs text-muted">
          <tr>
            <th scope="col" className="pb-1 text-left font-medium">
              Period
            </th>
            <th scope="col" className="pb-1 text-right font-medium">
              Return
            </th>
            <th scope="col" className="pb-1 text-right font-medium">
              P&L (USD)
            </th>
          </tr>
        </thead>
        <tbody>
          {periods.map((period) => (
            <PeriodRow
              key={period.period}
              period={period}
              start={snapshots[0]?.as_of ?? ""}
              format={amounts.dollars}
            />
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-xs text-muted">
        Daily returns, chain-linked.
        {short ? ` * From the start on ${formatDate(snapshots[0]?.as_of ?? "")}.` : ""}
        {withFlow === undefined
          ? ""
          : ` Cash flows of ${amounts.signedDollars(withFlow.flow)} USD are not in P&L.`}
      </p>
    </Panel>
  );
}

interface PeriodRowProps {
  readonly period: PeriodReturn;
  /** The first session of all. */
  readonly start: string;
  readonly format: (value: number) => string;
}

function PeriodRow({ period, start, format }: PeriodRowProps) {
  const reason = {
    code: "NO_PERIOD",
    message:
      period.from === null
        ? `The history starts on ${formatDate(start)}.`
        : "A session of the period has no return, since the capital was not positive.",
  };
  return (
    <tr className="border-t">
      <th scope="row" className="py-1.5 text-left font-normal">
        {period.period}
        {period.isShort && period.from !== null ? "\u00a0*" : ""}
      </th>
      <td className="py-1.5 text-right">
        {period.totalReturn === null ? (
          <Missing reason={reason} />
        ) : (
          <PercentDelta value={period.totalReturn} />
        )}
      </td>
      <td className="py-1.5 text-right">
        {period.pnl === null ? <Missing reason={reason} /> : <Delta value={period.pnl} format={format} />}
      </td>
    </tr>
  );
}
