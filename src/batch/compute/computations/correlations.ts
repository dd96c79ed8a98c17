import { correlationsAt } from "#core/pipeline/portfolio-analytics.ts";
import { type RiskContext, riskContext } from "#core/pipeline/risk-context.ts";
import { riskPath } from "#core/pipeline/weight-path.ts";
import type { CorrelationMatrix } from "#core/risk/correlation.ts";
import type { PortfolioComputation } from "../portfolio-computation.ts";

export const correlations: PortfolioComputation<RiskContext, readonly CorrelationMatrix[]> = {
  name: "correlations",
  sessions: "last",
  share: riskContext,
  compute({ valuation, to, shared }) {
    const [holdings] = riskPath(valuation, to, to);
    return { result: holdings === undefined ? [] : correlationsAt(holdings, shared, to), findings: [] };
  },
};
