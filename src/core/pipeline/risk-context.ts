import { type FactorReturns, factorReturnsOf } from "#core/factors/factor-returns.ts";
import type { LoadingBlock } from "#core/factors/loading-columns.ts";
import { estimateLoadings } from "#core/factors/symbol-loadings.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import { dailyReturns, type ReturnMatrix } from "#core/prices/returns.ts";
import { type ExposureContext, prepareExposures } from "#core/risk/exposure-context.ts";

/** Sessions of prices before the first one analysed that loadings, exposures and volatility reach back. */
export const RISK_LOOKBACK_SESSIONS = 505;

/** What the risk analytics of every portfolio over a range share: returns, factor returns and loadings. */
export interface RiskContext {
  readonly returns: ReturnMatrix;
  readonly factorReturns: FactorReturns;
  readonly loadings: LoadingBlock;
  readonly exposures: ExposureContext;
}

/**
 * Loadings are computed again from prices rather than read back: the same function gives the same bits, in a
 * fraction of the time that reading the stored rows takes.
 */
export function riskContext(market: MarketFacts, fromOrdinal: number, toOrdinal: number): RiskContext {
  const returns = dailyReturns(market.prices);
  const factorReturns = factorReturnsOf(returns);
  const loadings = estimateLoadings(returns, factorReturns, fromOrdinal, toOrdinal);
  const exposures = prepareExposures(
    { loadings, returns, factorReturns, profiles: market.profiles },
    fromOrdinal,
    toOrdinal,
  );
  return { returns, factorReturns, loadings, exposures };
}
