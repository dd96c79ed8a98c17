import type { EChartsCoreOption } from "echarts/core";
import { baseOptions, tip, valueAxis } from "@/components/chart/base-options.ts";
import { sessionTicks } from "@/components/chart/line-history.ts";
import type { Palette } from "@/components/chart/palette.ts";
import { formatDate, formatPercent, NONE } from "@/lib/format.ts";
import { type BacktestPoint, exceptionsAt, type Level } from "./backtest-points.ts";

/** Returns as bars, the forecasts as lines below zero, exceptions as marks: a circle at 95 %, a diamond at 99 %. */
export function backtestOption(palette: Palette, points: readonly BacktestPoint[]): EChartsCoreOption {
  const base = baseOptions(palette);
  const sessions = points.map(({ session }) => session);
  const [first = palette.accent, , , fourth = palette.text] = palette.series;
  const rare = new Set(exceptionsAt(points, 99).map(({ session }) => session));
  const often = new Set(exceptionsAt(points, 95).map(({ session }) => session));
  const limit = (level: Level, color: string) => ({
    name: `VaR ${level} %`,
    type: "line",
    step: "middle",
    showSymbol: false,
    color,
    lineStyle: { width: 1.5 },
    data: points.map(({ forecast }) => {
      const value = forecast[level];
      return value === null ? null : -value;
    }),
  });
  const marks = (
    name: string,
    symbol: string,
    symbolSize: number,
    isMarked: (session: string) => boolean,
  ) => ({
    name,
    type: "scatter",
    symbol,
    symbolSize,
    color: palette.loss,
    itemStyle: { borderColor: palette.surface, borderWidth: 1 },
    z: 6,
    data: points.map(({ session, realised }) => (isMarked(session) ? realised : null)),
  });
  return {
    ...base,
    legend: {
      ...(base.legend as object),
      data: [
        "Return",
        "VaR 95 %",
        "VaR 99 %",
        { name: "Beyond 95 %", icon: "circle" },
        { name: "Beyond 99 %", icon: "diamond" },
      ],
    },
    grid: { ...(base.grid as object), top: 52 },
    tooltip: {
      ...(base.tooltip as object),
      trigger: "axis",
      formatter: (items: readonly { readonly dataIndex: number }[]) => {
        const point = points[items[0]?.dataIndex ?? 0];
        return point === undefined ? "" : tip(formatDate(point.session), rowsOf(point));
      },
    },
    xAxis: { ...sessionTicks(palette, sessions), axisLine: { show: false, onZero: false } },
    yAxis: valueAxis(palette, (value) => formatPercent(value, 1)),
    series: [
      {
        name: "Return",
        type: "bar",
        barMaxWidth: 6,
        barCategoryGap: "20%",
        large: false,
        color: palette.muted,
        itemStyle: { opacity: 0.55 },
        data: points.map(({ realised }) => realised),
      },
      limit(95, first),
      limit(99, fourth),
      marks("Beyond 95 %", "circle", 8, (session) => often.has(session) && !rare.has(session)),
      marks("Beyond 99 %", "diamond", 12, (session) => rare.has(session)),
    ],
  };
}

function rowsOf({ realised, forecast }: BacktestPoint) {
  const text = (value: number | null) => (value === null ? NONE : formatPercent(value));
  const loss = (value: number | null) => (value === null ? NONE : formatPercent(-value));
  return [
    { name: "Return", value: text(realised) },
    { name: "VaR 95 % forecast", value: loss(forecast[95]) },
    { name: "VaR 99 % forecast", value: loss(forecast[99]) },
  ];
}
