/**
 * The layout of a portfolio's performance from its first session t₀ to one session: fractions, annualised where the
 * name says so; NaN where there is no estimate. Drawdown places count sessions from t₀ (0), −1 being just before it.
 * `observations` are the returns after t₀, never NaN.
 */
export const PERFORMANCE_COLUMNS = [
  "cumulative_return",
  "annualized_return",
  "annualized_volatility",
  "sharpe",
  "sortino",
  "calmar",
  "max_drawdown",
  "tracking_error",
  "information_ratio",
  "information_ratio_arithmetic",
  "alpha",
  "beta_to_benchmark",
  "up_capture",
  "down_capture",
  "current_drawdown",
  "drawdown_peak",
  "drawdown_trough",
  "drawdown_recovery",
  "observations",
] as const;

export const PERFORMANCE_WIDTH = PERFORMANCE_COLUMNS.length;
export type PerformanceColumn = (typeof PERFORMANCE_COLUMNS)[number];

/** Column of a performance row by name. */
export function performanceColumn(name: PerformanceColumn): number {
  return PERFORMANCE_COLUMNS.indexOf(name);
}
