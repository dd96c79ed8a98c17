import type { LineFit } from "./line-fit.ts";
import { FLAT_VARIANCE } from "./moments.ts";

/** What the order of a regression's residuals says of it. */
export interface SerialCorrelation {
  /** Near 2 without serial correlation, below it with positive, above with negative; 0 … 4. NaN for an exact fit. */
  readonly durbinWatson: number;
  readonly neweyWest: NeweyWestError;
}

export interface NeweyWestError {
  readonly lags: number;
  /** Standard error of the slope; NaN where there is no slope. */
  readonly stdError: number;
}

/**
 * Durbin–Watson statistic and Newey–West standard error of the slope of y = α + β·x + ε, from the first n pairs in time
 * order and their {@link LineFit}; pairs left out for a missing value make their neighbours adjacent.
 *
 * DW = Σ(e_t − e_{t−1})²/Σe_t². The standard error is √(Σu_t² + 2·Σ_l w_l Σ_t u_t u_{t−l})/Sxx with u_t = (x_t − x̄)·e_t,
 * Bartlett weights w_l = 1 − l/(L + 1), l = 1 … L, L = {@link neweyWestLags}(n), and no small-sample factor: right under
 * residuals of unequal variance that are correlated up to L sessions apart. In units of β; not annualised.
 * Source: Newey & West, Econometrica 55 (1987); as statsmodels' `cov_type="HAC"`.
 */
export function serialCorrelation(
  x: Float64Array,
  y: Float64Array,
  n: number,
  fit: LineFit,
): SerialCorrelation {
  let meanX = 0;
  let meanY = 0;
  for (let t = 0; t < n; t++) {
    meanX += x[t]!;
    meanY += y[t]!;
  }
  meanX /= n;
  meanY /= n;
  const residuals = new Float64Array(n);
  const scores = new Float64Array(n);
  let sxx = 0;
  for (let t = 0; t < n; t++) {
    const dx = x[t]! - meanX;
    residuals[t] = y[t]! - meanY - fit.beta * dx;
    scores[t] = residuals[t]! * dx;
    sxx += dx * dx;
  }
  return { durbinWatson: durbinWatson(residuals), neweyWest: neweyWest(scores, sxx) };
}

/** Lags of the Newey–West estimate from n observations: ⌊4·(n/100)^{2/9}⌋. */
export function neweyWestLags(n: number): number {
  return Math.floor(4 * (n / 100) ** (2 / 9));
}

function durbinWatson(residuals: Float64Array): number {
  let squares = 0;
  let changes = 0;
  for (let t = 0; t < residuals.length; t++) {
    squares += residuals[t]! ** 2;
    if (t > 0) changes += (residuals[t]! - residuals[t - 1]!) ** 2;
  }
  return squares <= residuals.length * FLAT_VARIANCE ? Number.NaN : changes / squares;
}

function neweyWest(scores: Float64Array, sxx: number): NeweyWestError {
  const lags = neweyWestLags(scores.length);
  let sum = 0;
  for (let lag = 0; lag <= lags; lag++) {
    let products = 0;
    for (let t = lag; t < scores.length; t++) products += scores[t]! * scores[t - lag]!;
    sum += (lag === 0 ? 1 : 2 * (1 - lag / (lags + 1))) * products;
  }
  // Bartlett's weights keep the sum from being negative, but for rounding.
  return { lags, stdError: Math.sqrt(Math.max(0, sum)) / sxx };
}
