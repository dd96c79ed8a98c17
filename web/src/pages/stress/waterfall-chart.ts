import type { EChartsCoreOption } from "echarts/core";
import { nameAxis, tip, valueAxis } from "@/components/chart/base-options.ts";
import { chartOption } from "@/components/chart/chart-option.ts";
import type { ChartTable } from "@/components/chart/chart-panel.tsx";
import type { Palette } from "@/components/chart/palette.ts";
import { rangeSeries } from "@/components/chart/range-series.ts";
import type { Contributions, WaterfallStep } from "./waterfall.ts";

/** Steps from zero to the total, one below the other. `format` is for axis and tooltip alike. */
export function waterfallOption(
  palette: Palette,
  steps: readonly WaterfallStep[],
  axis: (value: number) => string,
  figure: (value: number) => string,
): EChartsCoreOption {
  return chartOption(palette, {
    grid: { top: 4 },
    legend: { show: false },
    xAxis: { ...valueAxis(palette, axis), splitNumber: 4 },
    yAxis: {
      ...nameAxis(
        palette,
        steps.map(({ name }) => name),
      ),
      inverse: true,
      axisLine: { show: false },
      axisLabel: {
        interval: 0,
        fontSize: 12,
        color: palette.text,
        width: 112,
        overflow: "truncate",
        formatter: (name: string, index: number) =>
          steps[index]?.isTotal === true ? `{total|${name}}` : name,
        rich: { total: { fontWeight: 600, fontSize: 12, color: palette.text } },
      },
    },
    tooltip: {
      trigger: "item",
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const step = steps[dataIndex];
        return step === undefined
          ? ""
          : tip(step.name, [{ name: "Contribution", value: figure(step.change) }]);
      },
    },
    series: [
      {
        ...rangeSeries(
          steps.map(({ from, to, change, isTotal }, row) => ({
            row,
            from,
            to,
            color: isTotal ? palette.text : change < 0 ? palette.loss : palette.gain,
          })),
        ),
        markLine: {
          silent: true,
          symbol: "none",
          label: { show: false },
          lineStyle: { color: palette.muted, type: "solid", width: 1 },
          data: [{ xAxis: 0 }],
        },
      },
    ],
  });
}

export function contributionTable(
  header: string,
  unit: string,
  contributions: Contributions,
  figure: (value: number) => string,
): ChartTable {
  return {
    columns: [header, `Contribution (${unit})`],
    rows: Object.entries(contributions).map(([name, value]) => [
      name,
      value === null ? null : { value, text: figure(value) },
    ]),
  };
}
