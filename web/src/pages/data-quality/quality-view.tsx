import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/api-query.ts";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { useAsOf, usePortfolioId } from "@/lib/route-state.ts";
import { CoverageTable } from "./coverage-table.tsx";
import { FindingsPanel } from "./findings-panel.tsx";
import { FreshnessPanel } from "./freshness-panel.tsx";
import { PricingPanel } from "./pricing-panel.tsx";
import { QualityVerdictPanel } from "./quality-verdict-panel.tsx";
import { useCoverage } from "./use-coverage.ts";

/** What the results rest on: a verdict, findings, coverage and prices. */
export function QualityView() {
  const id = usePortfolioId();
  const asOf = useAsOf();
  const portfolio = useQuery(apiQuery("/api/v1/portfolios/{id}", { path: { id } }));
  const freshness = useQuery(apiQuery("/api/v1/portfolios/{id}/freshness", { path: { id } }));
  const lots = useQuery(
    apiQuery("/api/v1/portfolios/{id}/positions", {
      path: { id },
      query: asOf === null ? {} : { as_of: asOf },
    }),
  );
  const coverage = useCoverage();
  return (
    <>
      <QualityVerdictPanel
        findings={portfolio.data?.findings}
        freshness={freshness.data}
        lots={lots.data?.positions}
        coverage={coverage}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <QueryState query={portfolio} skeleton={<Skeleton className="h-48" />}>
          {({ findings }) => <FindingsPanel findings={findings} />}
        </QueryState>
        <QueryState query={lots} skeleton={<Skeleton className="h-64" />}>
          {({ positions }) => <PricingPanel lots={positions} />}
        </QueryState>
      </div>
      <CoverageTable rows={coverage} />
      <QueryState query={freshness} skeleton={<Skeleton className="h-64" />}>
        {(data) => <FreshnessPanel freshness={data} />}
      </QueryState>
    </>
  );
}
