import type { EChartsCoreOption } from "echarts/core";
import { nameAxis, tip, valueAxis } from "@/components/chart/base-options.ts";
import { chartOption } from "@/components/chart/chart-option.ts";
import type { ChartTable } from "@/components/chart/chart-panel.tsx";
import { intervalSeries } from "@/components/chart/interval-series.ts";
import type { Palette } from "@/components/chart/palette.ts";
import { formatNumber, formatPercent } from "@/lib/format.ts";
import { HALF_WIDTH, intervalOf } from "./exposure-summary.ts";
import { type Factor, type FactorGroup, shortName } from "./factor-groups.ts";

/** A row of the chart: a group's heading, or a factor. */
export type ExposureRow =
  | { readonly title: string; readonly factor: null }
  | { readonly title: string; readonly factor: Factor; readonly group: number };

export function exposureRows(groups: readonly FactorGroup[]): readonly ExposureRow[] {
  return groups.flatMap(({ title, factors }, group): readonly ExposureRow[] => [
    { title, factor: null },
    ...factors.map((factor) => ({ title: shortName(factor.name), factor, group })),
  ]);
}

/** Dots with 95 % whiskers, a heading above each group. */
export function exposureOption(palette: Palette, groups: readonly FactorGroup[]): EChartsCoreOption {
  const rows = exposureRows(groups);
  const shown = rows.flatMap((row, index) =>
    row.factor === null || row.factor.beta === null ? [] : [{ ...row, index, value: row.factor.beta }],
  );
  return chartOption(palette, {
    grid: { top: 4 },
    xAxis: valueAxis(palette, (value) => formatNumber(value, 1)),
    yAxis: {
      ...nameAxis(
        palette,
        rows.map(({ title }) => title),
      ),
      inverse: true,
      axisLine: { show: false },
      axisLabel: {
        interval: 0,
        fontSize: 12,
        formatter: (title: string, index: number) =>
          rows[index]?.factor === null ? `{heading|${title}}` : title,
        color: palette.text,
        rich: { heading: { fontWeight: 600, fontSize: 12, color: palette.muted } },
      },
    },
    tooltip: {
      trigger: "item",
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const factor = shown[dataIndex]?.factor;
        return factor === undefined || factor === null ? "" : tip(factor.name, tipRows(factor));
      },
    },
    series: [
      {
        ...intervalSeries(
          palette,
          shown.map(({ index, value, factor, group }) => ({
            row: index,
            value,
            ends: intervalOf(factor),
            color: palette.series[group] ?? palette.accent,
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

function tipRows(factor: Factor) {
  const { beta, std_error: error, coverage, observations } = factor;
  return [
    { name: "Exposure", value: beta === null ? "n/a" : formatNumber(beta, 3) },
    { name: "95 % interval", value: error === null ? "none" : `± ${formatNumber(HALF_WIDTH * error, 3)}` },
    { name: "Coverage", value: coverage === null ? "n/a" : formatPercent(coverage, 0) },
    { name: "Observations", value: observations === null ? "n/a" : String(observations) },
  ];
}

/** The same as rows. */
export function exposureTable(
  groups: readonly FactorGroup[],
  dollars: (value: number) => string,
): ChartTable {
  const number = (value: number | null, text: (value: number) => string) =>
    value === null ? null : { value, text: text(value) };
  return {
    columns: ["Model", "Factor", "Exposure", "Standard error", "95 % low", "95 % high", "Exposure (USD)"],
    rows: groups.flatMap(({ title, factors }) =>
      factors.map((factor) => {
        const interval = intervalOf(factor);
        const three = (value: number) => formatNumber(value, 3);
        return [
          title,
          factor.name,
          number(factor.beta, three),
          number(factor.std_error, three),
          number(interval?.[0] ?? null, three),
          number(interval?.[1] ?? null, three),
          number(factor.exposure_dollar, dollars),
        ];
      }),
    ),
  };
}
