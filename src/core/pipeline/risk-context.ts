import { type FactorCovariance, factorCovariance } from "#core/factors/factor-covariance.ts";
import { type FactorDiagnostics, factorDiagnostics } from "#core/factors/factor-diagnostics.ts";
import { type FactorReturns, factorReturnsOf } from "#core/factors/factor-returns.ts";
import type { LoadingBlock } from "#core/factors/loading-columns.ts";
import { estimateLoadings } from "#core/factors/symbol-loadings.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import { dailyReturns, type ReturnMatrix } from "#core/prices/returns.ts";
import { type ExposureContext, prepareExposures } from "#core/risk/exposure-context.ts";
import type { ProFormaInputs } from "#core/risk/pro-forma-returns.ts";
import { type ScenarioMoves, scenarioMoves } from "#core/scenarios/scenario-moves.ts";
import { isNoEstimate, type NoEstimate } from "#core/stats/no-estimate.ts";

/**
 * Sessions of prices before the first one analysed that risk reaches back: a window of 504 returns, 63 more from which
 * its variance starts, and the price before the first return.
 */
export const RISK_LOOKBACK_SESSIONS = 504 + 63 + 1;

/** What the risk analytics of every portfolio over a range share: returns, factor returns, loadings and covariance. */
export interface RiskContext {
  readonly returns: ReturnMatrix;
  readonly factorReturns: FactorReturns;
  readonly loadings: LoadingBlock;
  readonly exposures: ExposureContext;
  /** The joint factors' covariance at a session: made once, when first asked for. */
  readonly factorModel: (ordinal: number) => FactorCovariance | NoEstimate;
  /** How well the joint factors can be told apart at a session: made once, when first asked for. */
  readonly diagnostics: (ordinal: number) => FactorDiagnostics | NoEstimate;
  /** What every active scenario makes the joint factors do at a session: made once, when first asked for. */
  readonly scenarios: (ordinal: number) => readonly ScenarioMoves[];
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
  const factorModel = bySession((ordinal) => factorCovariance(factorReturns, ordinal));
  const diagnostics = bySession((ordinal) => {
    const model = factorModel(ordinal);
    return isNoEstimate(model) ? model : factorDiagnostics(model);
  });
  const scenarios = bySession((ordinal) =>
    scenarioMoves(factorModel(ordinal), market.episodes ?? [], ordinal),
  );
  return { returns, factorReturns, loadings, exposures, factorModel, diagnostics, scenarios };
}

/** What pro-forma histories are made of. */
export function proFormaInputs({ returns, factorReturns, loadings, exposures }: RiskContext): ProFormaInputs {
  const { returnRows, loadingRows } = exposures;
  return { returns, factorReturns, loadings, returnRows, loadingRows };
}

/** Keeps what was made for a session. */
function bySession<T extends object>(make: (ordinal: number) => T): (ordinal: number) => T {
  const made = new Map<number, T>();
  return (ordinal) => {
    const known = made.get(ordinal) ?? make(ordinal);
    made.set(ordinal, known);
    return known;
  };
}
