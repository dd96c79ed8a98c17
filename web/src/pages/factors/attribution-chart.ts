import type { EChartsCoreOption } from "echarts/core";
import { sessionAxis, tip, valueAxis } from "@/components/chart/base-options.ts";
import { chartOption } from "@/components/chart/chart-option.ts";
import type { ChartTable } from "@/components/chart/chart-panel.tsx";
import type { Palette } from "@/components/chart/palette.ts";
import { formatDate } from "@/lib/format.ts";
import type { AttributionPart, AttributionSessions } from "./attribution.ts";

interface AmountFormats {
  readonly compact: (value: number) => string;
  readonly signedDollars: (value: number) => string;
}

/** Stacked bars of the sources, session by session, and their total as a diamond. */
export function attributionOption(
  palette: Palette,
  sessions: AttributionSessions,
  parts: readonly AttributionPart[],
  { compact, signedDollars }: AmountFormats,
): EChartsCoreOption {
  const color = (index: number) => palette.series[index] ?? palette.border;
  return chartOption(palette, {
    grid: { top: 60 },
    xAxis: {
      ...sessionAxis(
        palette,
        sessions.map(({ as_of: session }) => session),
      ),
      boundaryGap: true,
    },
    yAxis: valueAxis(palette, compact),
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: ([point]: readonly { readonly dataIndex: number }[]) => {
        const index = point?.dataIndex ?? -1;
        const session = sessions[index];
        if (session === undefined) return "";
        const text = (value: number | null | undefined) =>
          value === null || value === undefined ? "n/a" : signedDollars(value);
        return tip(`${formatDate(session.as_of)}, USD`, [
          { name: "Total", value: text(session.total), color: palette.text },
          ...parts.map(({ name, values }, part) => ({
            name,
            value: text(values[index]),
            color: color(part),
          })),
        ]);
      },
    },
    series: [
      ...parts.map(({ name, values }, index) => ({
        type: "bar",
        stack: "pnl",
        name,
        data: [...values],
        color: color(index),
        barMaxWidth: 34,
        itemStyle: { borderColor: palette.surface, borderWidth: 0.5 },
      })),
      {
        type: "scatter",
        name: "Total",
        symbol: "diamond",
        symbolSize: 9,
        color: palette.text,
        itemStyle: { borderColor: palette.surface, borderWidth: 1.5 },
        data: sessions.map(({ total }) => total),
        z: 5,
      },
    ],
  });
}

export function attributionTable(
  sessions: AttributionSessions,
  parts: readonly AttributionPart[],
  money: (value: number) => string,
): ChartTable {
  const cell = (value: number | null | undefined) =>
    value === null || value === undefined ? null : { value, text: money(value) };
  return {
    columns: ["Session", "Total (USD)", ...parts.map(({ name }) => `${name} (USD)`)],
    rows: sessions.map(({ as_of: session, total }, index) => [
      session,
      cell(total),
      ...parts.map(({ values }) => cell(values[index])),
    ]),
  };
}
