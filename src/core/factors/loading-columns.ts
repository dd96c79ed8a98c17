/**
 * The layout of one symbol's loadings at one session: a row of {@link LOADING_WIDTH} float64, NaN where there is
 * no estimate. The same names, in the same order, are the columns of the table `symbol_factor_exposures`.
 * Observations are never NaN: 0 says that no pair of returns was usable.
 */
const UNIVARIATE = ["beta", "alpha", "std_error", "r_squared", "observations"] as const;
const STYLES = ["momentum", "value", "growth", "size", "quality", "low_volatility"] as const;
const SPREADS = ["growth_value", "momentum", "size", "quality"] as const;
const JOINT = ["market", "growth_value", "momentum", "size", "quality", "low_volatility", "rates"] as const;

export const LOADING_COLUMNS: readonly string[] = [
  ...UNIVARIATE.map((column) => `market_${column}`),
  ...UNIVARIATE.map((column) => `rates_${column}`),
  ...STYLES.map((style) => `ridge_${style}`),
  "ridge_intercept",
  "ridge_r_squared",
  "ridge_effective_df",
  "ridge_observations",
  ...SPREADS.flatMap((spread) => UNIVARIATE.map((column) => `spread_${spread}_${column}`)),
  ...JOINT.map((factor) => `joint_${factor}`),
  ...JOINT.map((factor) => `joint_${factor}_std_error`),
  "joint_alpha",
  "joint_r_squared",
  "joint_specific_variance",
  "joint_observations",
];

export const LOADING_WIDTH = LOADING_COLUMNS.length;

/** Column of a loading row by name. Throws RangeError for a name that is not one. */
export function loadingColumn(name: string): number {
  const index = LOADING_COLUMNS.indexOf(name);
  if (index < 0) throw new RangeError(`no loading column ${JSON.stringify(name)}`);
  return index;
}

/** First column of each block of a loading row. */
export const LOADING_OFFSETS = {
  market: loadingColumn("market_beta"),
  rates: loadingColumn("rates_beta"),
  ridge: loadingColumn("ridge_momentum"),
  spread: loadingColumn("spread_growth_value_beta"),
  joint: loadingColumn("joint_market"),
  jointStdError: loadingColumn("joint_market_std_error"),
} as const;

/** Columns of one univariate estimate, from its first column on. */
export const UNIVARIATE_WIDTH = UNIVARIATE.length;

/** Loadings of S symbols over D sessions: row (symbol s, session d) starts at `(s * D + d) * LOADING_WIDTH`. */
export interface LoadingBlock {
  readonly symbols: readonly string[];
  readonly firstOrdinal: number;
  readonly sessionCount: number;
  readonly values: Float64Array;
}
