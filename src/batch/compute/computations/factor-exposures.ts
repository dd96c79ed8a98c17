import { exposureSeries } from "#core/pipeline/portfolio-analytics.ts";
import { type RiskContext, riskContext } from "#core/pipeline/risk-context.ts";
import { type SymbolExposure, symbolExposures } from "#core/pipeline/symbol-exposures.ts";
import { riskPath } from "#core/pipeline/weight-path.ts";
import type { ExposureBlock } from "#core/risk/exposure-columns.ts";
import type { PortfolioComputation } from "../portfolio-computation.ts";

export interface Exposures {
  readonly block: ExposureBlock;
  /** Loadings of each symbol held at the last session. */
  readonly bySymbol: readonly SymbolExposure[];
}

export const factorExposures: PortfolioComputation<RiskContext, Exposures> = {
  name: "factor-exposures",
  sessions: "every",
  share: riskContext,
  compute({ valuation, from, to, shared, calendar, market }) {
    const path = { firstOrdinal: from, sessions: riskPath(valuation, from, to) };
    const { block, findings } = exposureSeries(path, shared, calendar);
    const last = path.sessions.at(-1);
    const bySymbol = last === undefined ? [] : symbolExposures(last, shared, market.profiles, to);
    return { result: { block, bySymbol }, findings };
  },
};
