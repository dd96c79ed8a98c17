import { GEOMETRIC_MIN_OBSERVATIONS, PERFORMANCE_MIN_OBSERVATIONS } from "#core/risk/performance.ts";
import type { RiskMetricColumn } from "#core/risk/risk-metric-columns.ts";
import { TAIL_LEVELS, TAIL_MIN_OBSERVATIONS, type TailLevel } from "#core/risk/value-at-risk.ts";
import { VOLATILITY_WINDOWS } from "#core/risk/volatility.ts";
import { tooFewObservations } from "#core/stats/no-estimate.ts";
import type { RiskMetricRow, VolatilityRow } from "#db/stores/risk-read-store.ts";
import {
  type Absence,
  exposureReason,
  NO_STD_ERROR,
  NO_VARIANCE,
  noEstimateReason,
  type Reasons,
} from "./absence-reasons.ts";
import { metricOf } from "./risk-report.ts";

/** Returns of the account that its measures need, and whether they compare it with the benchmark. */
const PERFORMANCE_NEEDS = {
  annualized_return: [GEOMETRIC_MIN_OBSERVATIONS, "alone"],
  annualized_volatility: [PERFORMANCE_MIN_OBSERVATIONS, "alone"],
  sharpe: [PERFORMANCE_MIN_OBSERVATIONS, "alone"],
  sortino: [PERFORMANCE_MIN_OBSERVATIONS, "alone"],
  calmar: [GEOMETRIC_MIN_OBSERVATIONS, "alone"],
  tracking_error: [PERFORMANCE_MIN_OBSERVATIONS, "compared"],
  information_ratio: [GEOMETRIC_MIN_OBSERVATIONS, "compared"],
  information_ratio_arithmetic: [PERFORMANCE_MIN_OBSERVATIONS, "compared"],
  alpha: [PERFORMANCE_MIN_OBSERVATIONS, "compared"],
  beta_to_benchmark: [PERFORMANCE_MIN_OBSERVATIONS, "compared"],
  up_capture: [PERFORMANCE_MIN_OBSERVATIONS, "compared"],
  down_capture: [PERFORMANCE_MIN_OBSERVATIONS, "compared"],
} as const satisfies Partial<Record<RiskMetricColumn, readonly [number, "alone" | "compared"]>>;

/** What stands beside the metrics of a session. NaN where there is no number. */
export interface BesideMetrics {
  readonly nav: number;
  readonly beta: number;
  readonly betaStdError: number;
  readonly betaCoverage: number;
  readonly volatility: Pick<VolatilityRow, "realized252" | "observations"> | null;
  /** Why the factor model says nothing of the book; null where it does. */
  readonly model: Absence | null;
  /** Why not one past session counts; null where some do. */
  readonly missing: Absence | null;
}

/**
 * Why numbers are null, by field; parts of `ten_session` and `tail_methods` share the reason of their level, amounts in
 * dollars that of their fraction.
 */
export function metricReasons(row: RiskMetricRow, beside: BesideMetrics): Reasons {
  const { nav, beta, betaStdError, betaCoverage, volatility, model, missing } = beside;
  const absent = (name: RiskMetricColumn) => Number.isNaN(metricOf(row, name));
  const reasons: Record<string, Absence> = {};
  if (Number.isNaN(beta)) reasons.beta = exposureReason(betaCoverage, nav);
  if (Number.isNaN(betaStdError)) reasons.beta_std_error = reasons.beta ?? NO_STD_ERROR;
  for (const [field, column] of MODEL_FIELDS) if (absent(column)) reasons[field] = model ?? NO_VARIANCE;
  if ((volatility?.realized252 ?? null) === null)
    reasons.realized_volatility_252d =
      missing ?? noEstimateReason(tooFewObservations(VOLATILITY_WINDOWS[2], volatility?.observations ?? 0));
  Object.assign(reasons, tailReasons(row, missing));
  for (const name of ["cumulative_return", "max_drawdown", "current_drawdown"] as const)
    if (absent(name)) reasons[name] = INDEX_ENDED;
  for (const name of Object.keys(PERFORMANCE_NEEDS) as (keyof typeof PERFORMANCE_NEEDS)[])
    if (absent(name)) reasons[name] = performanceReason(row, name);
  return reasons;
}

const MODEL_FIELDS = [
  ["volatility", "model_volatility"],
  ["systematic_share", "systematic_share"],
  ["diversification_ratio", "diversification_ratio"],
] as const;

function tailReasons(row: RiskMetricRow, missing: Absence | null): Reasons {
  const absent = (name: RiskMetricColumn) => Number.isNaN(metricOf(row, name));
  const reasons: Record<string, Absence> = {};
  for (const { level } of TAIL_LEVELS) {
    const tail = tailReason(row, missing);
    if (absent(`fhs_var_${level}`)) reasons[`var_${level}`] = tail;
    if (absent(`fhs_es_${level}`)) reasons[`cvar_${level}`] = tail;
    if (absent(`cornish_fisher_var_${level}`))
      reasons[`cornish_fisher_var_${level}`] = absent(historical(level)) ? tail : NOT_MONOTONE;
  }
  return reasons;
}

const historical = (level: TailLevel) => `hist_var_${level}` as const;

/** Why the headline figures of the tail are null; `missing` as for the metrics. */
export function tailReason(row: RiskMetricRow, missing: Absence | null): Absence {
  const got = metricOf(row, "tail_observations");
  if (missing !== null) return missing;
  return got < TAIL_MIN_OBSERVATIONS
    ? noEstimateReason(tooFewObservations(TAIL_MIN_OBSERVATIONS, got))
    : { code: "NO_VARIANCE", message: "A past return met a forecast variance of zero." };
}

const NOT_MONOTONE: Absence = {
  code: "NOT_MONOTONE",
  message: "Skewness and kurtosis are beyond those for which the expansion is a distribution.",
};

function performanceReason(row: RiskMetricRow, name: keyof typeof PERFORMANCE_NEEDS): Absence {
  const [needed, kind] = PERFORMANCE_NEEDS[name];
  const got = metricOf(row, "performance_observations");
  if (got < needed) return noEstimateReason(tooFewObservations(needed, got));
  if (Number.isNaN(metricOf(row, "cumulative_return"))) return INDEX_ENDED;
  if (kind === "compared" && Number.isNaN(metricOf(row, "tracking_error"))) return NO_BENCHMARK;
  return kind === "compared" ? NO_COMPARISON : NO_RATIO;
}

const INDEX_ENDED: Absence = {
  code: "NONPOSITIVE_CAPITAL",
  message: "NAV plus flow was zero or negative at a session, where the index of returns ends.",
};
const NO_BENCHMARK: Absence = {
  code: "INCOMPLETE_HISTORY",
  message: `Account and benchmark have fewer than ${PERFORMANCE_MIN_OBSERVATIONS} returns in common.`,
};
const NO_COMPARISON: Absence = {
  code: "INCOMPLETE_HISTORY",
  message: "A return of the benchmark is missing, or what it would be divided by does not move.",
};
const NO_RATIO: Absence = {
  code: "NO_VARIANCE",
  message: "What it would be divided by is 0: nothing moved, or nothing fell.",
};
