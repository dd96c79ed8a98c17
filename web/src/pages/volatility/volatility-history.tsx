import { type HistoryMeasure, HistoryPanel } from "@/components/chart/history-panel.tsx";
import { historySentence } from "./history-sentence.ts";
import { MEASURES } from "./measures.ts";
import type { VolatilityPoint } from "./volatility-types.ts";

const LINES: readonly HistoryMeasure<VolatilityPoint>[] = MEASURES.map(({ field, label }, index) => ({
  label,
  pick: (point) => point[field],
  color: ({ series }) => series[index],
  strong: field === "realized_volatility_21d",
  dashed: field === "expected_volatility_21d",
}));

/** All volatilities of the book on every session. */
export function VolatilityHistory({ history }: { readonly history: readonly VolatilityPoint[] }) {
  return (
    <HistoryPanel
      description="Each session with its own weights."
      history={history}
      measures={LINES}
      unit="% a year"
      sentence={historySentence}
      axisDigits={0}
      fileName="volatility-history"
      chartClassName="h-80 xl:h-96"
    />
  );
}
