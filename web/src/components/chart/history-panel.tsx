import { useMemo } from "react";
import { formatDate, formatPercent } from "@/lib/format.ts";
import { lastSessions, SESSION_RANGE_OPTIONS, SESSION_RANGES, trimHistory } from "@/lib/session-range.ts";
import { useSearchChoice } from "@/lib/use-search-text.ts";
import { Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { EmptyState } from "../ui/states.tsx";
import { ChartPanel } from "./chart-panel.tsx";
import { lineHistory } from "./line-history.ts";
import { type Palette, usePalette } from "./palette.ts";

/** A measure as a line of a history. */
export interface HistoryMeasure<Point> {
  readonly label: string;
  /** A fraction; null: unknown. */
  readonly pick: (point: Point) => number | null;
  readonly color: (palette: Palette) => string | undefined;
  readonly strong?: boolean;
  readonly dashed?: boolean;
}

interface HistoryPanelProps<Point> {
  readonly description: string;
  readonly history: readonly Point[];
  /** Keep it stable. */
  readonly measures: readonly HistoryMeasure<Point>[];
  /** What the fractions are percent of, for headers: `% of NAV`. */
  readonly unit: string;
  readonly sentence: (points: readonly Point[]) => string;
  readonly axisDigits: number;
  readonly fileName: string;
  readonly chartClassName: string;
}

const TITLE = "History";

/** Measures of the book on every session, over a range that the reader chooses. */
export function HistoryPanel<Point extends { readonly as_of: string }>(props: HistoryPanelProps<Point>) {
  const { description, history, measures, unit, sentence, axisDigits, fileName, chartClassName } = props;
  const palette = usePalette();
  const [range, setRange] = useSearchChoice("range", SESSION_RANGES);
  const points = useMemo(() => lastSessions(history, range), [history, range]);
  const drawn = useMemo(
    () => trimHistory(points, (point) => measures.some(({ pick }) => pick(point) !== null)),
    [points, measures],
  );
  const option = useMemo(
    () =>
      lineHistory(palette, {
        sessions: drawn.map((point) => point.as_of),
        lines: measures.map(({ label, pick, color, strong = false, dashed = false }) => ({
          name: label,
          values: drawn.map(pick),
          color: color(palette) ?? palette.accent,
          strong,
          dashed,
        })),
        format: (value) => formatPercent(value),
        formatAxis: (value) => formatPercent(value, axisDigits),
      }),
    [palette, drawn, measures, axisDigits],
  );
  const table = useMemo(
    () => ({
      columns: ["Session", ...measures.map(({ label }) => `${label} (${unit})`)],
      rows: points
        .map((point) => [
          formatDate(point.as_of),
          ...measures.map(({ pick }) => {
            const value = pick(point);
            return value === null ? null : { value: value * 100, text: formatPercent(value) };
          }),
        ])
        .toReversed(),
    }),
    [points, measures, unit],
  );
  if (drawn.length === 0) {
    return (
      <Panel title={TITLE}>
        <EmptyState title="No history yet">{sentence(points)}</EmptyState>
      </Panel>
    );
  }
  return (
    <ChartPanel
      title={TITLE}
      description={description}
      summary={sentence(points)}
      option={option}
      table={table}
      fileName={fileName}
      chartClassName={chartClassName}
      actions={<Segmented label="Range" value={range} options={SESSION_RANGE_OPTIONS} onChange={setRange} />}
    />
  );
}
