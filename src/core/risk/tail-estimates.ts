import { normalPdf, normalQuantile } from "#core/stats/normal.ts";
import type { PopulationMoments } from "#core/stats/population-moments.ts";
import { invertedCdfQuantile, lowest, type7Quantile } from "#core/stats/quantile.ts";

/** Value at risk and expected shortfall of one session, fractions; positive is a loss. */
export interface TailEstimate {
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
}

/** A sample of returns, and its lowest ones. */
export interface TailSample {
  /** In the order of time: what is summed is summed in this order. */
  readonly values: Float64Array;
  /** In ascending order, as far as quantiles of the sample are asked for. */
  readonly lowest: Float64Array;
}

/** A sample ready for quantiles up to `maxTail`. `values` hold no missing element. */
export function tailSample(values: Float64Array, maxTail: number): TailSample {
  return { values, lowest: lowest(values, Math.floor((values.length - 1) * maxTail) + 2) };
}

/**
 * Of simulated returns: VaR = −type-7 quantile at `tail` (0.05 for 95 %), ES = −mean of those at or below −VaR. NaN
 * for an empty sample.
 */
export function simulatedTail({ values, lowest }: TailSample, tail: number): TailEstimate {
  const quantile = type7Quantile(lowest, tail, values.length);
  return { valueAtRisk: 0 - quantile, expectedShortfall: 0 - meanUpTo(values, quantile) };
}

/**
 * Of past returns as they were: VaR = −type-7 quantile; ES = −mean of the returns at or below the inverted-cdf
 * quantile. NaN for an empty sample.
 */
export function historicalTail({ values, lowest }: TailSample, tail: number): TailEstimate {
  const n = values.length;
  return {
    valueAtRisk: 0 - type7Quantile(lowest, tail, n),
    expectedShortfall: 0 - meanUpTo(values, invertedCdfQuantile(lowest, tail, n)),
  };
}

/**
 * Expected shortfall whose tail holds exactly n·`tail` returns, the last of them by its part: −(Σ_{i≤k} r_(i) +
 * (n·tail − k)·r_(k+1))/(n·tail), k = ⌊n·tail⌋. NaN for an empty sample.
 * Source: Acerbi and Tasche (2002), *Journal of Banking & Finance* 26.
 */
export function exactShortfall({ values, lowest }: TailSample, tail: number): number {
  const size = values.length * tail;
  const whole = Math.floor(size);
  let sum = 0;
  for (let i = 0; i < whole; i++) sum += lowest[i]!;
  if (size > whole) sum += (size - whole) * lowest[whole]!;
  return 0 - sum / size;
}

/** Of a normal distribution: VaR = −(μ + z·σ), ES = −μ + σ·φ(z)/tail, z = Φ⁻¹(tail). */
export function gaussianTail(
  { mean, standardDeviation }: Pick<PopulationMoments, "mean" | "standardDeviation">,
  tail: number,
): TailEstimate {
  const z = normalQuantile(tail);
  return {
    valueAtRisk: 0 - (mean + z * standardDeviation),
    expectedShortfall: 0 - mean + (standardDeviation * normalPdf(z)) / tail,
  };
}

/**
 * VaR of the Cornish–Fisher expansion −(μ + σ·w(z)), w(z) = z + (z² − 1)S/6 + (z³ − 3z)K/24 − (2z³ − 5z)S²/36 with
 * skewness S and excess kurtosis K. NaN where w is not increasing everywhere, so that it is no quantile function: its
 * derivative az² + bz + c with a = K/8 − S²/6, b = S/3, c = 1 − K/8 + 5S²/36 must not become negative, that is a ≥ 0,
 * c ≥ 0 and b² ≤ 4ac. That rules out K < 4S²/3, K > 8 at S = 0 and |S| > 6(√2 − 1). Source: Maillard (2012), *A User's
 * Guide to the Cornish Fisher Expansion*.
 */
export function cornishFisherVar(moments: PopulationMoments, tail: number): number {
  const { mean, standardDeviation, skewness: s, excessKurtosis: k } = moments;
  const a = k / 8 - (s * s) / 6;
  const b = s / 3;
  const c = 1 - k / 8 + (5 * s * s) / 36;
  if (!(a >= 0 && c >= 0 && b * b <= 4 * a * c)) return Number.NaN;
  const z = normalQuantile(tail);
  const w = z + ((z * z - 1) * s) / 6 + ((z ** 3 - 3 * z) * k) / 24 - ((2 * z ** 3 - 5 * z) * s * s) / 36;
  return -(mean + w * standardDeviation);
}

/** Mean of the elements at or below a threshold. */
function meanUpTo(values: Float64Array, threshold: number): number {
  let sum = 0;
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    if (!(values[i]! <= threshold)) continue;
    sum += values[i]!;
    n++;
  }
  return sum / n;
}
