import type { EChartsCoreOption } from "echarts/core";
import type { Answer } from "@/api/api-query.ts";
import { tip, valueAxis } from "@/components/chart/base-options.ts";
import { chartOption } from "@/components/chart/chart-option.ts";
import type { ChartTable } from "@/components/chart/chart-panel.tsx";
import { sessionTicks } from "@/components/chart/line-history.ts";
import type { Palette } from "@/components/chart/palette.ts";
import { zoomSlider } from "@/components/chart/zoom-slider.ts";
import { formatDate, formatNumber } from "@/lib/format.ts";
import { longName } from "./factor-groups.ts";

export type ExposureHistory =
  Answer<"/api/v1/analytics/portfolio/{portfolio_id}/factor-exposures/history">["history"];

const STROKES = ["solid", "dashed", "dotted"] as const;

/** Lines of the chosen factors; a session without an estimate leaves a gap. `from`: first session in sight. */
export function historyOption(
  palette: Palette,
  history: ExposureHistory,
  chosen: readonly string[],
): EChartsCoreOption {
  const sessions = history.map(({ as_of: session }) => session);
  return chartOption(palette, {
    grid: { top: 12, bottom: 44 },
    legend: { show: false },
    xAxis: sessionTicks(palette, sessions),
    yAxis: valueAxis(palette, (value) => formatNumber(value, 2), { scale: true }),
    dataZoom: [zoomSlider(palette)],
    tooltip: {
      trigger: "axis",
      formatter: (points: readonly { readonly dataIndex: number }[]) => {
        const row = history[points[0]?.dataIndex ?? -1];
        if (row === undefined) return "";
        return tip(
          formatDate(row.as_of),
          chosen.map((name, index) => {
            const value = row.exposures[name] ?? null;
            return {
              name: longName(name),
              value: value === null ? "n/a" : formatNumber(value, 3),
              color: palette.series[index % palette.series.length],
            };
          }),
        );
      },
    },
    series: chosen.map((name, index) => ({
      type: "line",
      name: longName(name),
      data: history.map(({ exposures }) => exposures[name] ?? null),
      showSymbol: false,
      connectNulls: false,
      lineStyle: { width: 1.75, type: STROKES[index % STROKES.length] },
    })),
  });
}

export function historyTable(history: ExposureHistory, chosen: readonly string[]): ChartTable {
  return {
    columns: ["Session", ...chosen.map(longName)],
    rows: history.toReversed().map(({ as_of: session, exposures }) => [
      session,
      ...chosen.map((name) => {
        const value = exposures[name] ?? null;
        return value === null ? null : { value, text: formatNumber(value, 3) };
      }),
    ]),
  };
}

/** How the first of the chosen factors went, and which one moved most. */
export function summarizeHistory(history: ExposureHistory, chosen: readonly string[]): string {
  const spans = chosen.flatMap((name) => {
    const known = history.flatMap(({ as_of: session, exposures }) => {
      const value = exposures[name] ?? null;
      return value === null ? [] : [{ session, value }];
    });
    const [first, last] = [known[0], known.at(-1)];
    if (first === undefined || last === undefined) return [];
    const values = known.map(({ value }) => value);
    return [{ name, first, last, width: Math.max(...values) - Math.min(...values) }];
  });
  const [lead] = spans;
  if (lead === undefined) return "None of the chosen factors has an estimate in these sessions.";
  const two = (value: number) => formatNumber(value, 2);
  const went = `${longName(lead.name)} went from ${two(lead.first.value)} on ${formatDate(lead.first.session)} to ${two(lead.last.value)} on ${formatDate(lead.last.session)}.`;
  const [widest] = spans.toSorted((one, other) => other.width - one.width);
  return spans.length < 2 || widest === undefined
    ? went
    : `${went} ${longName(widest.name)} moved most, over a range of ${two(widest.width)}.`;
}
