import { factorsOf } from "#core/factors/factor-table.ts";
import { EXPOSURE_FACTORS } from "./exposure-columns.ts";
import { PERFORMANCE_COLUMNS, type PerformanceColumn } from "./performance-columns.ts";
import { TAIL_RISK_COLUMNS, type TailRiskColumn } from "./value-at-risk.ts";

/** Columns of a performance row that are places in time: dates in the table, and no part of the metrics. */
const PLACES = ["drawdown_peak", "drawdown_trough", "drawdown_recovery"] as const;
type MeasuredPerformance = Exclude<PerformanceColumn, (typeof PLACES)[number] | "observations">;

/** Of the joint factor model at one session: shares are of the variance, volatility annualised. */
const MODEL_COLUMNS = [
  "model_volatility",
  "systematic_share",
  "specific_share",
  ...factorsOf("joint").map(shareColumn),
  "diversification_ratio",
  "covered_weight",
  "clean_return",
] as const;

export type RiskMetricColumn =
  | Exclude<TailRiskColumn, "observations">
  | "tail_observations"
  | (typeof MODEL_COLUMNS)[number]
  | MeasuredPerformance
  | "performance_observations";

/**
 * The layout of a portfolio's risk metrics at one session, and the columns of the table `risk_metrics` but for its
 * drawdown dates: tail risk, the factor model, performance. NaN where there is no estimate; observations never are.
 * `clean_return` is what the book of the close before returned on the session: what that close's VaR is tested with.
 */
export const RISK_METRIC_COLUMNS: readonly RiskMetricColumn[] = [
  ...TAIL_RISK_COLUMNS.map((name) => (name === "observations" ? "tail_observations" : name)),
  ...MODEL_COLUMNS,
  ...PERFORMANCE_COLUMNS.filter(isMeasured),
  "performance_observations",
];

export const RISK_METRIC_WIDTH = RISK_METRIC_COLUMNS.length;

/** Column of a risk metric row by name. */
export function riskMetricColumn(name: RiskMetricColumn): number {
  return RISK_METRIC_COLUMNS.indexOf(name);
}

/** `Joint Growth-Value` → `share_growth_value`. */
export function shareColumn(factor: { readonly name: string }): `share_${string}` {
  const { column } = EXPOSURE_FACTORS.find((known) => known.factor.name === factor.name)!;
  return `share_${column.replace(/^joint_/, "")}`;
}

function isMeasured(name: PerformanceColumn): name is MeasuredPerformance {
  return name !== "observations" && !(PLACES as readonly string[]).includes(name);
}
