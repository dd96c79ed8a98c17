/**
 * The layout of one symbol's metrics at one session, and the columns of the table `symbol_daily_metrics`: returns
 * as fractions, volatilities annualised, `vol_percentile` a share, `vol_trend` a ratio, volumes in shares a day; NaN where there is none.
 */
export const METRIC_COLUMNS = [
  "return_1d",
  "return_1w",
  "return_1m",
  "return_3m",
  "return_1y",
  "return_mtd",
  "return_ytd",
  "realized_vol_21",
  "realized_vol_63",
  "realized_vol_252",
  "ewma_vol",
  "median_volume_21",
  "har_21",
  "vol_percentile",
  "vol_trend",
] as const;

export const METRIC_WIDTH = METRIC_COLUMNS.length;
export type MetricColumn = (typeof METRIC_COLUMNS)[number];

/** Column of a metric row by name. */
export function metricColumn(name: MetricColumn): number {
  return METRIC_COLUMNS.indexOf(name);
}

/** Metrics of S symbols over D sessions: row (symbol s, session d) starts at `(s * D + d) * METRIC_WIDTH`. */
export interface MetricBlock {
  readonly symbols: readonly string[];
  readonly firstOrdinal: number;
  readonly sessionCount: number;
  readonly values: Float64Array;
}
