import { useAnalytic } from "@/api/use-analytic.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { Page } from "@/components/layout/page.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { useSearchChoice } from "@/lib/use-search-text.ts";
import { ClusterCards } from "./cluster-cards.tsx";
import { CorrelationMap } from "./correlation-map.tsx";
import { DiversificationHeadlines } from "./diversification-headlines.tsx";
import { PairTables } from "./pair-tables.tsx";

const WINDOWS = [
  { value: "252", label: "252 sessions" },
  { value: "90", label: "90 sessions" },
] as const;

const ESTIMATORS = [
  { value: "pearson", label: "Pair by pair" },
  { value: "ledoit_wolf", label: "Shrunk together" },
] as const;

/** Which holdings move together, and how diversified that leaves the portfolio. */
export function CorrelationsPage() {
  const [window, setWindow] = useSearchChoice("window", ["252", "90"]);
  const [wanted, setEstimator] = useSearchChoice("estimator", ["pearson", "ledoit_wolf"]);
  // Shrinkage is estimated from 252 sessions only.
  const estimator = window === "252" ? wanted : "pearson";
  const matrix = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/correlation-matrix", {
    window,
    estimator,
  });
  return (
    <Page
      title="Correlations"
      lead="Which holdings move together, and how diversified that leaves the portfolio."
      actions={
        <>
          <Segmented label="Window" value={window} options={WINDOWS} onChange={setWindow} />
          {window === "252" ? (
            <Segmented label="Estimate" value={estimator} options={ESTIMATORS} onChange={setEstimator} />
          ) : null}
        </>
      }
    >
      <DiversificationHeadlines window={window} />
      <AnalyticContent query={matrix} skeleton={<Skeleton className="h-160" />}>
        {(data, asOf) => (
          <>
            <CorrelationMap data={data} asOf={asOf} />
            <ClusterCards clusters={data.clusters} />
            <PairTables data={data} asOf={asOf} />
          </>
        )}
      </AnalyticContent>
    </Page>
  );
}
