import { useAnalytic } from "@/api/use-analytic.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { Page } from "@/components/layout/page.tsx";
import { ViewTabs } from "@/components/layout/view-tabs.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { useSearchChoice } from "@/lib/use-search-text.ts";
import { BacktestView } from "./backtest-view.tsx";
import { PerformanceView } from "./performance-view.tsx";
import { TailView } from "./tail-view.tsx";

const VIEWS = [
  { value: "tail", label: "Value at risk" },
  { value: "back-test", label: "Back-test" },
  { value: "performance", label: "Performance" },
] as const;

export function TailRiskPage() {
  const [view] = useSearchChoice("view", ["tail", "back-test", "performance"]);
  const metrics = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/risk-metrics");
  return (
    <Page
      title="Tail risk"
      lead="What the book as it stands may lose over the next session, and how such forecasts fared."
    >
      <ViewTabs label="Parts of tail risk" value={view} options={VIEWS} />
      {view === "back-test" ? (
        <BacktestView />
      ) : (
        <AnalyticContent query={metrics} skeleton={<Skeleton className="h-96" />}>
          {(data, session) =>
            view === "performance" ? (
              <PerformanceView metrics={data} session={session} />
            ) : (
              <TailView metrics={data} session={session} />
            )
          }
        </AnalyticContent>
      )}
    </Page>
  );
}
