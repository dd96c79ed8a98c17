import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { apiQuery } from "@/api/api-query.ts";
import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { usePalette } from "@/components/chart/palette.ts";
import { EmptyState, QueryState, Skeleton } from "@/components/ui/states.tsx";
import { useAsOf, usePortfolioId } from "@/lib/route-state.ts";
import { useSearchText } from "@/lib/use-search-text.ts";
import { FactorChips } from "./factor-chips.tsx";
import { type ExposureHistory, historyOption, historyTable, summarizeHistory } from "./history-chart.ts";

const DEFAULT = ["Market Beta (90D)", "Growth-Value Spread", "Momentum Spread", "IR Beta"];
const SEPARATOR = "~";

/** The exposures of every session up to the one in the address. */
export function HistoryView() {
  const portfolioId = usePortfolioId();
  const asOf = useAsOf();
  const query = useQuery(
    apiQuery("/api/v1/analytics/portfolio/{portfolio_id}/factor-exposures/history", {
      path: { portfolio_id: portfolioId },
      query: asOf === null ? {} : { to: asOf },
    }),
  );
  return (
    <QueryState query={query} skeleton={<Skeleton className="h-112" />}>
      {({ factors, history }) =>
        history.length === 0 ? (
          <EmptyState title="No exposures up to this session" />
        ) : (
          <HistoryPanel factors={factors} history={history} />
        )
      }
    </QueryState>
  );
}

interface HistoryPanelProps {
  readonly factors: readonly string[];
  readonly history: ExposureHistory;
}

function HistoryPanel({ factors, history }: HistoryPanelProps) {
  const palette = usePalette();
  const [text, setText] = useSearchText("factors");
  const chosen = useMemo(() => {
    const wanted = text === null ? DEFAULT : text.split(SEPARATOR);
    return factors.filter((name) => wanted.includes(name));
  }, [factors, text]);
  const option = useMemo(() => historyOption(palette, history, chosen), [palette, history, chosen]);
  return (
    <ChartPanel
      title="Exposures over time"
      description="Estimated anew each session from the sessions before it; gaps are sessions without an estimate."
      summary={summarizeHistory(history, chosen)}
      option={option}
      table={historyTable(history, chosen)}
      fileName={`factor-history-${history.at(-1)?.as_of ?? ""}`}
      chartClassName="h-96"
    >
      <FactorChips
        factors={factors}
        chosen={chosen}
        colors={palette.series}
        onChange={(next) => setText(next.join(SEPARATOR))}
      />
    </ChartPanel>
  );
}
