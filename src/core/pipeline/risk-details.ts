import { JOINT_COUNT } from "#core/factors/joint-columns.ts";
import {
  type CovarianceVolatility,
  covarianceEstimates,
  covarianceVolatility,
} from "#core/risk/covariance-estimates.ts";
import { bookMembers } from "#core/risk/factor-book.ts";
import { hasMarketReturns, type RiskHoldings } from "#core/risk/symbol-weights.ts";
import { shortfallComponents } from "#core/risk/tail-components.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { riskAt } from "./portfolio-analytics.ts";
import { proFormaInputs, type RiskContext } from "./risk-context.ts";

/**
 * Where the risk of one session comes from, by holding and by factor, with the diagnostics of the model and a second
 * opinion on the total. Arrays by symbol are in the order of `symbols`, by factor in that of the joint factors;
 * volatilities are annualised fractions; NaN, and observations 0, where there is no estimate.
 */
export interface RiskDetails {
  /** Holdings but cash, as risk sees them: options in their underlying. */
  readonly symbols: readonly string[];
  readonly weights: Float64Array;
  readonly volatilities: Float64Array;
  /** ∂σ/∂w. */
  readonly marginal: Float64Array;
  /** Of the variance; systematic and specific part together. */
  readonly shares: Float64Array;
  readonly systematicShares: Float64Array;
  readonly componentEs95: Float64Array;
  readonly componentEs99: Float64Array;
  readonly factorExposures: Float64Array;
  /** ∂σ/∂e. */
  readonly factorMarginal: Float64Array;
  readonly factorShares: Float64Array;
  readonly vif: Float64Array;
  readonly conditionNumber: number;
  readonly factorObservations: number;
  readonly volatility: number;
  readonly coveredWeight: number;
  readonly uncoveredWeight: number;
  readonly sampleVolatility: number;
  readonly constantCorrelationVolatility: number;
  readonly constantCorrelationShrinkage: number;
  readonly identityVolatility: number;
  readonly identityShrinkage: number;
  readonly covarianceObservations: number;
  /** Share of Σ|w| that the covariance speaks for. */
  readonly covarianceWeight: number;
}

export function riskDetailsAt(holdings: RiskHoldings, risk: RiskContext, ordinal: number): RiskDetails {
  const members = bookMembers(holdings);
  const missing = (length: number) => new Float64Array(length).fill(Number.NaN);
  const decomposition = riskAt(holdings, risk, ordinal);
  const told = risk.diagnostics(ordinal);
  const diagnostics = isNoEstimate(told) ? null : told;
  const { positions, factors, ...whole } = isNoEstimate(decomposition)
    ? noDecomposition(members.length)
    : decomposition;
  const components = shortfallComponents(holdings, proFormaInputs(risk), ordinal);
  const component = (level: 95 | 99) => {
    if (isNoEstimate(components)) return missing(members.length);
    const own = components.find((one) => one.level === level)!.components;
    return Float64Array.from(members, (i) => own[i]!);
  };
  return {
    symbols: members.map((i) => holdings.symbols[i]!),
    weights: Float64Array.from(members, (i) => holdings.weights[i]!),
    volatilities: positions.volatility,
    marginal: positions.marginal,
    shares: positions.share,
    systematicShares: positions.systematicShare,
    componentEs95: component(95),
    componentEs99: component(99),
    factorExposures: factors.exposures,
    factorMarginal: factors.marginal,
    factorShares: factors.share,
    vif: diagnostics?.varianceInflation ?? missing(JOINT_COUNT),
    conditionNumber: diagnostics?.condition ?? Number.NaN,
    factorObservations: diagnostics?.observations ?? 0,
    volatility: whole.volatility,
    coveredWeight: whole.coveredWeight,
    uncoveredWeight: whole.uncoveredWeight,
    ...secondOpinion(holdings, risk, ordinal),
  };
}

function noDecomposition(count: number) {
  const none = new Float64Array(count).fill(Number.NaN);
  const byFactor = new Float64Array(JOINT_COUNT).fill(Number.NaN);
  return {
    positions: { volatility: none, marginal: none, share: none, systematicShare: none },
    factors: { exposures: byFactor, marginal: byFactor, share: byFactor },
    volatility: Number.NaN,
    coveredWeight: Number.NaN,
    uncoveredWeight: Number.NaN,
  };
}

type SecondOpinion = Pick<
  RiskDetails,
  | "sampleVolatility"
  | "constantCorrelationVolatility"
  | "constantCorrelationShrinkage"
  | "identityVolatility"
  | "identityShrinkage"
  | "covarianceObservations"
  | "covarianceWeight"
>;

/** Total volatility from the covariance of the holdings' own returns, by three estimators. */
function secondOpinion(holdings: RiskHoldings, { returns }: RiskContext, ordinal: number): SecondOpinion {
  const symbols = holdings.symbols.filter((_, i) => hasMarketReturns(holdings, i));
  const estimates = symbols.length === 0 ? null : covarianceEstimates(symbols, returns, ordinal);
  if (estimates === null || isNoEstimate(estimates)) {
    const none = Number.NaN;
    return {
      sampleVolatility: none,
      constantCorrelationVolatility: none,
      constantCorrelationShrinkage: none,
      identityVolatility: none,
      identityShrinkage: none,
      covarianceObservations: 0,
      covarianceWeight: none,
    };
  }
  const { constantCorrelation, identity, sample } = estimates;
  const total = (matrix: typeof sample): CovarianceVolatility =>
    covarianceVolatility(holdings, estimates.symbols, matrix);
  const shown = total(constantCorrelation);
  return {
    sampleVolatility: total(sample).volatility,
    constantCorrelationVolatility: shown.volatility,
    constantCorrelationShrinkage: constantCorrelation.shrinkage,
    identityVolatility: total(identity).volatility,
    identityShrinkage: identity.shrinkage,
    covarianceObservations: estimates.observations,
    covarianceWeight: shown.coverage,
  };
}
