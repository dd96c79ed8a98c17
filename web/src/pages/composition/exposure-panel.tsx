import { Explain } from "@/components/explain/explain.tsx";
import { Percent } from "@/components/numbers.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import type { Concentration, LiquidityPosition } from "./composition-types.ts";
import { exposureRows, exposureSentence } from "./concentration-words.ts";

interface ExposurePanelProps {
  readonly concentration: Concentration;
  /** By symbol, lots netted, cash apart. */
  readonly holdings: readonly LiquidityPosition[];
  /** USD; null where it is not known. */
  readonly nav: number | null;
}

/** Long, short, gross and net exposure, with options at their premium and by their delta. */
export function ExposurePanel({ concentration, holdings, nav }: ExposurePanelProps) {
  const rows = exposureRows(holdings, nav, concentration);
  return (
    <Panel
      title="Exposure"
      description="Share of NAV, cash apart; options at their premium, and as the shares they move like."
    >
      <p className="mb-3 text-sm">{exposureSentence(rows)}</p>
      <div className="overflow-x-auto rounded-md border">
        <table className="w-full text-sm">
          <thead className="bg-surface-2">
            <tr>
              <th scope="col" className="px-3 py-1.5 text-left font-medium">
                Exposure
              </th>
              <th scope="col" className="px-3 py-1.5 text-right font-medium">
                At market (%)
              </th>
              <th scope="col" className="px-3 py-1.5 text-right font-medium">
                By delta (%)
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, label, atMarket, byDelta }) => (
              <tr key={id} className="border-t">
                <th scope="row" className="px-3 py-2 text-left font-medium">
                  {label}
                </th>
                <td className="px-3 py-2 text-right">
                  <Percent value={atMarket} digits={1} />
                </td>
                <td className="px-3 py-2 text-right">
                  {byDelta === null ? (
                    <Percent value={null} reason={concentration.reasons[`delta_${id}_exposure`]} />
                  ) : (
                    <Explain
                      number={`concentration/delta_${id}_exposure`}
                      label={`${label} exposure, options by their delta`}
                    >
                      <Percent value={byDelta} digits={1} />
                    </Explain>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
