import { useMemo } from "react";
import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { usePalette } from "@/components/chart/palette.ts";
import { EmptyState } from "@/components/ui/states.tsx";
import { formatPercent } from "@/lib/format.ts";
import { orderByClusters } from "./cluster-order.ts";
import { correlationOption, correlationTable, mapSize } from "./correlation-chart.ts";
import { type Correlations, summarizeCorrelations } from "./correlation-pairs.ts";

/** The correlations of all pairs as a map, clusters side by side. */
export function CorrelationMap({ data, asOf }: { readonly data: Correlations; readonly asOf: string }) {
  const palette = usePalette();
  const ordered = useMemo(() => orderByClusters(data), [data]);
  const option = useMemo(() => correlationOption(palette, ordered), [palette, ordered]);
  if (data.symbols.length < 2) {
    return (
      <div className="rounded-xl border bg-surface">
        <EmptyState title="No pair to compare">
          {data.reason?.message ?? "A correlation takes two holdings with prices."}
        </EmptyState>
      </div>
    );
  }
  return (
    <ChartPanel
      title="Correlation map"
      description={`Daily returns of ${data.window_sessions} sessions. Frames hold clusters: holdings that move together.`}
      summary={summarizeCorrelations(data)}
      option={option}
      table={correlationTable(ordered)}
      fileName={`correlations-${data.window_sessions}-${asOf}`}
      chartClassName={mapSize(data.symbols.length)}
      scrolls
    >
      {data.symbols_left_out.length === 0 ? null : (
        <p className="mt-2 text-sm text-muted">
          Left out for too short a history: {data.symbols_left_out.join(", ")}.
        </p>
      )}
      {data.shrinkage === null ? null : (
        <p className="mt-2 text-sm text-muted">
          Shrunk by {formatPercent(data.shrinkage.intensity, 1)} towards one common correlation, from sessions
          that all holdings share.
        </p>
      )}
    </ChartPanel>
  );
}
