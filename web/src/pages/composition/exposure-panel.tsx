import { Explain } from "@/components/explain/explain.tsx";
import { Percent } from "@/components/numbers.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import type { Concentration, Exposures } from "./composition-types.ts";
import { exposureRows, exposureSentence } from "./concentration-words.ts";

const UNKNOWN = {
  long_percentage: null,
  short_percentage: null,
  gross_percentage: null,
  net_percentage: null,
};

interface ExposurePanelProps {
  readonly concentration: Concentration;
  /** At market value; null where it is not known. */
  readonly exposures: Exposures | null;
}

/** Long, short, gross and net exposure, with options at their premium and by their delta. */
export function ExposurePanel({ concentration, exposures }: ExposurePanelProps) {
  const rows = exposureRows(exposures ?? UNKNOWN, concentration);
  return (
    <Panel
      title="Exposure"
      description="Share of NAV; options at their premium, and as the shares they move like."
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
