import type { EChartsCoreOption } from "echarts/core";
import { nameAxis, tip, valueAxis } from "@/components/chart/base-options.ts";
import { chartOption } from "@/components/chart/chart-option.ts";
import type { ChartTable } from "@/components/chart/chart-panel.tsx";
import type { Palette } from "@/components/chart/palette.ts";
import { formatPercent } from "@/lib/format.ts";
import type { PositionRisk, RiskPart } from "./risk-shares.ts";

const percent = (value: number) => formatPercent(value, 0);
const fine = (value: number) => formatPercent(value, 1);

/** One bar of all parts, those below zero to the left. */
export function factorRiskOption(palette: Palette, parts: readonly RiskPart[]): EChartsCoreOption {
  return chartOption(palette, {
    grid: { top: 64, bottom: 4 },
    legend: { type: "plain", itemGap: 12 },
    xAxis: { ...valueAxis(palette, percent), ...extentOf(parts) },
    yAxis: {
      ...nameAxis(palette, ["Share of variance"]),
      axisLabel: { show: false },
      axisLine: { show: false },
    },
    tooltip: {
      trigger: "item",
      formatter: ({ seriesIndex, color }: { seriesIndex: number; color: string }) => {
        const { name, share } = parts[seriesIndex] ?? { name: "", share: null };
        return tip(name, [
          { name: "Share of variance", value: share === null ? "n/a" : formatPercent(share), color },
        ]);
      },
    },
    series: parts.map(({ name, share }, index) => ({
      type: "bar",
      stack: "risk",
      name,
      barWidth: 44,
      data: [share],
      itemStyle: { borderColor: palette.surface, borderWidth: 1 },
      color: palette.series[index % palette.series.length],
    })),
  });
}

/** Ends of the axis in steps of a fifth, so that the bar fills it. */
function extentOf(parts: readonly RiskPart[]) {
  const sum = (sign: number) =>
    parts.reduce((total, { share }) => total + Math.max(0, (share ?? 0) * sign), 0);
  const fifths = (value: number) => Math.ceil(value * 5 - 1e-9) / 5;
  return { min: -fifths(sum(-1)), max: fifths(sum(1)), interval: sum(1) + sum(-1) > 2 ? 1 : 0.2 };
}

export function factorRiskTable(parts: readonly RiskPart[]): ChartTable {
  return {
    columns: ["Part", "Share of variance"],
    rows: parts.map(({ name, share }) => [
      name,
      share === null ? null : { value: share, text: formatPercent(share) },
    ]),
  };
}

/** A bar for each holding, of what factors and what the holding itself bring. */
export function positionRiskOption(palette: Palette, risks: readonly PositionRisk[]): EChartsCoreOption {
  const [systematic = palette.accent, , specific = palette.muted] = palette.series;
  const bars = (name: string, key: "systematic" | "specific", color: string) => ({
    type: "bar" as const,
    stack: "risk",
    name,
    color,
    barMaxWidth: 18,
    data: risks.map((risk) => risk[key]),
  });
  return chartOption(palette, {
    xAxis: valueAxis(palette, percent),
    yAxis: {
      ...nameAxis(
        palette,
        risks.map(({ symbol }) => symbol),
      ),
      inverse: true,
      axisLine: { show: false },
      axisLabel: { interval: 0, color: palette.text, fontSize: 12, width: 110, overflow: "truncate" },
    },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: ([point]: readonly { readonly dataIndex: number }[]) => {
        const risk = risks[point?.dataIndex ?? -1];
        if (risk === undefined) return "";
        return tip(risk.symbol, [
          { name: "By factors", value: fine(risk.systematic), color: systematic },
          { name: "Specific", value: fine(risk.specific), color: specific },
          { name: "Together", value: fine(risk.share) },
        ]);
      },
    },
    series: [bars("By factors", "systematic", systematic), bars("Specific", "specific", specific)],
  });
}

export function positionRiskTable(risks: readonly PositionRisk[]): ChartTable {
  const cell = (value: number) => ({ value, text: formatPercent(value) });
  return {
    columns: ["Symbol", "Share of variance", "By factors", "Specific"],
    rows: risks.map(({ symbol, share, systematic, specific }) => [
      symbol,
      cell(share),
      cell(systematic),
      cell(specific),
    ]),
  };
}
