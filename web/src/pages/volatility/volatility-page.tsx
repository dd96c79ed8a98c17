import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/api-query.ts";
import { useAnalytic } from "@/api/use-analytic.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { Page } from "@/components/layout/page.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { useAsOf, usePortfolioId } from "@/lib/route-state.ts";
import { ConePanel } from "./cone-panel.tsx";
import { SymbolVolatilities } from "./symbol-volatilities.tsx";
import { VolatilityFigures } from "./volatility-figures.tsx";
import { VolatilityHistory } from "./volatility-history.tsx";

export function VolatilityPage() {
  const portfolioId = usePortfolioId();
  const asOf = useAsOf();
  const volatility = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/volatility");
  const history = useQuery(
    apiQuery("/api/v1/analytics/portfolio/{portfolio_id}/volatility/history", {
      path: { portfolio_id: portfolioId },
      query: asOf === null ? {} : { to: asOf },
    }),
  );
  return (
    <Page
      title="Volatility"
      lead="How much today's book moves: its present weights over their own past, as standard deviation a year."
    >
      <AnalyticContent query={volatility} skeleton={<Skeleton className="h-96" />}>
        {(data, session) => (
          <>
            <VolatilityFigures volatility={data} session={session} />
            <QueryState query={history} skeleton={<Skeleton className="h-96" />}>
              {({ history: points }) => (
                <div className="grid gap-5 xl:grid-cols-[2fr_1fr]">
                  <VolatilityHistory history={points} />
                  <ConePanel history={points} />
                </div>
              )}
            </QueryState>
            <SymbolVolatilities />
          </>
        )}
      </AnalyticContent>
    </Page>
  );
}
