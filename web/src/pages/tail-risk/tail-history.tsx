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
import { tailHistorySentence } from "./tail-history-sentence.ts";
import { TAIL_MEASURES } from "./tail-methods.ts";
import type { RiskPoint } from "./tail-risk-types.ts";

const TITLE = "History";

/** Value at risk and expected shortfall on every session, with its own weights. */
export function TailHistory({ history }: { readonly history: readonly RiskPoint[] }) {
  const palette = usePalette();
  const [range, setRange] = useSearchChoice("range", SESSION_RANGES);
  const points = useMemo(() => lastSessions(history, range), [history, range]);
  const drawn = useMemo(() => trimHistory(points, (point) => point.var_95 !== null), [points]);
  const option = useMemo(
    () =>
      lineHistory(palette, {
        sessions: drawn.map((point) => point.as_of),
        lines: TAIL_MEASURES.map(({ id, label }) => ({
          name: label,
          values: drawn.map((point) => point[id]),
          color: (id.endsWith("95") ? palette.series[0] : palette.series[2]) ?? palette.accent,
          strong: id.startsWith("var"),
          dashed: id.startsWith("cvar"),
        })),
        format: (value) => formatPercent(value),
        formatAxis: (value) => formatPercent(value, 1),
      }),
    [palette, drawn],
  );
  const table = useMemo(
    () => ({
      columns: ["Session", ...TAIL_MEASURES.map(({ label }) => `${label} (% of NAV)`)],
      rows: points
        .map((point) => [
          formatDate(point.as_of),
          ...TAIL_MEASURES.map(({ id }) => {
            const value = point[id];
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
        <EmptyState title="No history yet">{tailHistorySentence(points)}</EmptyState>
      </Panel>
    );
  }
  return (
    <ChartPanel
      title={TITLE}
      description="Filtered historical simulation of each session's own weights."
      summary={tailHistorySentence(points)}
      option={option}
      table={table}
      fileName="tail-risk-history"
      chartClassName="h-80"
      actions={<Segmented label="Range" value={range} options={SESSION_RANGE_OPTIONS} onChange={setRange} />}
    />
  );
}
