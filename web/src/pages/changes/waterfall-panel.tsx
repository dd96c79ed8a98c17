import { useMemo } from "react";
import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { usePalette } from "@/components/chart/palette.ts";
import { Panel } from "@/components/ui/panel.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { formatDate, NONE } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import type { ChangeMeasure } from "./change-measures.ts";
import type { RiskChange } from "./change-types.ts";
import { measureFormat } from "./measure-format.ts";
import { changeSentence, waterfallDomain, waterfallRows } from "./waterfall.ts";
import { waterfallOption } from "./waterfall-option.ts";

interface WaterfallPanelProps {
  readonly change: RiskChange;
  readonly measure: ChangeMeasure;
}

/** From the earlier state over every step to the later one. */
export function WaterfallPanel({ change, measure }: WaterfallPanelProps) {
  const palette = usePalette();
  const amounts = useAmounts();
  const format = useMemo(() => measureFormat(measure, amounts), [measure, amounts]);
  const rows = useMemo(() => waterfallRows(change, measure.id, formatDate), [change, measure]);
  const title = `${measure.label}, step by step`;
  const sentence = changeSentence(change, measure, {
    format: format.state,
    formatChange: (value) => `${format.change(value)} ${measure.changeUnit}`,
  });
  const option = useMemo(
    () => (rows === null ? {} : waterfallOption(palette, rows, measure, format)),
    [palette, rows, measure, format],
  );
  if (rows === null) {
    return (
      <Panel title={title}>
        <EmptyState title="The steps are not known">{sentence}</EmptyState>
      </Panel>
    );
  }
  const isHidden = amounts.masked && measure.format === null;
  const cell = (value: number, text: string) => (isHidden ? null : { value, text });
  return (
    <ChartPanel
      title={title}
      description={waterfallDomain(rows)[0] > 0 ? "The axis does not start at zero." : undefined}
      summary={sentence}
      option={option}
      table={{
        columns: ["Step", `Change (${measure.changeUnit})`, `Value after it (${measure.unit})`],
        rows: rows.map(({ name, kind, from, to }) => [
          name,
          kind === "state" ? NONE : cell(to - from, format.change(to - from)),
          cell(to, format.state(to)),
        ]),
      }}
      fileName={`what-changed-${measure.id}`}
      chartClassName="h-80"
    />
  );
}
