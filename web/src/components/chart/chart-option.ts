import type { EChartsCoreOption } from "echarts/core";
import { baseOptions } from "./base-options.ts";
import type { Palette } from "./palette.ts";

/** The options all charts share with these ones; of grid, tooltip and legend only what is named changes. */
export function chartOption(palette: Palette, own: EChartsCoreOption): EChartsCoreOption {
  const base = baseOptions(palette);
  const merged = (key: "grid" | "tooltip" | "legend") => ({
    ...(base[key] as object),
    ...(own[key] as object | undefined),
  });
  return { ...base, ...own, grid: merged("grid"), tooltip: merged("tooltip"), legend: merged("legend") };
}
