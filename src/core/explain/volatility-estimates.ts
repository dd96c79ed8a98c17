import { average, regress, sampleDeviation, squaredDeviations, sum } from "./textbook.ts";

// Estimates of volatility from daily returns, oldest first, NaN where one is missing. Annualised by 252.

const YEAR = 252;

/** √252 times the sample deviation of the last `window` returns; NaN unless all are there. */
export function realized(returns: readonly number[], window: number): number {
  return returns.length < window ? Number.NaN : sampleDeviation(returns.slice(-window)) * Math.sqrt(YEAR);
}

/** √(252·Σλᵏr²/Σλᵏ) over the returns present, k = 0 the last; NaN below 63. */
export function exponential(returns: readonly number[], decay: number): number {
  const present = returns.filter((value) => !Number.isNaN(value)).reverse();
  if (present.length < 63) return Number.NaN;
  const weights = present.map((_, k) => decay ** k);
  return Math.sqrt((YEAR * sum(present.map((value, k) => weights[k]! * value * value))) / sum(weights));
}

/**
 * Heterogeneous autoregression: with v = 252·r², the mean of the next 21 v on v and its means over 5 and 21 sessions,
 * over 252 rows; the forecast clipped to the range of that mean, then its root.
 */
export function heterogeneous(returns: readonly number[]): number {
  const rows = 252;
  const [horizon, week, month] = [21, 5, 21];
  const window = rows + horizon + month - 1;
  if (returns.length < window) return Number.NaN;
  const v = returns.slice(-window).map((value) => YEAR * value * value);
  if (v.some(Number.isNaN)) return Number.NaN;
  const meanUpTo = (t: number, length: number) => average(v.slice(t - length + 1, t + 1));
  const regressors = (t: number) => [v[t]!, meanUpTo(t, week), meanUpTo(t, month)];
  const training = Array.from({ length: rows }, (_, row) => month - 1 + row);
  const target = training.map((t) => average(v.slice(t + 1, t + 1 + horizon)));
  const columns = [0, 1, 2].map((column) => training.map((t) => regressors(t)[column]!));
  // Returns that never change say nothing of how variance follows on variance.
  if (squaredDeviations(columns[0]!) <= 1e-12 * rows * average(columns[0]!) ** 2) return Number.NaN;
  const fit = regress(target, columns);
  if (fit.betas.some(Number.isNaN)) return Number.NaN;
  const last = regressors(window - 1);
  const forecast = fit.alpha + sum(fit.betas.map((beta, j) => beta * last[j]!));
  return Math.sqrt(Math.min(Math.max(forecast, Math.min(...target)), Math.max(...target)));
}

/** Share of the 232 deviations over 21 sessions inside the last 252 returns that lie below the last one. */
export function percentile(returns: readonly number[]): number {
  const year = returns.slice(-252);
  if (year.length < 252 || year.some(Number.isNaN)) return Number.NaN;
  const deviations = Array.from({ length: 232 }, (_, t) => sampleDeviation(year.slice(t, t + 21)));
  const last = deviations.at(-1)!;
  // Two that differ by rounding alone are equal.
  return deviations.filter((deviation) => deviation < last * (1 - 1e-12)).length / 232;
}

/** The deviation of the last 21 returns over that of the 21 before. */
export function trend(returns: readonly number[]): number {
  const before = realized(returns.slice(0, -21), 21);
  return before > 0 ? realized(returns, 21) / before : Number.NaN;
}
