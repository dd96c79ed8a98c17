import { useMemo } from "react";
import { useAnalytic } from "@/api/use-analytic.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { Page } from "@/components/layout/page.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { ConcentrationFigures } from "./concentration-figures.tsx";
import { ExposurePanel } from "./exposure-panel.tsx";
import { LiquidityPanels } from "./liquidity-panels.tsx";
import { paretoSteps } from "./pareto.ts";
import { ParetoChart } from "./pareto-chart.tsx";
import { SectorPanels } from "./sector-panels.tsx";

export function CompositionPage() {
  const concentration = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/concentration");
  const overview = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/overview");
  const sectors = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/sector-exposure");
  const liquidity = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/liquidity");
  const holdings = liquidity.data?.data?.positions;
  const steps = useMemo(() => paretoSteps(holdings ?? []), [holdings]);
  const nav = holdings === undefined ? null : (overview.data?.data?.net_asset_value ?? null);
  return (
    <Page
      title="Composition"
      lead="What the book is made of: how concentrated, in which sectors, and how fast it could be sold."
    >
      <AnalyticContent query={concentration} skeleton={<Skeleton className="h-96" />}>
        {(data, session) => (
          <>
            <ConcentrationFigures concentration={data} holdings={steps.length} session={session} />
            <div className="grid gap-5 xl:grid-cols-[3fr_2fr]">
              <AnalyticContent query={liquidity} quality={false} skeleton={<Skeleton className="h-96" />}>
                {() => <ParetoChart steps={steps} />}
              </AnalyticContent>
              <ExposurePanel concentration={data} holdings={holdings ?? []} nav={nav} />
            </div>
            <AnalyticContent query={sectors} quality={false} skeleton={<Skeleton className="h-96" />}>
              {(exposure) => <SectorPanels exposure={exposure} />}
            </AnalyticContent>
            <AnalyticContent query={liquidity} skeleton={<Skeleton className="h-96" />}>
              {(found) => <LiquidityPanels liquidity={found} />}
            </AnalyticContent>
          </>
        )}
      </AnalyticContent>
    </Page>
  );
}
