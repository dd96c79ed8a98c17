import { useState } from "react";
import { Explain } from "@/components/explain/explain.tsx";
import { Missing } from "@/components/numbers.tsx";
import { TableFrame } from "@/components/table/table-frame.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { count, formatPercent, NONE } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import {
  TAIL_MEASURES,
  TAIL_METHODS,
  type TailMeasure,
  type TailMethod,
  tailFigure,
} from "./tail-methods.ts";
import type { RiskMetrics } from "./tail-risk-types.ts";

const UNITS = [
  { value: "percent", label: "% of NAV" },
  { value: "dollars", label: "USD" },
] as const;
type Unit = (typeof UNITS)[number]["value"];

/** Every figure of every method, each with its explanation. */
export function MethodsTable({ metrics }: { readonly metrics: RiskMetrics }) {
  const { dollars } = useAmounts();
  const [unit, setUnit] = useState<Unit>("percent");
  const header = unit === "percent" ? "% of NAV" : "USD";
  const show = (fraction: number | null, amount: number | null) => {
    if (unit === "percent") return fraction === null ? NONE : formatPercent(fraction);
    return amount === null ? NONE : dollars(amount);
  };
  return (
    <Panel
      title="Figures"
      description={`From ${count(metrics.tail_observations, "past return")} of today's weights. A number opens where it comes from.`}
      actions={<Segmented label="Unit" value={unit} options={UNITS} onChange={setUnit} />}
    >
      <TableFrame label="Value at risk and expected shortfall by method">
        <thead className="bg-surface-2">
          <tr>
            <th scope="col" className="px-3 py-1.5 text-left font-medium">
              Method
            </th>
            {TAIL_MEASURES.map(({ id, label }) => (
              <th key={id} scope="col" className="px-3 py-1.5 text-right font-medium whitespace-nowrap">
                {label}
                <span className="block text-xs font-normal text-muted">{header}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {TAIL_METHODS.map((method) => (
            <tr key={method.id} className="border-t">
              <Header text={method.label} note={method.note} />
              {TAIL_MEASURES.map((measure) => (
                <td key={measure.id} className="numeric px-3 py-1.5 text-right">
                  <Figure metrics={metrics} method={method} measure={measure} show={show} />
                </td>
              ))}
            </tr>
          ))}
          <tr className="border-t bg-surface-2/50">
            <Header text="Ten sessions" note="√10 times filtered historical; a convention, no forecast" />
            {TAIL_MEASURES.map(({ id }) => (
              <td key={id} className="numeric px-3 py-1.5 text-right">
                {show(metrics.ten_session[id], metrics.ten_session[`${id}_dollar`])}
              </td>
            ))}
          </tr>
        </tbody>
      </TableFrame>
    </Panel>
  );
}

function Header({ text, note }: { readonly text: string; readonly note: string }) {
  return (
    <th scope="row" className="min-w-44 px-3 py-1.5 text-left font-medium">
      {text}
      <span className="block text-xs font-normal text-muted">{note}</span>
    </th>
  );
}

interface FigureProps {
  readonly metrics: RiskMetrics;
  readonly method: TailMethod;
  readonly measure: TailMeasure;
  readonly show: (fraction: number | null, amount: number | null) => string;
}

function Figure({ metrics, method, measure, show }: FigureProps) {
  const figure = tailFigure(metrics, method.id, measure);
  if (figure === null) return <span className="text-muted">{NONE}</span>;
  if (figure.fraction === null) return <Missing reason={figure.reason} />;
  return (
    <Explain number={`risk-metrics/${method.key}_${measure.key}`} label={`${method.label} ${measure.label}`}>
      {show(figure.fraction, figure.dollars)}
    </Explain>
  );
}
