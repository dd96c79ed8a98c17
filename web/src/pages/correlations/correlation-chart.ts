import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from "echarts";
import type { EChartsCoreOption } from "echarts/core";
import { nameAxis, tip } from "@/components/chart/base-options.ts";
import { chartOption } from "@/components/chart/chart-option.ts";
import type { ChartTable } from "@/components/chart/chart-panel.tsx";
import type { Palette } from "@/components/chart/palette.ts";
import { formatNumber } from "@/lib/format.ts";
import type { ClusterBlock, OrderedMatrix } from "./cluster-order.ts";

/** Beyond this correlation a cell is so dark, or in the dark theme so bright, that its text is in the surface's colour. */
const STRONG = 0.76;

/** Most symbols whose cells have room for two digits. */
const MOST_WITH_VALUES = 40;

interface Cell {
  readonly column: number;
  readonly row: number;
  readonly value: number | null;
}

/** The matrix as a map: blue together, orange against each other; a frame around each cluster. */
export function correlationOption(palette: Palette, ordered: OrderedMatrix): EChartsCoreOption {
  const { symbols, matrix, observations, blocks } = ordered;
  const cells: readonly Cell[] = matrix.flatMap((values, row) =>
    values.map((value, column) => ({ column, row, value })),
  );
  const labelled = symbols.length <= MOST_WITH_VALUES;
  const axis = {
    ...nameAxis(palette, symbols),
    axisLine: { show: false },
    splitLine: { show: false },
  };
  return chartOption(palette, {
    grid: { top: 40, left: 4, right: 8, bottom: 4 },
    legend: { show: false },
    xAxis: {
      ...axis,
      position: "bottom",
      axisLabel: { interval: 0, rotate: symbols.length > 8 ? 60 : 0, fontSize: 11, color: palette.text },
    },
    yAxis: { ...axis, inverse: true, axisLabel: { interval: 0, fontSize: 11, color: palette.text } },
    visualMap: {
      type: "continuous",
      seriesIndex: 0,
      min: -1,
      max: 1,
      calculable: false,
      orient: "horizontal",
      left: 0,
      top: 0,
      itemWidth: 12,
      itemHeight: 140,
      text: ["+1", "−1"],
      textStyle: { color: palette.muted, fontSize: 11 },
      inRange: { color: [...palette.diverging] },
      outOfRange: { color: palette.surface },
    },
    tooltip: {
      trigger: "item",
      formatter: ({ data }: { data: { value: readonly [number, number, number | string] } }) => {
        const [column, row] = data.value;
        const value = matrix[row]?.[column] ?? null;
        return tip(`${symbols[row] ?? ""} and ${symbols[column] ?? ""}`, [
          { name: "Correlation", value: value === null ? "n/a" : formatNumber(value, 2) },
          { name: "Sessions in common", value: String(observations[row]?.[column] ?? "n/a") },
        ]);
      },
    },
    series: [
      {
        type: "heatmap",
        itemStyle: { borderColor: palette.surface, borderWidth: symbols.length > 24 ? 0.5 : 1 },
        emphasis: { itemStyle: { borderColor: palette.text, borderWidth: 1.5 } },
        data: cells.map(({ column, row, value }) => ({
          value: [column, row, value ?? "-"],
          label: {
            show: labelled && row !== column,
            fontSize: symbols.length > 24 ? 9 : 11,
            color: value !== null && Math.abs(value) > STRONG ? palette.surface : palette.text,
            formatter: () => (value === null ? "n/a" : cellText(value)),
          },
        })),
      },
      frames(palette, blocks),
    ],
  });
}

/** `.93`, `−.20`: what is always below one needs no zero. */
function cellText(value: number): string {
  return formatNumber(value, 2).replace(/^(\u2212?)0\./, "$1.");
}

/** A frame around the members of each cluster. */
function frames(palette: Palette, blocks: readonly ClusterBlock[]) {
  return {
    type: "custom" as const,
    silent: true,
    z: 5,
    data: blocks.map(({ from, to }) => [from, from, to]),
    renderItem: ({ dataIndex }: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
      const { from, to } = blocks[dataIndex] as ClusterBlock;
      const [width = 0, height = 0] = (api.size?.([1, 1]) as number[] | undefined) ?? [];
      const [x = 0, y = 0] = api.coord([from, from]);
      return {
        type: "rect" as const,
        shape: {
          x: x - width / 2,
          y: y - height / 2,
          width: width * (to - from + 1),
          height: height * (to - from + 1),
        },
        style: { fill: "none", stroke: palette.text, lineWidth: 2 },
      };
    },
  };
}

/** The same as rows, in the same order. */
export function correlationTable({ symbols, matrix }: OrderedMatrix): ChartTable {
  return {
    columns: ["Holding", ...symbols],
    rows: symbols.map((symbol, row) => [
      symbol,
      ...(matrix[row] ?? []).map((value) =>
        value === null ? null : { value, text: formatNumber(value, 2) },
      ),
    ]),
  };
}

/** Classes of the map's size: cells stay legible and the panel scrolls where they do not fit. */
export function mapSize(symbols: number): string {
  if (symbols <= 8) return "h-[26rem] min-w-[19rem] max-w-[44rem]";
  if (symbols <= 16) return "h-[38rem] min-w-[38rem]";
  if (symbols <= 28) return "h-[54rem] min-w-[54rem]";
  return "h-[68rem] min-w-[68rem]";
}
