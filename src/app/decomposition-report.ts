import type { PlainDate } from "#core/dates/plain-date.ts";
import { factorsOf } from "#core/factors/factor-table.ts";
import type { RiskDetails } from "#core/pipeline/risk-details.ts";
import { COVARIANCE_MIN_OBSERVATIONS, COVARIANCE_WINDOW } from "#core/risk/covariance-estimates.ts";
import { componentValueAtRisk } from "#core/risk/tail-components.ts";
import type { RiskMetricRow } from "#db/stores/risk-read-store.ts";
import {
  type Absence,
  covarianceReason,
  NO_CAPITAL,
  NO_HOLDINGS,
  NO_VARIANCE,
  noEstimateReason,
  type Reasons,
  whyMissing,
} from "./absence-reasons.ts";
import { readRiskDecomposition } from "./analytics-as-of.ts";
import type { ApiContext } from "./api-context.ts";
import { readMissingHistory } from "./missing-history.ts";
import { modelReason } from "./model-reason.ts";
import { tailReason } from "./risk-metric-reasons.ts";
import { metricOf, readMetrics } from "./risk-report.ts";
import { readNav } from "./session-nav.ts";

/** Part of a joint factor in the risk. Numbers are NaN where there is no estimate. */
export interface FactorPart {
  readonly name: string;
  readonly exposure: number;
  readonly share: number;
  readonly component: number;
  readonly marginal: number;
  readonly vif: number;
  readonly reasons: Reasons;
}

/** Part of a holding in the risk. */
export interface PositionPart {
  readonly symbol: string;
  readonly weight: number;
  readonly volatility: number;
  readonly share: number;
  readonly systematicShare: number;
  readonly component: number;
  readonly marginal: number;
  readonly componentCvar95: number;
  readonly componentCvar99: number;
  readonly componentVar95: number;
  readonly componentVar99: number;
  readonly reasons: Reasons;
}

/** Total volatility from the covariance of the holdings' own returns. */
export interface SecondOpinion {
  readonly constantCorrelationVolatility: number;
  readonly constantCorrelationShrinkage: number;
  readonly identityVolatility: number;
  readonly identityShrinkage: number;
  readonly sampleVolatility: number;
  readonly observations: number;
  readonly coverage: number;
  readonly reasons: Reasons;
}

export interface DecompositionReport {
  readonly asOf: PlainDate;
  readonly volatility: number;
  readonly specificShare: number;
  readonly coveredWeight: number;
  readonly uncoveredWeight: number;
  readonly factors: readonly FactorPart[];
  readonly positions: readonly PositionPart[];
  readonly conditionNumber: number;
  readonly factorObservations: number;
  readonly secondOpinion: SecondOpinion;
  /** Why the model says nothing of the book; null where it does. */
  readonly reason: Absence | null;
  readonly reasons: Reasons;
}

/** Where the risk comes from; null where nothing was computed for that session or before. */
export async function readDecompositionReport(
  context: Pick<ApiContext, "database" | "calendar">,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<DecompositionReport | null> {
  const row = await readRiskDecomposition(context, portfolioId, asOf);
  if (row === null) return null;
  const nav = await readNav(context, portfolioId, row.asOf);
  const found = await readMetrics(context, portfolioId, row.asOf);
  const metrics = found?.asOf === row.asOf ? found : null;
  const observations = metrics === null ? 0 : metricOf(metrics, "tail_observations");
  const missing = await readMissingHistory(context, portfolioId, { asOf: row.asOf, observations });
  return { asOf: row.asOf, ...decompositionReport(row, metrics, { nav, missing }) };
}

/** `missing` is why not one past session counts for the tail; null where some do. */
function decompositionReport(
  row: RiskDetails,
  metrics: RiskMetricRow | null,
  { nav, missing }: { readonly nav: number; readonly missing: Absence | null },
): Omit<DecompositionReport, "asOf"> {
  const reason = modelReason(row, nav);
  const specificShare = metrics === null ? Number.NaN : metricOf(metrics, "specific_share");
  const window = row.factorObservations === 0 ? covarianceReason("TOO_FEW_OBSERVATIONS") : DETERMINED;
  const { volatility, coveredWeight, uncoveredWeight, conditionNumber, factorObservations } = row;
  const whole = { volatility, specificShare, coveredWeight, uncoveredWeight, conditionNumber };
  return {
    ...whole,
    factors: factorParts(row, { share: reason ?? NO_VARIANCE, vif: window }),
    positions: positionParts(row, metrics, {
      nav,
      model: reason,
      tail: missing ?? (metrics === null ? null : tailReason(metrics, missing)),
    }),
    factorObservations,
    secondOpinion: secondOpinion(row, nav),
    reason,
    reasons: whyMissing(whole, {
      volatility: reason,
      specificShare: reason ?? NO_VARIANCE,
      coveredWeight: reason,
      uncoveredWeight: reason,
      conditionNumber: window,
    }),
  };
}

const DETERMINED = noEstimateReason({ reason: "NO_FACTOR_VARIATION", observations: 0 });

function factorParts(
  row: RiskDetails,
  why: { readonly share: Absence; readonly vif: Absence },
): readonly FactorPart[] {
  const at = (values: Float64Array, k: number) => values[k] ?? Number.NaN;
  return factorsOf("joint").map(({ name }, k) => {
    const part = {
      exposure: at(row.factorExposures, k),
      share: at(row.factorShares, k),
      component: at(row.factorShares, k) * row.volatility,
      marginal: at(row.factorMarginal, k),
      vif: at(row.vif, k),
    };
    const { share, vif } = why;
    return {
      name,
      ...part,
      reasons: whyMissing(part, { exposure: share, share, component: share, marginal: share, vif }),
    };
  });
}

const NO_OWN_LOADING: Absence = {
  code: "NO_LOADING",
  message: "It has no loadings on the joint factors, and no part in the model.",
};

function positionParts(
  row: RiskDetails,
  metrics: RiskMetricRow | null,
  why: { readonly nav: number; readonly model: Absence | null; readonly tail: Absence | null },
): readonly PositionPart[] {
  const at = (values: Float64Array, i: number) => values[i] ?? Number.NaN;
  const componentVar = (level: 95 | 99) =>
    componentValueAtRisk(row.shares, metrics === null ? Number.NaN : metricOf(metrics, `fhs_var_${level}`));
  const [var95, var99] = [componentVar(95), componentVar(99)];
  return row.symbols.map((symbol, i) => {
    const part = {
      weight: at(row.weights, i),
      volatility: at(row.volatilities, i),
      share: at(row.shares, i),
      systematicShare: at(row.systematicShares, i),
      component: at(row.shares, i) * row.volatility,
      marginal: at(row.marginal, i),
      componentCvar95: at(row.componentEs95, i),
      componentCvar99: at(row.componentEs99, i),
      componentVar95: at(var95, i),
      componentVar99: at(var99, i),
    };
    const own = why.model ?? NO_OWN_LOADING;
    const share = Number.isNaN(part.volatility) ? own : NO_VARIANCE;
    const allocated = Number.isNaN(part.share) ? share : why.tail;
    const reasons = whyMissing(part, {
      weight: NO_CAPITAL,
      volatility: own,
      share,
      systematicShare: share,
      component: share,
      marginal: share,
      componentCvar95: why.tail,
      componentCvar99: why.tail,
      componentVar95: allocated,
      componentVar99: allocated,
    });
    return { symbol, ...part, reasons };
  });
}

function secondOpinion(row: RiskDetails, nav: number): SecondOpinion {
  const numbers = {
    constantCorrelationVolatility: row.constantCorrelationVolatility,
    constantCorrelationShrinkage: row.constantCorrelationShrinkage,
    identityVolatility: row.identityVolatility,
    identityShrinkage: row.identityShrinkage,
    sampleVolatility: row.sampleVolatility,
    coverage: row.covarianceWeight,
  };
  const held = row.symbols.length === 0 ? NO_HOLDINGS : NO_OWN_RETURNS;
  const reason = nav > 0 ? held : NO_CAPITAL;
  return {
    ...numbers,
    observations: row.covarianceObservations,
    reasons: whyMissing(numbers, {
      constantCorrelationVolatility: reason,
      constantCorrelationShrinkage: held,
      identityVolatility: reason,
      identityShrinkage: held,
      sampleVolatility: reason,
      coverage: reason,
    }),
  };
}

const NO_OWN_RETURNS: Absence = {
  code: "TOO_FEW_OBSERVATIONS",
  message: `No holding has ${COVARIANCE_MIN_OBSERVATIONS} returns of its own in the last ${COVARIANCE_WINDOW} sessions.`,
};
