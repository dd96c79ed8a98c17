import type { EChartsCoreOption } from "echarts/core";
import { baseOptions, sessionAxis, type TipRow, tip, valueAxis } from "@/components/chart/base-options.ts";
import type { Palette } from "@/components/chart/palette.ts";
import { zoomSlider } from "@/components/chart/zoom-slider.ts";
import { formatDate, formatPercent, signed } from "@/lib/format.ts";
import type { PerformanceView } from "./performance-view.ts";

interface AmountFormats {
  readonly compact: (value: number) => string;
  readonly dollars: (value: number) => string;
  readonly signedDollars: (value: number) => string;
}

/** Room for the labels of the value axes: fixed, so that both plots share their left edge. */
const LEFT = 58;
/** Room for half of the last session's label. */
const RIGHT = 28;
const LONG_RANGE_SESSIONS = 130;

/** Two plots over one axis of sessions: NAV, return or daily P&L above, the drawdown below. */
export function performanceOption(
  palette: Palette,
  view: PerformanceView,
  amounts: AmountFormats,
): EChartsCoreOption {
  const isLong = view.sessions.length > LONG_RANGE_SESSIONS;
  const axis = sessionAxis(palette, view.sessions);
  const grid = { left: LEFT, right: RIGHT, outerBoundsMode: "none" };
  const percentAxis = (value: number) => formatPercent(value, 0);
  return {
    ...baseOptions(palette),
    grid: [
      { ...grid, top: 28, bottom: 150 },
      { ...grid, height: 72, bottom: 56 },
    ],
    axisPointer: { link: [{ xAxisIndex: "all" }], lineStyle: { color: palette.muted } },
    tooltip: {
      ...(baseOptions(palette).tooltip as object),
      trigger: "axis",
      formatter: (points: readonly { readonly dataIndex: number }[]) =>
        sessionTip(palette, view, amounts, points[0]?.dataIndex ?? 0),
    },
    xAxis: [
      { ...axis, boundaryGap: view.measure === "pnl", axisLabel: { show: false } },
      {
        ...axis,
        gridIndex: 1,
        boundaryGap: view.measure === "pnl",
        axisLabel: {
          ...axis.axisLabel,
          formatter: (session: string) => axisDate(session, isLong),
        },
      },
    ],
    yAxis: [
      {
        ...valueAxis(palette, view.measure === "return" ? percentAxis : amounts.compact, {
          scale: view.measure === "nav",
        }),
        splitNumber: 4,
      },
      { ...valueAxis(palette, percentAxis), gridIndex: 1, max: 0, splitNumber: 2 },
    ],
    dataZoom: [
      { type: "inside", xAxisIndex: [0, 1], zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false },
      {
        ...zoomSlider(palette),
        xAxisIndex: [0, 1],
        left: LEFT,
        right: RIGHT,
      },
    ],
    series: [...mainSeries(palette, view), drawdownSeries(palette, view)],
  };
}

function mainSeries(palette: Palette, view: PerformanceView) {
  if (view.measure === "pnl")
    return [
      {
        type: "bar",
        name: "Daily P&L",
        data: view.pnl.map((value) => ({
          value,
          itemStyle: { color: (value ?? 0) < 0 ? palette.loss : palette.gain },
        })),
      },
    ];
  const values = view.measure === "nav" ? view.nav : view.returns;
  const main = {
    type: "line",
    name: view.measure === "nav" ? "NAV" : "Portfolio",
    data: [...values],
    showSymbol: false,
    lineStyle: { width: 2, color: palette.accent },
    itemStyle: { color: palette.accent },
    areaStyle: { color: palette.accent, opacity: 0.08, origin: view.measure === "nav" ? "start" : "auto" },
  };
  const benchmark =
    view.measure === "return" && view.benchmark !== null
      ? [
          {
            type: "line",
            name: view.benchmark.symbol,
            data: [...view.benchmark.returns],
            showSymbol: false,
            lineStyle: { width: 1.5, type: "dashed", color: palette.series[7] },
            itemStyle: { color: palette.series[7] },
          },
        ]
      : [];
  return [main, ...benchmark, ...flowSeries(palette, view, values)];
}

/** Contributions point up, withdrawals down. */
function flowSeries(
  palette: Palette,
  { flows, sessions }: PerformanceView,
  values: readonly (number | null)[],
) {
  if (flows.length === 0) return [];
  return [
    {
      type: "scatter",
      name: "Cash flow",
      symbol: "triangle",
      symbolSize: 11,
      z: 5,
      itemStyle: { color: palette.series[3], borderColor: palette.surface, borderWidth: 1 },
      data: flows.map(({ session, amount }) => ({
        value: [session, values[sessions.indexOf(session)]],
        symbolRotate: amount < 0 ? 180 : 0,
      })),
    },
  ];
}

function drawdownSeries(palette: Palette, view: PerformanceView) {
  return {
    type: "line",
    name: "Drawdown",
    xAxisIndex: 1,
    yAxisIndex: 1,
    data: [...view.drawdowns],
    showSymbol: false,
    lineStyle: { width: 1, color: palette.loss },
    itemStyle: { color: palette.loss },
    areaStyle: { color: palette.loss, opacity: 0.16, origin: "end" },
  };
}

function sessionTip(
  palette: Palette,
  view: PerformanceView,
  amounts: AmountFormats,
  index: number,
): HTMLElement {
  const session = view.sessions[index] ?? "";
  const percent = (value: number | null | undefined) =>
    value === null || value === undefined ? "n/a" : signed(value, (part) => formatPercent(part));
  const flow = view.flows.find((candidate) => candidate.session === session);
  const pnl = view.pnl[index] ?? null;
  const rows: TipRow[] = [
    { name: "NAV (USD)", value: amounts.dollars(view.nav[index] ?? 0), color: palette.accent },
    { name: "P&L of the day (USD)", value: pnl === null ? "n/a" : amounts.signedDollars(pnl) },
    { name: "Return in range", value: percent(view.returns[index]) },
    ...(view.benchmark === null
      ? []
      : [
          {
            name: view.benchmark.symbol,
            value: percent(view.benchmark.returns[index]),
            color: palette.series[7],
          },
        ]),
    { name: "Drawdown", value: percent(view.drawdowns[index]), color: palette.loss },
    ...(flow === undefined
      ? []
      : [{ name: "Cash flow (USD)", value: amounts.signedDollars(flow.amount), color: palette.series[3] }]),
  ];
  return tip(formatDate(session), rows);
}

/** `Nov 2026` over long ranges, else `25 Nov`. */
function axisDate(session: string, isLong: boolean): string {
  const [day, month, year] = formatDate(session).split(" ");
  return isLong ? `${month} ${year}` : `${day} ${month}`;
}
