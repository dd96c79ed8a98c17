import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from "echarts";
import type { Palette } from "./palette.ts";

/** A value on a row of a horizontal chart. */
interface Interval {
  /** Index of its row on the axis of names. */
  readonly row: number;
  readonly value: number;
  /** Ends of its interval; null: it has none, and its dot is hollow. */
  readonly ends: readonly [number, number] | null;
  readonly color: string;
}

const CAP = 4;
const DOT = 4.5;

/** Dots with whiskers: a stem from 0, the interval with its caps, the value. */
export function intervalSeries(palette: Palette, intervals: readonly Interval[]) {
  return {
    type: "custom" as const,
    clip: true,
    encode: { x: [0, 2, 3], y: 1 },
    data: intervals.map(({ row, value, ends }) => [value, row, ends?.[0] ?? value, ends?.[1] ?? value]),
    renderItem: ({ dataIndex }: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
      const { row, value, ends, color } = intervals[dataIndex] as Interval;
      const [x = 0, y = 0] = api.coord([value, row]);
      const [zero = 0] = api.coord([0, row]);
      const line = (x1: number, y1: number, x2: number, y2: number, style: object) => ({
        type: "line" as const,
        shape: { x1, y1, x2, y2 },
        style: { stroke: color, lineWidth: 1.5, ...style },
      });
      const whisker = (ends ?? []).map((end) => api.coord([end, row])[0] ?? x);
      const [low, high] = whisker;
      return {
        type: "group" as const,
        children: [
          line(zero, y, x, y, { lineWidth: 6, opacity: 0.22 }),
          ...(low === undefined || high === undefined ? [] : [line(low, y, high, y, {})]),
          ...whisker.map((end) => line(end, y - CAP, end, y + CAP, {})),
          {
            type: "circle" as const,
            shape: { cx: x, cy: y, r: DOT },
            style: { fill: ends === null ? palette.surface : color, stroke: color, lineWidth: 2 },
          },
        ],
      };
    },
  };
}
