import type { EChartsCoreOption } from "echarts/core";
import { nameAxis, tip, valueAxis } from "@/components/chart/base-options.ts";
import { chartOption } from "@/components/chart/chart-option.ts";
import type { Palette } from "@/components/chart/palette.ts";
import { rangeSeries } from "@/components/chart/range-series.ts";
import type { ChangeMeasure } from "./change-measures.ts";
import type { MeasureFormat } from "./measure-format.ts";
import { type WaterfallRow, waterfallDomain } from "./waterfall.ts";

/** States from the start of the axis, steps from where the one before ended; each with its number beside it. */
export function waterfallOption(
  palette: Palette,
  rows: readonly WaterfallRow[],
  measure: ChangeMeasure,
  { state, change, axis }: MeasureFormat,
): EChartsCoreOption {
  const [low, high] = waterfallDomain(rows);
  const start = Math.max(low, Math.min(0, high));
  const colorOf = ({ kind, from, to }: WaterfallRow) => {
    if (kind === "state") return palette.muted;
    const [down, , up] = palette.diverging;
    if (measure.isValue) return to < from ? palette.loss : palette.gain;
    return to < from ? up : down;
  };
  const text = ({ kind, from, to }: WaterfallRow) => (kind === "state" ? state(to) : change(to - from));
  const names = nameAxis(
    palette,
    rows.map(({ name }) => name),
  );
  const values = valueAxis(palette, axis);
  return chartOption(palette, {
    legend: { show: false },
    grid: { top: 4, right: 72 },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: (items: readonly { readonly dataIndex: number }[]) => {
        const row = rows[items[0]?.dataIndex ?? 0];
        if (row === undefined) return "";
        const after = { name: "Value", value: state(row.to) };
        const step = { name: "Change", value: `${change(row.to - row.from)} ${measure.changeUnit}` };
        return tip(row.name, row.kind === "state" ? [after] : [step, { ...after, name: "After it" }]);
      },
    },
    yAxis: {
      ...names,
      inverse: true,
      axisLine: { show: false },
      axisLabel: { ...names.axisLabel, interval: 0 },
    },
    xAxis: {
      ...values,
      min: low,
      max: high,
      splitNumber: 4,
      axisLabel: { ...values.axisLabel, hideOverlap: true, showMinLabel: false, showMaxLabel: false },
    },
    series: [
      rangeSeries(
        rows.map((row, index) => ({
          row: index,
          from: row.kind === "state" ? start : row.from,
          to: row.to,
          color: colorOf(row),
        })),
      ),
      {
        type: "scatter",
        symbolSize: 1,
        silent: true,
        itemStyle: { color: "transparent" },
        data: rows.map((row, index) => [Math.max(row.kind === "state" ? start : row.from, row.to), index]),
        label: {
          show: true,
          position: "right",
          color: palette.text,
          fontSize: 12,
          formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
            const row = rows[dataIndex];
            return row === undefined ? "" : text(row);
          },
        },
      },
    ],
  });
}
