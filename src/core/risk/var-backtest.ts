import { binomialCdf } from "#core/stats/binomial.ts";
import { chiSquareSurvival } from "#core/stats/chi-square.ts";
import { type NoEstimate, tooFewObservations } from "#core/stats/no-estimate.ts";
import { TAIL_LEVELS, type TailLevel } from "./value-at-risk.ts";

/** Forecasts a back-test needs. */
export const BACKTEST_MIN_FORECASTS = 250;

/** Below this many expected exceptions a test rejects next to nothing, right or wrong. */
const POWER_MIN_EXPECTED = 5;

/** Cumulative probabilities from which the traffic light is yellow and red. */
const YELLOW_FROM = 0.95;
const RED_FROM = 0.9999;

export type TrafficLight = "green" | "yellow" | "red";

/** A likelihood ratio and the probability of one as large under the null hypothesis. */
export interface LikelihoodRatio {
  readonly statistic: number;
  readonly p: number;
}

/** How forecasts of the value at risk held up against what came. */
export interface VarBacktest {
  readonly level: TailLevel;
  readonly forecasts: number;
  /** Sessions whose loss exceeded the forecast. */
  readonly exceptions: number;
  readonly expected: number;
  /** Are there as many exceptions as there should be? */
  readonly kupiec: LikelihoodRatio;
  /** Does one come as often after an exception as after none? */
  readonly independence: LikelihoodRatio;
  /** Both at once. */
  readonly joint: LikelihoodRatio;
  /** At 99 % only. */
  readonly trafficLight: TrafficLight | null;
  readonly lowPower: boolean;
}

/**
 * Back-test of value-at-risk forecasts: element i of `valuesAtRisk` is the forecast (positive = loss) made at a close,
 * element i of `realized` the return of the session after. A pair in which either is missing is skipped. An exception
 * is a loss beyond the forecast, realized < −VaR; α = 0.05 or 0.01 of the n forecasts are expected, x are seen.
 *
 * Kupiec (1995): LR = −2 ln[(1 − α)^(n−x) α^x / ((1 − x/n)^(n−x) (x/n)^x)] ~ χ²₁. Christoffersen (1998): with n_ij the
 * number of sessions in state j after one in state i (1 = exception), over adjacent sessions that both count, LR = −2
 * ln[(1 − π)^(n00+n10) π^(n01+n11) / ((1 − π0)^n00 π0^n01 (1 − π1)^n10 π1^n11)] ~ χ²₁, π0 = n01/(n00 + n01), π1 =
 * n11/(n10 + n11), π = (n01 + n11)/Σn_ij; joint: the sum ~ χ²₂. 0·ln 0 is 0: without exceptions the independence ratio
 * is 0, p 1.
 *
 * Traffic light at 99 % (Basel Committee, 1996): yellow from P(X ≤ x) ≥ 95 %, red from ≥ 99.99 %, X binomial(n, 0.01);
 * for n = 250 from 5 and from 10 exceptions. `lowPower`: fewer than five exceptions expected. No estimate below 250
 * pairs.
 */
export function backtestVar(
  valuesAtRisk: Float64Array,
  realized: Float64Array,
  level: TailLevel,
): VarBacktest | NoEstimate {
  if (valuesAtRisk.length !== realized.length)
    throw new RangeError(`${valuesAtRisk.length} forecasts for ${realized.length} returns`);
  const { tail } = TAIL_LEVELS.find((candidate) => candidate.level === level)!;
  const { n, x, transitions } = countExceptions(valuesAtRisk, realized);
  if (n < BACKTEST_MIN_FORECASTS) return tooFewObservations(BACKTEST_MIN_FORECASTS, n);
  const kupiec = ratio(logLikelihood(n - x, x, tail), logLikelihood(n - x, x, x / n));
  const [n00, n01, n10, n11] = transitions;
  const pooled = (n01 + n11) / (n00 + n01 + n10 + n11);
  const independence = ratio(
    logLikelihood(n00 + n10, n01 + n11, pooled),
    logLikelihood(n00, n01, n01 / (n00 + n01)) + logLikelihood(n10, n11, n11 / (n10 + n11)),
  );
  return {
    level,
    forecasts: n,
    exceptions: x,
    expected: n * tail,
    kupiec: withP(kupiec, 1),
    independence: withP(independence, 1),
    joint: withP(kupiec + independence, 2),
    trafficLight: level === 99 ? trafficLight(binomialCdf(x, n, tail)) : null,
    lowPower: n * tail < POWER_MIN_EXPECTED,
  };
}

function countExceptions(valuesAtRisk: Float64Array, realized: Float64Array) {
  let n = 0;
  let x = 0;
  /** n00, n01, n10, n11. */
  const transitions: [number, number, number, number] = [0, 0, 0, 0];
  let before: 0 | 1 | null = null;
  for (let i = 0; i < realized.length; i++) {
    const [forecast, r] = [valuesAtRisk[i]!, realized[i]!];
    if (Number.isNaN(forecast) || Number.isNaN(r)) {
      before = null;
      continue;
    }
    const state: 0 | 1 = r < -forecast ? 1 : 0;
    n++;
    x += state;
    if (before !== null) transitions[2 * before + state]!++;
    before = state;
  }
  return { n, x, transitions };
}

/** ln[(1 − p)^misses p^hits] with 0·ln 0 = 0, also where no observation gives p a value. */
function logLikelihood(misses: number, hits: number, p: number): number {
  return (misses === 0 ? 0 : misses * Math.log1p(-p)) + (hits === 0 ? 0 : hits * Math.log(p));
}

/** −2·(restricted − free); rounding must not make it negative. */
function ratio(restricted: number, free: number): number {
  return Math.max(0, -2 * (restricted - free));
}

function withP(statistic: number, degrees: number): LikelihoodRatio {
  return { statistic, p: chiSquareSurvival(statistic, degrees) };
}

function trafficLight(probability: number): TrafficLight {
  return probability >= RED_FROM ? "red" : probability >= YELLOW_FROM ? "yellow" : "green";
}
