import type { EChartsCoreOption } from "echarts/core";
import { formatDay } from "@/lib/format.ts";
import type { Palette } from "./palette.ts";

/** Rows of a tooltip: a title, then name and value, with the colour of the series where it has one. */
export interface TipRow {
  readonly name: string;
  readonly value: string;
  readonly color?: string | undefined;
}

/**
 * A tooltip as elements with classes: the page's policy allows no styles in markup, and names of others stay text.
 */
export function tip(title: string, rows: readonly TipRow[]): HTMLElement {
  const box = document.createElement("div");
  box.className = "min-w-36 text-xs";
  const heading = document.createElement("div");
  heading.className = "mb-1 font-medium";
  heading.textContent = title;
  box.append(heading);
  for (const { name, value, color } of rows) {
    const row = document.createElement("div");
    row.className = "flex items-center justify-between gap-4";
    const label = document.createElement("span");
    label.className = "flex items-center gap-1.5 text-muted";
    if (color !== undefined) {
      const dot = document.createElement("span");
      dot.className = "inline-block size-2 rounded-full";
      dot.style.backgroundColor = color;
      label.append(dot);
    }
    label.append(name);
    const figure = document.createElement("span");
    figure.className = "numeric";
    figure.textContent = value;
    row.append(label, figure);
    box.append(row);
  }
  return box;
}

/** What all charts share: font, tooltip's look, no animation, margins that hold the labels. */
export function baseOptions(palette: Palette): EChartsCoreOption {
  return {
    animation: false,
    backgroundColor: "transparent",
    color: [...palette.series],
    textStyle: { fontFamily: "Inter Variable, system-ui, sans-serif", color: palette.text },
    grid: {
      left: 8,
      right: 16,
      top: 28,
      bottom: 8,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    tooltip: {
      backgroundColor: palette.surface,
      borderColor: palette.border,
      textStyle: { color: palette.text, fontSize: 12 },
      confine: true,
    },
    legend: {
      top: 0,
      left: 0,
      type: "plain",
      icon: "roundRect",
      itemWidth: 10,
      itemHeight: 10,
      textStyle: { color: palette.text, fontSize: 12 },
      inactiveColor: palette.muted,
    },
  };
}

/** An axis of sessions. */
export function sessionAxis(palette: Palette, sessions: readonly string[]) {
  return {
    type: "category" as const,
    data: [...sessions],
    boundaryGap: false,
    axisLine: { lineStyle: { color: palette.border } },
    axisTick: { show: false },
    axisLabel: { color: palette.muted, fontSize: 11, hideOverlap: true, formatter: formatDay },
  };
}

/** An axis of names, for bars. */
export function nameAxis(palette: Palette, names: readonly string[]) {
  return {
    type: "category" as const,
    data: [...names],
    axisLine: { lineStyle: { color: palette.border } },
    axisTick: { show: false },
    axisLabel: { color: palette.text, fontSize: 12 },
  };
}

/** An axis of values with its format. `scale`: it need not start at zero. */
export function valueAxis(palette: Palette, format: (value: number) => string, { scale = false } = {}) {
  return {
    type: "value" as const,
    scale,
    axisLabel: {
      color: palette.muted,
      fontSize: 11,
      hideOverlap: true,
      formatter: (value: number) => format(value),
    },
    splitLine: { lineStyle: { color: palette.grid } },
    axisLine: { show: false },
  };
}
