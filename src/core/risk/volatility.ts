/** Sessions a year: daily standard deviations are annualised by its square root. */
export const SESSIONS_PER_YEAR = 252;

/** Windows of the realised volatility, in sessions. */
export const VOLATILITY_WINDOWS = [21, 63, 252] as const;

/** Weight of a return k returns ago is λᵏ (RiskMetrics). */
export const EWMA_DECAY = 0.94;
/** Sessions the EWMA looks back; what lies before weighs less than λ^504 = 3e-14. */
export const EWMA_WINDOW = 504;
export const EWMA_MIN_OBSERVATIONS = 63;

/**
 * Realised volatility: sample standard deviation (de-meaned, ddof 1) of the last `window` returns up to index `end`
 * of `returns`, × √252. Full windows only: NaN where any of them is missing or lies before `first`, the index of
 * the series' first entry. Two-pass; recomputed for each session, so no bit depends on the range asked for.
 */
export function realizedVolatility(returns: Float64Array, end: number, window: number, first = 0): number {
  const start = end - window + 1;
  if (start < first) return Number.NaN;
  let s0 = 0;
  let s1 = 0;
  let i = start;
  for (; i < end; i += 2) {
    s0 += returns[i]!;
    s1 += returns[i + 1]!;
  }
  if (i === end) s0 += returns[i]!;
  const mean = (s0 + s1) / window;
  if (Number.isNaN(mean)) return Number.NaN;
  s0 = 0;
  s1 = 0;
  for (i = start; i < end; i += 2) {
    const a = returns[i]! - mean;
    const b = returns[i + 1]! - mean;
    s0 += a * a;
    s1 += b * b;
  }
  if (i === end) s0 += (returns[i]! - mean) ** 2;
  return Math.sqrt(((s0 + s1) / (window - 1)) * SESSIONS_PER_YEAR);
}

const POWERS = new Float64Array(EWMA_WINDOW);
const POWER_SUMS = new Float64Array(EWMA_WINDOW + 1);
for (let k = 0, power = 1; k < EWMA_WINDOW; k++, power *= EWMA_DECAY) {
  POWERS[k] = power;
  POWER_SUMS[k + 1] = POWER_SUMS[k]! + power;
}

/**
 * EWMA volatility: √(252 · Σ λᵏ rₖ² / Σ λᵏ), λ = 0.94, zero mean, over the returns present among the last 504
 * sessions up to index `end`; k counts present returns, so a gap is skipped and ages nothing. NaN below 63 returns.
 */
export function ewmaVolatility(returns: Float64Array, end: number, first = 0): number {
  let sum = 0;
  let k = 0;
  for (let i = end; i >= Math.max(first, end - EWMA_WINDOW + 1); i--) {
    const r = returns[i]!;
    if (Number.isNaN(r)) continue;
    sum += POWERS[k]! * r * r;
    k++;
  }
  if (k < EWMA_MIN_OBSERVATIONS) return Number.NaN;
  return Math.sqrt((sum / POWER_SUMS[k]!) * SESSIONS_PER_YEAR);
}

/** Window of the volatility whose trend is told, and how far back the one lies that it is compared with. */
export const TREND_SESSIONS = 21;

/**
 * Trend of volatility: the realised volatility over 21 sessions over that of 21 sessions earlier, a ratio. NaN where
 * either has no estimate or the earlier one is 0; `end` and `first` as for {@link realizedVolatility}.
 */
export function volatilityTrend(returns: Float64Array, end: number, first = 0): number {
  const before = realizedVolatility(returns, end - TREND_SESSIONS, TREND_SESSIONS, first);
  if (!(before > 0)) return Number.NaN;
  return realizedVolatility(returns, end, TREND_SESSIONS, first) / before;
}
