import type { EChartsCoreOption } from "echarts/core";
import { baseOptions, nameAxis, tip, valueAxis } from "@/components/chart/base-options.ts";
import type { Palette } from "@/components/chart/palette.ts";
import { formatPercent, NONE, signed } from "@/lib/format.ts";
import type { Sector } from "./composition-types.ts";

const percent = (value: number) => formatPercent(value, 1);

/**
 * Bars to both sides of zero, the first sector on top: active weights, or weights where there is no benchmark. The
 * label of each bar has its sign.
 */
export function sectorOption(
  palette: Palette,
  sectors: readonly Sector[],
  benchmark: string | null,
): EChartsCoreOption {
  const base = baseOptions(palette);
  const names = nameAxis(
    palette,
    sectors.map(({ sector }) => sector),
  );
  const values = valueAxis(palette, (value) => formatPercent(value, 0));
  const [under, , over] = palette.diverging;
  return {
    ...base,
    legend: { show: false },
    grid: { ...(base.grid as object), top: 4, right: 52 },
    tooltip: {
      ...(base.tooltip as object),
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: (items: readonly { readonly dataIndex: number }[]) => {
        const sector = sectors[items[0]?.dataIndex ?? 0];
        return sector === undefined ? "" : tip(sector.sector, rowsOf(sector, benchmark));
      },
    },
    yAxis: {
      ...names,
      inverse: true,
      axisLine: { show: false },
      axisLabel: { ...names.axisLabel, interval: 0, fontSize: 11 },
    },
    xAxis: { ...values, splitNumber: 4, axisLabel: { ...values.axisLabel, hideOverlap: true } },
    series: [
      {
        type: "bar",
        barMaxWidth: 18,
        data: sectors.map((sector) => {
          const value = benchmark === null ? sector.weight : sector.active_weight;
          const isUnder = (value ?? 0) < 0;
          return {
            value,
            itemStyle: { color: isUnder ? under : over, borderRadius: isUnder ? [3, 0, 0, 3] : [0, 3, 3, 0] },
            label: {
              show: value !== null,
              // Of a bar to the left, this is at zero: there it stays clear of the names.
              position: "right",
              color: palette.text,
              fontSize: 11,
              formatter: value === null ? "" : benchmark === null ? percent(value) : signed(value, percent),
            },
          };
        }),
      },
    ],
  };
}

function rowsOf(sector: Sector, benchmark: string | null) {
  const text = (value: number | null) => (value === null ? NONE : percent(value));
  const book = { name: "Book", value: text(sector.weight) };
  if (benchmark === null) return [book];
  const active = sector.active_weight;
  return [
    book,
    { name: benchmark, value: text(sector.benchmark_weight) },
    { name: "Active", value: active === null ? NONE : signed(active, percent) },
  ];
}
