import type { PerformanceColumn } from "#core/risk/performance-columns.ts";
import { FLAT_VARIANCE } from "#core/stats/moments.ts";
import { average, product, sampleDeviation, squaredDeviations, sum } from "./textbook.ts";

// What an account's daily returns since its first session come to, over the whole series at once.

const YEAR = 252;
const LEAST = 63;
export const GEOMETRIC_LEAST = YEAR;
export const PERFORMANCE_LEAST = LEAST;

export type PerformanceMeasure = Exclude<
  PerformanceColumn,
  "drawdown_peak" | "drawdown_trough" | "drawdown_recovery"
>;

/** Daily returns, aligned; the first is that of the first session, from its entry prices. NaN is missing. */
export interface Returns {
  readonly account: readonly number[];
  readonly benchmark: readonly number[];
  /** Missing ones count as 0. */
  readonly riskFree: readonly number[];
}

export function performanceMeasure(returns: Returns, measure: PerformanceMeasure): number {
  if (measure === "observations") {
    const later = returns.account.slice(1);
    const missing = later.findIndex(Number.isNaN);
    return missing < 0 ? later.length : missing;
  }
  if (isIndexMeasure(measure)) return onIndex(returns.account, measure);
  return returns.account.length - 1 < LEAST ? Number.NaN : ratio(returns, measure);
}

type IndexMeasure = "cumulative_return" | "max_drawdown" | "current_drawdown";

/** Measures of the index that is 1 before the first session: its own return counts in them. */
export function isIndexMeasure(measure: PerformanceMeasure): measure is IndexMeasure {
  return measure === "cumulative_return" || measure === "max_drawdown" || measure === "current_drawdown";
}

function onIndex(account: readonly number[], measure: IndexMeasure): number {
  if (measure === "cumulative_return") return product(account.map((r) => 1 + r)) - 1;
  const down = falls(account);
  return measure === "max_drawdown" ? Math.min(0, ...down) : Math.min(0, down.at(-1) ?? 0);
}

/** The index over its highest so far, less 1; the index is 1 before the first return. */
function falls(returns: readonly number[]): readonly number[] {
  let index = 1;
  let high = 1;
  return returns.map((r) => {
    index *= 1 + r;
    high = Math.max(high, index);
    return index / high - 1;
  });
}

type Ratio = Exclude<PerformanceMeasure, IndexMeasure | "observations">;

/** The first session's own return counts in the index only. */
function ratio(returns: Returns, measure: Ratio): number {
  const r = returns.account.slice(1);
  const b = returns.benchmark.slice(1);
  const f = returns.riskFree.slice(1).map((value) => (Number.isNaN(value) ? 0 : value));
  const n = r.length;
  const excess = r.map((value, t) => value - f[t]!);
  // What compares is over the sessions on which both have a return.
  const paired = [...b.keys()].filter((t) => !Number.isNaN(b[t]!));
  const on = (values: readonly number[]) => paired.map((t) => values[t]!);
  const benchmarkExcess = paired.map((t) => b[t]! - f[t]!);
  const active = paired.map((t) => r[t]! - b[t]!);
  const enough = paired.length >= LEAST ? 1 : Number.NaN;
  const root = Math.sqrt(YEAR);
  const annual = (values: readonly number[]) =>
    n < GEOMETRIC_LEAST ? Number.NaN : product(values.map((value) => 1 + value)) ** (YEAR / n) - 1;
  const trackingError = enough * sampleDeviation(active) * root;
  const beta = enough * slope(on(excess), benchmarkExcess);
  switch (measure) {
    case "annualized_return":
      return annual(r);
    case "annualized_volatility":
      return sampleDeviation(r) * root;
    case "sharpe":
      return over(average(excess) * root, sampleDeviation(excess));
    case "sortino":
      return over(average(excess) * root, Math.sqrt(sum(r.map((value) => Math.min(value, 0) ** 2)) / n));
    case "calmar":
      return over(annual(r), Math.abs(onIndex(returns.account, "max_drawdown")));
    case "tracking_error":
      return trackingError;
    case "information_ratio":
      return over(annual(r) - annual(b), trackingError);
    case "information_ratio_arithmetic":
      return over(YEAR * average(active), trackingError);
    case "beta_to_benchmark":
      return beta;
    case "alpha":
      return YEAR * (average(on(excess)) - beta * average(benchmarkExcess));
    case "up_capture":
      return enough * capture(on(r), on(b), (value) => value > 0);
    case "down_capture":
      return enough * capture(on(r), on(b), (value) => !(value > 0));
  }
}

function slope(y: readonly number[], x: readonly number[]): number {
  const [mx, my] = [average(x), average(y)];
  const sxx = squaredDeviations(x);
  if (!(sxx > x.length * FLAT_VARIANCE)) return Number.NaN;
  return sum(x.map((value, t) => (value - mx) * (y[t]! - my))) / sxx;
}

/** Sum of returns over that of the benchmark's, on the sessions of one kind; NaN where one is missing on any. */
function capture(r: readonly number[], b: readonly number[], counts: (benchmark: number) => boolean): number {
  if (r.some((value, t) => Number.isNaN(value + b[t]!))) return Number.NaN;
  const places = [...b.keys()].filter((t) => counts(b[t]!));
  return over(sum(places.map((t) => r[t]!)), sum(places.map((t) => b[t]!)));
}

/** NaN where the denominator is nothing but rounding. */
function over(numerator: number, denominator: number): number {
  return Math.abs(denominator) > Math.sqrt(FLAT_VARIANCE * YEAR) ? numerator / denominator : Number.NaN;
}
