import { SESSIONS_PER_YEAR } from "./volatility.ts";

/** Sessions ahead that the forecast is the mean variance of, and its longest lag. */
export const HAR_HORIZON = 21;
const WEEK = 5;
const MONTH = 21;
export const HAR_TRAINING_ROWS = 252;
/** Returns that the training rows and the forecast reach back over. */
export const HAR_WINDOW = HAR_TRAINING_ROWS + HAR_HORIZON + MONTH - 1;

/** Working space of one call, overwritten by the next: allocating it would take longer than the estimate. */
const SCRATCH = {
  values: new Float64Array(HAR_WINDOW),
  fives: new Float64Array(HAR_WINDOW),
  sums: new Float64Array(HAR_WINDOW),
  squareSums: new Float64Array(HAR_WINDOW),
};

/** Share of a regressor's size that must vary apart from the regressors before it; less is no identification. */
const MIN_PIVOT = 1e-12;

/**
 * Forecast of the volatility over the next 21 sessions, annualised: heterogeneous autoregression on variance. With vₜ
 * = 252·rₜ², least squares of the mean of vₜ₊₁ … vₜ₊₂₁ on 1, vₜ and its means over 5 and 21 sessions, over 252
 * overlapping rows, the last of which ends at index `end` of `returns`; the forecast from `end` is clipped to the
 * range of the target in those rows (a regression may leave it, even for the negative), then its root is taken.
 *
 * Needs the {@link HAR_WINDOW} = 293 returns up to `end`: NaN where any is missing or lies before `first`, and where
 * the regressors do not vary or repeat each other. Two-pass and recomputed for each session.
 * Source: Corsi (2009), *Journal of Financial Econometrics* 7, with squared daily returns for realised variance.
 */
export function harVolatility(returns: Float64Array, end: number, first = 0): number {
  const start = end - HAR_WINDOW + 1;
  if (start < first) return Number.NaN;
  const day = SCRATCH.values;
  for (let i = 0; i < HAR_WINDOW; i++) day[i] = SESSIONS_PER_YEAR * returns[start + i]! ** 2;
  const week = sumsOfFive(day, HAR_WINDOW, SCRATCH.fives);
  const month = sumsOfTwentyOne(day, week, HAR_WINDOW, SCRATCH.sums);
  return Math.sqrt(forecastFrom(day, week, month));
}

/** The variance forecast from the last element on. Week and month hold sums, not means: only the last line sees it. */
function forecastFrom(day: Float64Array, week: Float64Array, month: Float64Array): number {
  const from = MONTH - 1;
  const to = from + HAR_TRAINING_ROWS;
  let meanD = 0;
  let meanW = 0;
  let meanM = 0;
  let meanY = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let t = from; t < to; t++) {
    const y = month[t + HAR_HORIZON]!;
    meanD += day[t]!;
    meanW += week[t]!;
    meanM += month[t]!;
    meanY += y;
    if (y < low) low = y;
    if (y > high) high = y;
  }
  meanD /= HAR_TRAINING_ROWS;
  meanW /= HAR_TRAINING_ROWS;
  meanM /= HAR_TRAINING_ROWS;
  meanY /= HAR_TRAINING_ROWS;
  if (Number.isNaN(meanD + meanY)) return Number.NaN;

  let dd = 0;
  let dw = 0;
  let dm = 0;
  let ww = 0;
  let wm = 0;
  let mm = 0;
  let dy = 0;
  let wy = 0;
  let my = 0;
  for (let t = from; t < to; t++) {
    const d = day[t]! - meanD;
    const w = week[t]! - meanW;
    const m = month[t]! - meanM;
    const y = month[t + HAR_HORIZON]! - meanY;
    dd += d * d;
    dw += d * w;
    dm += d * m;
    ww += w * w;
    wm += w * m;
    mm += m * m;
    dy += d * y;
    wy += w * y;
    my += m * y;
  }

  // Symmetric elimination in the order day, week, month; each pivot is what the regressors before leave unexplained.
  const wOnD = dw / dd;
  const mOnD = dm / dd;
  const ww1 = ww - wOnD * dw;
  const wm1 = wm - wOnD * dm;
  const mOnW = wm1 / ww1;
  const mm2 = mm - mOnD * dm - mOnW * wm1;
  if (!(varies(dd, dd, meanD) && varies(ww1, ww, meanW) && varies(mm2, mm, meanM))) return Number.NaN;
  const wy1 = wy - wOnD * dy;
  const my2 = my - mOnD * dy - mOnW * wy1;
  const onMonth = my2 / mm2;
  const onWeek = (wy1 - wm1 * onMonth) / ww1;
  const onDay = (dy - dw * onWeek - dm * onMonth) / dd;

  const last = HAR_WINDOW - 1;
  const sum =
    meanY + onDay * (day[last]! - meanD) + onWeek * (week[last]! - meanW) + onMonth * (month[last]! - meanM);
  return Math.min(Math.max(sum, low), high) / MONTH;
}

/** Whether a pivot stands out from the rounding of a regressor with this centred sum of squares and mean. */
function varies(pivot: number, sumOfSquares: number, mean: number): boolean {
  return pivot > MIN_PIVOT * (sumOfSquares + HAR_TRAINING_ROWS * mean * mean);
}

/** Returns that the last volatility is ranked within. */
export const PERCENTILE_WINDOW = 252;
/** 21-session windows inside the last 252 returns. */
const PERCENTILE_COUNT = PERCENTILE_WINDOW - MONTH + 1;

/** Variances that differ by less than this share of the mean square are equal: rounding must not rank them. */
const TIE = 1e-12;

/**
 * Where the last volatility stands in its year: the share of the 232 realised volatilities over 21 sessions that lie
 * within the last 252 returns up to index `end` which are strictly below the last of them; 0 … 231/232. NaN where
 * any of the 252 is missing or lies before `first`. Recomputed for each session.
 */
export function volatilityPercentile(returns: Float64Array, end: number, first = 0): number {
  const start = end - PERCENTILE_WINDOW + 1;
  if (start < first) return Number.NaN;
  const window = returns.subarray(start, end + 1);
  const squares = SCRATCH.values;
  for (let i = 0; i < PERCENTILE_WINDOW; i++) squares[i] = window[i]! * window[i]!;
  const length = PERCENTILE_WINDOW;
  const sums = sumsOfTwentyOne(window, sumsOfFive(window, length, SCRATCH.fives), length, SCRATCH.sums);
  const squareFives = sumsOfFive(squares, length, SCRATCH.fives);
  const squareSums = sumsOfTwentyOne(squares, squareFives, length, SCRATCH.squareSums);
  const lastSquares = squareSums[PERCENTILE_WINDOW - 1]!;
  const last = lastSquares - sums[PERCENTILE_WINDOW - 1]! ** 2 / MONTH;
  let below = 0;
  let present = 0;
  for (let t = MONTH - 1; t < PERCENTILE_WINDOW; t++) {
    const own = squareSums[t]!;
    present += own;
    if (own - sums[t]! ** 2 / MONTH < last - TIE * (own > lastSquares ? own : lastSquares)) below++;
  }
  return Number.isNaN(present) ? Number.NaN : below / PERCENTILE_COUNT;
}

/** Sums of the five elements up to each, from the fifth on. No sum is carried on, so none loses digits to another. */
function sumsOfFive(values: Float64Array, length: number, sums: Float64Array): Float64Array {
  for (let t = WEEK - 1; t < length; t++) {
    sums[t] = values[t]! + values[t - 1]! + (values[t - 2]! + values[t - 3]!) + values[t - 4]!;
  }
  return sums;
}

/** Sums of the 21 elements up to each, from the 21st on: four sums of five and one element. */
function sumsOfTwentyOne(
  values: Float64Array,
  fives: Float64Array,
  length: number,
  sums: Float64Array,
): Float64Array {
  for (let t = MONTH - 1; t < length; t++) {
    sums[t] = fives[t]! + fives[t - 5]! + (fives[t - 10]! + fives[t - 15]!) + values[t - 20]!;
  }
  return sums;
}
