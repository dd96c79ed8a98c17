import { metricOf } from "#app/risk-report.ts";
import type { RiskMetricColumn } from "#core/risk/risk-metric-columns.ts";
import { TAIL_LEVELS, TAIL_MIN_OBSERVATIONS } from "#core/risk/value-at-risk.ts";
import type { RiskMetricRow, VolatilityRow } from "#db/stores/risk-read-store.ts";
import { noEstimateReason } from "../analytic-route.ts";
import type { Absence } from "../common-schemas.ts";

/** Numbers that need a number of the account's daily returns. */
const PERFORMANCE_NEEDS = {
  annualized_return: 252,
  annualized_volatility: 63,
  sharpe: 63,
  sortino: 63,
  calmar: 252,
  tracking_error: 63,
  information_ratio: 252,
  information_ratio_arithmetic: 63,
  alpha: 63,
  beta_to_benchmark: 63,
  up_capture: 63,
  down_capture: 63,
} as const satisfies Partial<Record<RiskMetricColumn, number>>;

const REALIZED_SESSIONS = 252;

const NO_CAPITAL = noEstimateReason({ reason: "NONPOSITIVE_CAPITAL" });

/** Why numbers are null, by field; parts of `ten_session` and `tail_methods` share the reason of their level. */
export function metricReasons(
  row: RiskMetricRow,
  beside: {
    readonly nav: number | null;
    readonly beta: number | null;
    readonly volatility: Pick<VolatilityRow, "realized252" | "observations"> | null;
    /** Why not one past session counts; null where some do. */
    readonly missing: Absence | null;
  },
): Record<string, Absence> {
  const absent = (name: RiskMetricColumn) => Number.isNaN(metricOf(row, name));
  const reasons: Record<string, Absence> = {};
  const withoutCapital = beside.nav !== null && !(beside.nav > 0) ? NO_CAPITAL : null;
  if (beside.beta === null)
    reasons.beta = withoutCapital ?? {
      code: "NO_LOADING",
      message: "No holding has enough returns for a beta.",
    };
  for (const [field, column] of MODEL_FIELDS)
    if (absent(column))
      reasons[field] = withoutCapital ?? {
        code: "NO_LOADING",
        message: "No holding has joint factor loadings.",
      };
  const { volatility, missing } = beside;
  if ((volatility?.realized252 ?? null) === null)
    reasons.realized_volatility_252d = missing ?? {
      code: "TOO_FEW_OBSERVATIONS",
      message: `${REALIZED_SESSIONS} returns without a gap are needed; ${volatility?.observations ?? 0} were usable.`,
    };
  for (const { level } of TAIL_LEVELS) {
    const tail = missing ?? tailReason(metricOf(row, "tail_observations"));
    if (absent(`fhs_var_${level}`)) reasons[`var_${level}`] = tail;
    if (absent(`fhs_es_${level}`)) reasons[`cvar_${level}`] = tail;
    if (absent(`cornish_fisher_var_${level}`))
      reasons[`cornish_fisher_var_${level}`] = absent(`hist_var_${level}`) ? tail : NOT_MONOTONE;
  }
  for (const name of ["cumulative_return", "max_drawdown", "current_drawdown"] as const)
    if (absent(name)) reasons[name] = INDEX_ENDED;
  const got = metricOf(row, "performance_observations");
  for (const [name, needed] of Object.entries(PERFORMANCE_NEEDS)) {
    if (!absent(name as keyof typeof PERFORMANCE_NEEDS)) continue;
    reasons[name] =
      got < needed ? noEstimateReason({ reason: "TOO_FEW_OBSERVATIONS", needed, got }) : NO_MEASURE;
  }
  return reasons;
}

const MODEL_FIELDS = [
  ["volatility", "model_volatility"],
  ["systematic_share", "systematic_share"],
  ["diversification_ratio", "diversification_ratio"],
] as const;

const NOT_MONOTONE: Absence = {
  code: "NOT_MONOTONE",
  message: "Skewness and kurtosis are beyond those for which the expansion is a distribution.",
};

const INDEX_ENDED: Absence = {
  code: "NONPOSITIVE_CAPITAL",
  message: "NAV plus flow was zero or negative at a session, where the index of returns ends.",
};

const NO_MEASURE: Absence = {
  code: "INCOMPLETE_HISTORY",
  message: "A return of the account or the benchmark is missing, or nothing moved.",
};

function tailReason(got: number): Absence {
  if (got < TAIL_MIN_OBSERVATIONS)
    return noEstimateReason({ reason: "TOO_FEW_OBSERVATIONS", needed: TAIL_MIN_OBSERVATIONS, got });
  return { code: "NO_VARIANCE", message: "A past return met a forecast variance of zero." };
}
