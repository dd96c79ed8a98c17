import { correlationsAt } from "#core/pipeline/portfolio-analytics.ts";
import { riskPath } from "#core/pipeline/weight-path.ts";
import { dailyReturns, type ReturnMatrix } from "#core/prices/returns.ts";
import { CORRELATION_WINDOWS, type CorrelationMatrix } from "#core/risk/correlation.ts";
import type { PortfolioComputation } from "../portfolio-computation.ts";

export const correlations: PortfolioComputation<
  { readonly returns: ReturnMatrix },
  readonly CorrelationMatrix[]
> = {
  name: "correlations",
  sessions: "last",
  lookbackSessions: Math.max(...CORRELATION_WINDOWS),
  share: (market) => ({ returns: dailyReturns(market.prices) }),
  compute({ valuation, to, shared }) {
    const [holdings] = riskPath(valuation, to, to);
    return { result: holdings === undefined ? [] : correlationsAt(holdings, shared, to), findings: [] };
  },
};
