import type { EChartsCoreOption } from "echarts/core";
import { formatDate, NONE } from "@/lib/format.ts";
import { baseOptions, sessionAxis, tip, valueAxis } from "./base-options.ts";
import { monthTicks } from "./month-ticks.ts";
import type { Palette } from "./palette.ts";

interface HistoryLine {
  readonly name: string;
  /** One a session; null leaves a gap. */
  readonly values: readonly (number | null)[];
  readonly color: string;
  readonly dashed?: boolean;
  /** Drawn wider: the one that counts. */
  readonly strong?: boolean;
  /** Filled to zero. */
  readonly area?: boolean;
}

interface LineHistory {
  readonly sessions: readonly string[];
  readonly lines: readonly HistoryLine[];
  readonly format: (value: number) => string;
  /** Of the axis, where shorter than in the tooltip. */
  readonly formatAxis?: (value: number) => string;
  /** Whether the axis need not start at zero. */
  readonly scale?: boolean;
}

/** Lines over sessions on one axis. */
export function lineHistory(palette: Palette, history: LineHistory): EChartsCoreOption {
  const { sessions, lines, format, formatAxis = format, scale = false } = history;
  const base = baseOptions(palette);
  return {
    ...base,
    // The icon of a line tells a dashed one; its symbol would hide the dashes.
    legend: {
      ...(base.legend as object),
      show: lines.length > 1,
      icon: undefined,
      itemWidth: 20,
      itemStyle: { opacity: 0 },
    },
    grid: { ...(base.grid as object), top: lines.length === 1 ? 12 : 52 },
    tooltip: {
      ...(base.tooltip as object),
      trigger: "axis",
      formatter: (items: readonly { readonly dataIndex: number }[]) => {
        const index = items[0]?.dataIndex ?? 0;
        return tip(
          formatDate(sessions[index] ?? ""),
          lines.map(({ name, values, color }) => {
            const value = values[index] ?? null;
            return { name, color, value: value === null ? NONE : format(value) };
          }),
        );
      },
    },
    xAxis: sessionTicks(palette, sessions),
    yAxis: valueAxis(palette, formatAxis, { scale }),
    series: lines.map(({ name, values, color, dashed = false, strong = false, area = false }) => ({
      name,
      type: "line",
      data: [...values],
      showSymbol: false,
      color,
      lineStyle: { width: strong ? 2.25 : 1.5, type: dashed ? "dashed" : "solid" },
      ...(area ? { areaStyle: { opacity: 0.16 } } : {}),
      z: strong ? 4 : 3,
    })),
  };
}

/** An axis of sessions that names months. */
export function sessionTicks(palette: Palette, sessions: readonly string[]) {
  const axis = sessionAxis(palette, sessions);
  const ticks = monthTicks(sessions);
  return {
    ...axis,
    axisLabel: {
      ...axis.axisLabel,
      interval: (index: number) => ticks.has(index),
      formatter: (_: string, index: number) => ticks.get(index) ?? "",
    },
  };
}
