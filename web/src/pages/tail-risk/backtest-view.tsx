import { useMemo } from "react";
import { useAnalytic } from "@/api/use-analytic.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { BacktestChart } from "./backtest-chart.tsx";
import { backtestPoints, forecastCount } from "./backtest-points.ts";
import { BacktestTests } from "./backtest-tests.tsx";
import { ExceptionsTable } from "./exceptions-table.tsx";
import { useRiskHistory } from "./use-risk-history.ts";

/** Whether losses exceeded the forecasts as often as they should. */
export function BacktestView() {
  const backtest = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/risk-metrics/backtest");
  const history = useRiskHistory();
  const points = useMemo(() => backtestPoints(history.data?.history ?? []), [history.data]);
  return (
    <AnalyticContent query={backtest} skeleton={<Skeleton className="h-96" />}>
      {(data) => (
        <>
          <QueryState query={history} skeleton={<Skeleton className="h-96" />}>
            {() => <BacktestChart points={points} />}
          </QueryState>
          <BacktestTests backtest={data} />
          {forecastCount(points, 95) === 0 ? null : <ExceptionsTable points={points} />}
        </>
      )}
    </AnalyticContent>
  );
}
