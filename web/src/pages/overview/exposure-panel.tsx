import { Explain } from "@/components/explain/explain.tsx";
import { Missing, Percent } from "@/components/numbers.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { useAmounts } from "@/lib/use-amounts.ts";
import type { Overview } from "./headline-stats.tsx";
import { ZeroBar } from "./zero-bar.tsx";

const EXPOSURES = [
  { side: "long", label: "Long", look: "bg-(--chart-1)" },
  { side: "short", label: "Short", look: "bg-(--chart-3)" },
  { side: "gross", label: "Gross", look: "bg-(--chart-8)" },
  { side: "net", label: "Net", look: "bg-(--chart-2)" },
] as const;

/** Long, short, gross and net exposure on one scale, in USD and as a share of NAV. */
export function ExposurePanel({ overview }: { readonly overview: Overview }) {
  const { exposures } = overview;
  const amounts = useAmounts();
  const low = Math.min(0, exposures.short, exposures.net);
  const high = Math.max(exposures.gross, overview.net_asset_value, 0);
  return (
    <Panel title="Exposure" className="grow">
      <table className="w-full text-sm">
        <thead className="sr-only">
          <tr>
            <th scope="col">Side</th>
            <th scope="col">On one scale</th>
            <th scope="col">Exposure (USD)</th>
            <th scope="col">Share of NAV</th>
          </tr>
        </thead>
        <tbody>
          {EXPOSURES.map(({ side, label, look }) => (
            <tr key={side}>
              <th scope="row" className="w-20 py-1 text-left font-normal">
                <span className="flex items-center justify-between">
                  {label}
                  <Explain number={`snapshots/${side}_exposure`} label={`${label} exposure`} />
                </span>
              </th>
              <td className="px-2 py-1">
                <ZeroBar value={exposures[side]} low={low} high={high} look={look} />
              </td>
              <td className="numeric w-16 py-1 text-right">{amounts.compact(exposures[side])}</td>
              <td className="w-18 py-1 text-right">
                {exposures[`${side}_percentage`] === null ? (
                  <Missing reason={overview.reasons[`${side}_percentage`]} />
                ) : (
                  <Percent value={(exposures[`${side}_percentage`] ?? 0) / 100} digits={1} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
