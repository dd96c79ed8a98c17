import type { EChartsCoreOption } from "echarts/core";
import { nameAxis, tip, valueAxis } from "@/components/chart/base-options.ts";
import { chartOption } from "@/components/chart/chart-option.ts";
import type { ChartTable } from "@/components/chart/chart-panel.tsx";
import type { Palette } from "@/components/chart/palette.ts";
import { formatPercentage, signed } from "@/lib/format.ts";
import { describePlausibility } from "./plausibility.ts";
import type { Scenario, ScenarioRow, Unit } from "./scenario-list.ts";

export interface ImpactFormats {
  readonly unit: Unit;
  /** Width for the names of scenarios, in pixels. */
  readonly labelWidth: number;
  /** USD for axes. */
  readonly compact: (value: number) => string;
  /** USD with its sign. */
  readonly signedDollars: (value: number) => string;
}

/** Bars of the headline impact, worst on top, and a diamond where the direct reading is. */
export function scenarioOption(
  palette: Palette,
  rows: readonly ScenarioRow[],
  selected: string | null,
  formats: ImpactFormats,
): EChartsCoreOption {
  const pick = (impact: Scenario["impact"]) =>
    formats.unit === "percent" ? (impact?.percentage_impact ?? null) : (impact?.dollar_impact ?? null);
  const text = impactText(formats);
  return chartOption(palette, {
    xAxis: valueAxis(palette, (value) =>
      formats.unit === "percent" ? formatPercentage(value, 0) : formats.compact(value),
    ),
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
        width: formats.labelWidth,
        overflow: "truncate",
        color: palette.text,
        formatter: (title: string, index: number) => {
          const scenario = rows[index]?.scenario;
          if (scenario === null) return `{heading|${title}}`;
          return scenario?.id === selected ? `{chosen|${title}}` : title;
        },
        rich: {
          heading: { fontWeight: 600, fontSize: 12, color: palette.muted },
          chosen: { fontWeight: 600, fontSize: 12, color: palette.accent },
        },
      },
      triggerEvent: true,
    },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: ([point]: readonly { readonly dataIndex: number }[]) => {
        const scenario = rows[point?.dataIndex ?? -1]?.scenario;
        if (scenario === null || scenario === undefined) return "";
        return tip(scenario.name, [
          { name: "Correlated", value: text(scenario.correlated) },
          { name: "Direct", value: text(scenario.direct) },
          {
            name: "Plausibility",
            value: describePlausibility(scenario.plausibility)?.word ?? "n/a",
          },
        ]);
      },
    },
    series: [
      {
        type: "bar",
        name: "The others follow",
        barMaxWidth: 18,
        color: palette.muted,
        itemStyle: { borderRadius: 2 },
        data: rows.map(({ scenario }) => {
          const value = pick(scenario?.impact ?? null);
          const color = (value ?? 0) < 0 ? palette.loss : palette.gain;
          return {
            value,
            itemStyle: {
              color,
              opacity: selected === null || scenario?.id === selected ? 1 : 0.62,
            },
          };
        }),
      },
      {
        type: "scatter",
        name: "Only the shocked factors move",
        symbol: "diamond",
        symbolSize: 10,
        color: palette.surface,
        itemStyle: { borderColor: palette.text, borderWidth: 1.5, opacity: 1 },
        data: rows.map(({ scenario }) => pick(scenario?.direct ?? null)),
        z: 4,
      },
    ],
  });
}

/** An impact in the unit chosen. */
function impactText({ unit, signedDollars }: ImpactFormats) {
  return (impact: Scenario["impact"]): string => {
    if (impact === null) return "n/a";
    return unit === "percent"
      ? signed(impact.percentage_impact, (value) => formatPercentage(value))
      : signedDollars(impact.dollar_impact);
  };
}

export function scenarioTable(scenarios: readonly Scenario[], money: (value: number) => string): ChartTable {
  const percent = (impact: Scenario["impact"]) =>
    impact === null
      ? null
      : { value: impact.percentage_impact, text: formatPercentage(impact.percentage_impact) };
  return {
    columns: [
      "Scenario",
      "Category",
      "Severity",
      "Correlated (% of NAV)",
      "Direct (% of NAV)",
      "Impact (USD)",
      "Distance (standard deviations)",
    ],
    rows: scenarios.map(({ name, category, severity, correlated, direct, impact, plausibility }) => [
      name,
      category,
      severity,
      percent(correlated),
      percent(direct),
      impact === null ? null : { value: impact.dollar_impact, text: money(impact.dollar_impact) },
      plausibility.distance === null
        ? null
        : { value: plausibility.distance, text: plausibility.distance.toFixed(1) },
    ]),
  };
}
