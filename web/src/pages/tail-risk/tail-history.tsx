import { type HistoryMeasure, HistoryPanel } from "@/components/chart/history-panel.tsx";
import { tailHistorySentence } from "./tail-history-sentence.ts";
import { TAIL_MEASURES } from "./tail-methods.ts";
import type { RiskPoint } from "./tail-risk-types.ts";

const MEASURES: readonly HistoryMeasure<RiskPoint>[] = TAIL_MEASURES.map(({ id, label }) => ({
  label,
  pick: (point) => point[id],
  color: ({ series }) => (id.endsWith("95") ? series[0] : series[2]),
  strong: id.startsWith("var"),
  dashed: id.startsWith("cvar"),
}));

/** Value at risk and expected shortfall on every session, with its own weights. */
export function TailHistory({ history }: { readonly history: readonly RiskPoint[] }) {
  return (
    <HistoryPanel
      description="Filtered historical simulation of each session's own weights."
      history={history}
      measures={MEASURES}
      unit="% of NAV"
      sentence={tailHistorySentence}
      axisDigits={1}
      fileName="tail-risk-history"
      chartClassName="h-80"
    />
  );
}
