import { useMemo } from "react";
import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { usePalette } from "@/components/chart/palette.ts";
import { Panel } from "@/components/ui/panel.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { formatDate, formatPercent } from "@/lib/format.ts";
import { lastSessions, SESSION_RANGE_OPTIONS, SESSION_RANGES, trimHistory } from "@/lib/session-range.ts";
import { useSearchChoice } from "@/lib/use-search-text.ts";
import { backtestOption } from "./backtest-option.ts";
import type { BacktestPoint } from "./backtest-points.ts";
import { exceptionsSentence } from "./backtest-words.ts";

const cell = (value: number | null) =>
  value === null ? null : { value: value * 100, text: formatPercent(value) };

const TITLE = "Forecasts and what came";

/** Returns of the book against the loss that was forecast at the close before. */
export function BacktestChart({ points: all }: { readonly points: readonly BacktestPoint[] }) {
  const palette = usePalette();
  const [range, setRange] = useSearchChoice("range", SESSION_RANGES);
  const points = useMemo(() => lastSessions(all, range), [all, range]);
  const drawn = useMemo(() => trimHistory(points, ({ forecast }) => forecast[95] !== null), [points]);
  const option = useMemo(() => backtestOption(palette, drawn), [palette, drawn]);
  const table = useMemo(
    () => ({
      columns: ["Session", "Return (%)", "VaR 95 % forecast (%)", "VaR 99 % forecast (%)", "Exceeded"],
      rows: points
        .map(({ session, realised, forecast }) => [
          formatDate(session),
          cell(realised),
          cell(forecast[95]),
          cell(forecast[99]),
          exceededText({ session, realised, forecast }),
        ])
        .toReversed(),
    }),
    [points],
  );
  if (drawn.length === 0) {
    return (
      <Panel title={TITLE}>
        <EmptyState title="Nothing to test yet">{exceptionsSentence(points)}</EmptyState>
      </Panel>
    );
  }
  return (
    <ChartPanel
      title={TITLE}
      description="Each close's forecast for its own weights, against their return on the next session."
      summary={exceptionsSentence(points)}
      option={option}
      table={table}
      fileName="back-test"
      chartClassName="h-96"
      actions={<Segmented label="Range" value={range} options={SESSION_RANGE_OPTIONS} onChange={setRange} />}
    />
  );
}

function exceededText({ realised, forecast }: BacktestPoint): string {
  const isBeyond = (limit: number | null) => realised !== null && limit !== null && realised < -limit;
  if (isBeyond(forecast[99])) return "95 % and 99 %";
  return isBeyond(forecast[95]) ? "95 %" : "";
}
