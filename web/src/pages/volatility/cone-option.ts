import type { EChartsCoreOption } from "echarts/core";
import { baseOptions, nameAxis, tip, valueAxis } from "@/components/chart/base-options.ts";
import type { Palette } from "@/components/chart/palette.ts";
import { formatPercent, NONE } from "@/lib/format.ts";
import type { ConeStep } from "./volatility-cone.ts";

/** Floating bars from lowest to highest and over the middle half, the median as a dash, the present as a point. */
export function coneOption(palette: Palette, cone: readonly ConeStep[]): EChartsCoreOption {
  const base = baseOptions(palette);
  const names = nameAxis(
    palette,
    cone.map(({ sessions }) => String(sessions)),
  );
  const bar = (name: string, values: readonly number[], opacity: number, barWidth: string) => ({
    name,
    type: "bar",
    stack: barWidth,
    barWidth,
    barGap: "-100%",
    data: [...values],
    itemStyle: { color: palette.accent, opacity },
    silent: true,
  });
  const dot = (
    name: string,
    symbol: string,
    symbolSize: number[],
    color: string,
    values: (number | null)[],
  ) => ({
    name,
    type: "scatter",
    symbol,
    symbolSize,
    data: values,
    itemStyle: { color, borderColor: palette.surface, borderWidth: 1 },
    z: 5,
  });
  return {
    ...base,
    legend: { ...(base.legend as object), data: ["Range", "Middle half", "Median", "Now"] },
    tooltip: {
      ...(base.tooltip as object),
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: (items: readonly { readonly dataIndex: number }[]) => {
        const step = cone[items[0]?.dataIndex ?? 0];
        return step === undefined ? "" : tip(`${step.sessions} sessions`, rowsOf(step));
      },
    },
    xAxis: { ...names, axisLabel: { ...names.axisLabel, interval: 0 } },
    yAxis: valueAxis(palette, (value) => formatPercent(value, 0)),
    series: [
      bar(
        "below",
        cone.map(({ lowest }) => lowest),
        0,
        "28%",
      ),
      bar(
        "Range",
        cone.map(({ lowest, highest }) => highest - lowest),
        0.22,
        "28%",
      ),
      bar(
        "below the middle",
        cone.map(({ lowerQuartile }) => lowerQuartile),
        0,
        "28.1%",
      ),
      bar(
        "Middle half",
        cone.map(({ lowerQuartile, upperQuartile }) => upperQuartile - lowerQuartile),
        0.45,
        "28.1%",
      ),
      dot(
        "Median",
        "rect",
        [36, 3],
        palette.text,
        cone.map(({ median }) => median),
      ),
      dot(
        "Now",
        "circle",
        [13, 13],
        palette.series[2] ?? palette.text,
        cone.map(({ now }) => now),
      ),
    ],
  };
}

function rowsOf(step: ConeStep) {
  const rows: readonly (readonly [string, number | null])[] = [
    ["Now", step.now],
    ["Highest", step.highest],
    ["75 %", step.upperQuartile],
    ["Median", step.median],
    ["25 %", step.lowerQuartile],
    ["Lowest", step.lowest],
  ];
  return rows.map(([name, value]) => ({ name, value: value === null ? NONE : formatPercent(value) }));
}
