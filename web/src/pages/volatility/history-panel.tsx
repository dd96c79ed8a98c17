import { useMemo } from "react";
import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { lineHistory } from "@/components/chart/line-history.ts";
import { usePalette } from "@/components/chart/palette.ts";
import { Panel } from "@/components/ui/panel.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { formatDate, formatPercent } from "@/lib/format.ts";
import { lastSessions, SESSION_RANGE_OPTIONS, SESSION_RANGES, trimHistory } from "@/lib/session-range.ts";
import { useSearchChoice } from "@/lib/use-search-text.ts";
import { historySentence } from "./history-sentence.ts";
import { MEASURES } from "./measures.ts";
import type { VolatilityPoint } from "./volatility-types.ts";

const TITLE = "History";

/** All volatilities of the book on every session. */
export function HistoryPanel({ history }: { readonly history: readonly VolatilityPoint[] }) {
  const palette = usePalette();
  const [range, setRange] = useSearchChoice("range", SESSION_RANGES);
  const points = useMemo(() => lastSessions(history, range), [history, range]);
  const drawn = useMemo(
    () => trimHistory(points, (point) => MEASURES.some(({ field }) => point[field] !== null)),
    [points],
  );
  const option = useMemo(
    () =>
      lineHistory(palette, {
        sessions: drawn.map((point) => point.as_of),
        lines: MEASURES.map(({ field, label }, index) => ({
          name: label,
          values: drawn.map((point) => point[field]),
          color: palette.series[index] ?? palette.accent,
          strong: field === "realized_volatility_21d",
          dashed: field === "expected_volatility_21d",
        })),
        format: (value) => formatPercent(value),
        formatAxis: (value) => formatPercent(value, 0),
      }),
    [palette, drawn],
  );
  const table = useMemo(
    () => ({
      columns: ["Session", ...MEASURES.map(({ label }) => `${label} (% a year)`)],
      rows: points
        .map((point) => [
          formatDate(point.as_of),
          ...MEASURES.map(({ field }) => {
            const value = point[field];
            return value === null ? null : { value: value * 100, text: formatPercent(value) };
          }),
        ])
        .toReversed(),
    }),
    [points],
  );
  if (drawn.length === 0) {
    return (
      <Panel title={TITLE}>
        <EmptyState title="No history yet">{historySentence(points)}</EmptyState>
      </Panel>
    );
  }
  return (
    <ChartPanel
      title={TITLE}
      description="Each session with its own weights."
      summary={historySentence(points)}
      option={option}
      table={table}
      fileName="volatility-history"
      chartClassName="h-80 xl:h-96"
      actions={<Segmented label="Range" value={range} options={SESSION_RANGE_OPTIONS} onChange={setRange} />}
    />
  );
}
