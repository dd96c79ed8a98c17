import { useMemo } from "react";
import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { lineHistory } from "@/components/chart/line-history.ts";
import { usePalette } from "@/components/chart/palette.ts";
import { formatDate, formatPercent } from "@/lib/format.ts";
import { drawdownSentence } from "./performance-sentence.ts";
import type { RiskMetrics, RiskPoint } from "./tail-risk-types.ts";

interface DrawdownChartProps {
  readonly history: readonly RiskPoint[];
  readonly metrics: RiskMetrics;
}

/** How far the account stood below its highest on every session. */
export function DrawdownChart({ history, metrics }: DrawdownChartProps) {
  const palette = usePalette();
  const option = useMemo(
    () =>
      lineHistory(palette, {
        sessions: history.map((point) => point.as_of),
        lines: [
          {
            name: "Drawdown",
            values: history.map((point) => point.current_drawdown),
            color: palette.loss,
            area: true,
          },
        ],
        format: (value) => formatPercent(value),
        formatAxis: (value) => formatPercent(value, 0),
      }),
    [palette, history],
  );
  const table = useMemo(
    () => ({
      columns: ["Session", "Drawdown (%)"],
      rows: history
        .map(({ as_of: session, current_drawdown: value }) => [
          formatDate(session),
          value === null ? null : { value: value * 100, text: formatPercent(value) },
        ])
        .toReversed(),
    }),
    [history],
  );
  return (
    <ChartPanel
      title="Drawdown"
      description="Below the highest value so far, flows taken out."
      summary={drawdownSentence(metrics)}
      option={option}
      table={table}
      fileName="drawdown"
    />
  );
}
