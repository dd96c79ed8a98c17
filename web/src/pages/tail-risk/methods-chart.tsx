import { useMemo } from "react";
import { baseOptions, nameAxis, tip, valueAxis } from "@/components/chart/base-options.ts";
import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { usePalette } from "@/components/chart/palette.ts";
import { Panel } from "@/components/ui/panel.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { formatPercent, NONE } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { hasEstimate, TAIL_MEASURES, TAIL_METHODS, tailFigure } from "./tail-methods.ts";
import type { RiskMetrics } from "./tail-risk-types.ts";
import { methodsSentence } from "./tail-sentences.ts";

const TITLE = "By method";

/** The four methods side by side. */
export function MethodsChart({ metrics }: { readonly metrics: RiskMetrics }) {
  const palette = usePalette();
  const { dollars, masked } = useAmounts();
  const option = useMemo(() => {
    const base = baseOptions(palette);
    const names = nameAxis(
      palette,
      TAIL_MEASURES.map(({ label }) => label),
    );
    return {
      ...base,
      grid: { ...(base.grid as object), top: 52 },
      tooltip: {
        ...(base.tooltip as object),
        trigger: "axis",
        axisPointer: { type: "shadow" },
        formatter: (items: readonly { readonly dataIndex: number }[]) => {
          const measure = TAIL_MEASURES[items[0]?.dataIndex ?? 0];
          if (measure === undefined) return "";
          const rows = TAIL_METHODS.flatMap(({ id, label }, index) => {
            const figure = tailFigure(metrics, id, measure);
            if (figure === null) return [];
            const { fraction, dollars: amount } = figure;
            const text = fraction === null ? NONE : formatPercent(fraction);
            const value = amount === null ? text : `${text} · ${dollars(amount)} USD`;
            return [{ name: label, value, color: palette.series[index] }];
          });
          return tip(measure.label, rows);
        },
      },
      xAxis: { ...names, axisLabel: { ...names.axisLabel, interval: 0, fontSize: 11 } },
      yAxis: valueAxis(palette, (value) => formatPercent(value, 1)),
      series: TAIL_METHODS.map(({ id, label }) => ({
        name: label,
        type: "bar",
        barMaxWidth: 26,
        barGap: "12%",
        itemStyle: { borderRadius: [3, 3, 0, 0] },
        data: TAIL_MEASURES.map((measure) => tailFigure(metrics, id, measure)?.fraction ?? null),
      })),
    };
  }, [palette, metrics, dollars]);
  const table = useMemo(
    () => ({
      columns: ["Method", "Measure", "Loss (% of NAV)", "Loss (USD)"],
      rows: TAIL_METHODS.flatMap(({ id, label }) =>
        TAIL_MEASURES.flatMap((measure) => {
          const figure = tailFigure(metrics, id, measure);
          if (figure === null) return [];
          const { fraction, dollars: amount } = figure;
          return [
            [
              label,
              measure.label,
              fraction === null ? null : { value: fraction * 100, text: formatPercent(fraction) },
              amount === null || masked ? null : { value: amount, text: dollars(amount) },
            ],
          ];
        }),
      ),
    }),
    [metrics, dollars, masked],
  );
  if (!hasEstimate(metrics)) {
    return (
      <Panel title={TITLE}>
        <EmptyState title="No method has an estimate">{metrics.reasons.var_95?.message}</EmptyState>
      </Panel>
    );
  }
  return (
    <ChartPanel
      title={TITLE}
      description="Loss over one session, share of NAV."
      summary={methodsSentence(metrics)}
      option={option}
      table={table}
      fileName="tail-risk-by-method"
      chartClassName="h-80"
    />
  );
}
