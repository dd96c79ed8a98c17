import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from "echarts";

/** A bar between two values on a row of a horizontal chart. */
export interface Range {
  /** Index of its row on the axis of names. */
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly color: string;
}

const THICKNESS = 0.62;

/** Bars that start where they are told to: the steps of a waterfall. */
export function rangeSeries(ranges: readonly Range[]) {
  return {
    type: "custom" as const,
    encode: { x: [0, 1], y: 2 },
    data: ranges.map(({ row, from, to }) => [from, to, row]),
    renderItem: ({ dataIndex }: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
      const { row, from, to, color } = ranges[dataIndex] as Range;
      const [start = 0, y = 0] = api.coord([from, row]);
      const [end = 0] = api.coord([to, row]);
      const band = (api.size?.([0, 1]) as number[] | undefined)?.[1] ?? 20;
      const height = band * THICKNESS;
      return {
        type: "rect" as const,
        shape: {
          x: Math.min(start, end),
          y: y - height / 2,
          // A step of nothing still shows where it is.
          width: Math.max(Math.abs(end - start), 1.5),
          height,
          r: 2,
        },
        style: { fill: color },
      };
    },
  };
}
