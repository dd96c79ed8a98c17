import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { apiQuery } from "@/api/api-query.ts";
import { useAnalytic } from "@/api/use-analytic.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { OutdatedNotice } from "@/components/edit/outdated-notice.tsx";
import { Page } from "@/components/layout/page.tsx";
import type { Reason } from "@/components/numbers.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { useAsOf, usePortfolioId } from "@/lib/route-state.ts";
import { holdingsOf } from "../holdings/holding.ts";
import { ExposurePanel } from "./exposure-panel.tsx";
import { FreshnessLine } from "./freshness-line.tsx";
import { HeadlineStats } from "./headline-stats.tsx";
import type { Snapshot } from "./history.ts";
import { TopHoldingsPanel, TopMoversPanel } from "./holdings-panels.tsx";
import { NoPortfolio, NoResults } from "./no-results.tsx";
import { PerformancePanel } from "./performance-panel.tsx";
import { PeriodReturnsPanel } from "./period-returns-panel.tsx";
import { RiskSummaryPanel } from "./risk-summary-panel.tsx";

/** The portfolio at a glance: where it stands, how it came there, and what could move it. */
export function OverviewPage() {
  const portfolioId = usePortfolioId();
  const query = useQuery(apiQuery("/api/v1/portfolios", {}));
  const portfolio = query.data?.portfolios.find(({ id }) => id === portfolioId);
  return (
    <Page title={portfolio?.name ?? "Overview"} lead={portfolio === undefined ? null : <FreshnessLine />}>
      <QueryState query={query} skeleton={<OverviewSkeleton />}>
        {() =>
          portfolio === undefined ? (
            <NoPortfolio />
          ) : portfolio.as_of === null ? (
            <NoResults portfolio={portfolio} />
          ) : (
            <>
              <OutdatedNotice />
              <Results />
            </>
          )
        }
      </QueryState>
    </Page>
  );
}

function Results() {
  const portfolioId = usePortfolioId();
  const asOf = useAsOf();
  const overview = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/overview");
  const risk = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/risk-metrics");
  const history = useQuery(
    apiQuery("/api/v1/data/portfolio/{portfolio_id}/snapshots", {
      path: { portfolio_id: portfolioId },
      query: asOf === null ? {} : { to: asOf },
    }),
  );
  return (
    <AnalyticContent query={overview} skeleton={<OverviewSkeleton />}>
      {(data, session) => (
        <>
          <HeadlineStats
            overview={data}
            risk={risk.data?.data ?? null}
            riskReason={risk.data?.reason ?? failureOf(risk.error)}
            asOf={session}
          />
          <QueryState query={history} skeleton={<HistorySkeleton />}>
            {({ snapshots }) => (
              <div className="grid gap-5 xl:grid-cols-3">
                <PerformancePanel snapshots={snapshots} className="xl:col-span-2" />
                <div className="flex flex-col gap-5 md:max-xl:grid md:max-xl:grid-cols-2">
                  <PeriodReturnsPanel snapshots={snapshots} />
                  <ExposurePanel overview={data} />
                </div>
              </div>
            )}
          </QueryState>
          <div className="grid gap-5 md:grid-cols-2 xl:grid-cols-3">
            <HoldingPanels snapshots={history.data?.snapshots ?? []} />
            <RiskSummaryPanel />
          </div>
        </>
      )}
    </AnalyticContent>
  );
}

function OverviewSkeleton() {
  return (
    <>
      <Skeleton className="h-43" />
      <HistorySkeleton />
    </>
  );
}

function HistorySkeleton() {
  return (
    <div className="grid gap-5 xl:grid-cols-3">
      <Skeleton className="h-142 xl:col-span-2" />
      <Skeleton className="h-142" />
    </div>
  );
}

/** Why the figures of risk are missing where they could not be read. */
function failureOf(error: Error | null): Reason | null {
  return error === null ? null : { code: "NOT_READ", message: error.message };
}

function HoldingPanels({ snapshots }: { readonly snapshots: readonly Snapshot[] }) {
  const portfolioId = usePortfolioId();
  const asOf = useAsOf();
  const query = useQuery(
    apiQuery("/api/v1/portfolios/{id}/positions", {
      path: { id: portfolioId },
      query: asOf === null ? {} : { as_of: asOf },
    }),
  );
  const positions = query.data?.positions;
  const holdings = useMemo(() => holdingsOf(positions ?? []), [positions]);
  const [before, last] = snapshots.slice(-2);
  const capital =
    before === undefined || last === undefined ? null : before.net_asset_value + last.capital_flow;
  return (
    <QueryState
      query={query}
      skeleton={
        <>
          <Skeleton className="h-80" />
          <Skeleton className="h-80" />
        </>
      }
    >
      {() => (
        <>
          <TopHoldingsPanel holdings={holdings} />
          <TopMoversPanel holdings={holdings} nav={capital} />
        </>
      )}
    </QueryState>
  );
}
