import { type RiskContext, riskContext } from "#core/pipeline/risk-context.ts";
import { type RiskDetails, riskDetailsAt } from "#core/pipeline/risk-details.ts";
import { type RiskMetricBlock, riskMetricSeries } from "#core/pipeline/risk-metrics.ts";
import { type RiskState, riskState } from "#core/pipeline/risk-state.ts";
import { riskPath } from "#core/pipeline/weight-path.ts";
import type { PortfolioComputation } from "../portfolio-computation.ts";

export interface RiskMetrics {
  readonly block: RiskMetricBlock;
  /** Of the last session; null where nothing is held then. */
  readonly last: { readonly details: RiskDetails; readonly state: RiskState } | null;
}

export const riskMetrics: PortfolioComputation<RiskContext, RiskMetrics> = {
  name: "risk-metrics",
  sessions: "every",
  share: riskContext,
  compute({ valuation, from, to, shared, market, calendar }) {
    const { block, findings } = riskMetricSeries(valuation, shared, market, calendar, from, to);
    const [holdings] = riskPath(valuation, to, to);
    const last =
      holdings === undefined
        ? null
        : { details: riskDetailsAt(holdings, shared, to), state: riskState(holdings, shared, to) };
    return { result: { block, last }, findings };
  },
};
