import { volatilitySeries } from "#core/pipeline/portfolio-analytics.ts";
import { type RiskContext, riskContext } from "#core/pipeline/risk-context.ts";
import { riskPath } from "#core/pipeline/weight-path.ts";
import type { VolatilityBlock } from "#core/risk/portfolio-volatility.ts";
import type { PortfolioComputation } from "../portfolio-computation.ts";

export const volatility: PortfolioComputation<RiskContext, VolatilityBlock> = {
  name: "volatility",
  sessions: "every",
  share: riskContext,
  compute({ facts, valuation, from, to, shared, calendar }) {
    const path = { firstOrdinal: from, sessions: riskPath(valuation, from, to) };
    const { block, findings } = volatilitySeries(path, shared, calendar, facts.id);
    return { result: block, findings };
  },
};
