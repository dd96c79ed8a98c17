import { FLAT_VARIANCE } from "#core/stats/moments.ts";
import { drawdownTracker } from "./drawdown.ts";
import { PERFORMANCE_COLUMNS, PERFORMANCE_WIDTH, type PerformanceColumn } from "./performance-columns.ts";
import { SESSIONS_PER_YEAR } from "./volatility.ts";

/** Returns after t₀ that an annualised figure needs, and one that compounds to a year. */
export const PERFORMANCE_MIN_OBSERVATIONS = 63;
export const GEOMETRIC_MIN_OBSERVATIONS = 252;

/** A deviation or drawdown up to this is rounding: a ratio over it would be noise. */
const FLAT_DEVIATION = Math.sqrt(FLAT_VARIANCE * SESSIONS_PER_YEAR);

/** Daily returns since t₀, aligned: element t is the session t sessions after t₀. NaN is missing. */
export interface PerformanceInputs {
  /** Of the portfolio, on its flow-free index. */
  readonly returns: Float64Array;
  readonly benchmark: Float64Array;
  /** Risk-free return of each session; a missing one counts as 0. */
  readonly riskFree: Float64Array;
}

/**
 * Performance from t₀ to each session `from` … the last of the inputs, a row of `PERFORMANCE_COLUMNS` each: the row of
 * session t starts at `(t − from) * PERFORMANCE_WIDTH`.
 *
 * With r the returns after t₀, b the benchmark's, f the risk-free ones, n of them, x = r − f, sd of ddof 1: cumulative
 * Π(1 + r) − 1 with t₀'s return; annualised return Π(1 + r)^(252/n) − 1; volatility sd(r)·√252; Sharpe x̄/sd(x)·√252;
 * Sortino x̄/√(mean of min(r, 0)² over all n)·√252; Calmar annualised return/|max drawdown|; tracking error sd(r −
 * b)·√252; information ratio (annualised return − the benchmark's)/tracking error, arithmetic: 252·mean(r −
 * b)/tracking error; beta and alpha: slope and 252 × intercept of x on b − f; capture: mean r over mean b on the
 * sessions with b > 0 (up) or b ≤ 0 (down); drawdowns on the index that is 1 before t₀.
 *
 * t₀'s own return is from entry prices, not over a session: it counts in the index (cumulative return, drawdowns)
 * only. NaN below 63 returns after t₀, below 252 for what compounds to a year, and where a ratio divides by 0 or by
 * rounding. From a missing portfolio return on all but `observations` is NaN. What compares with the benchmark is over
 * the sessions on which both have a return, 63 at least; the geometric information ratio needs all of them.
 *
 * Sums are carried from t₀ on by Welford's update whatever `from` is, so the bits of a row depend on its own past
 * alone. Throws RangeError on unequal lengths. Source: Bacon (2008), *Practical Portfolio Performance Measurement and
 * Attribution*.
 */
export function performanceSeries(inputs: PerformanceInputs, from = 0): Float64Array {
  const { returns, benchmark, riskFree } = inputs;
  const sessions = returns.length;
  if (benchmark.length !== sessions || riskFree.length !== sessions) {
    throw new RangeError(
      `${sessions} returns, ${benchmark.length} of the benchmark, ${riskFree.length} risk-free`,
    );
  }
  const rows = new Float64Array(Math.max(0, sessions - from) * PERFORMANCE_WIDTH);
  const state = startState();
  const drawdowns = drawdownTracker();
  let cumulative = 1;
  for (let t = 0; t < sessions; t++) {
    const r = returns[t]!;
    cumulative *= 1 + r;
    drawdowns.add(r);
    if (t > 0) addReturn(state, r, benchmark[t]!, Number.isNaN(riskFree[t]!) ? 0 : riskFree[t]!);
    if (t < from) continue;
    const row = rows
      .subarray((t - from) * PERFORMANCE_WIDTH, (t - from + 1) * PERFORMANCE_WIDTH)
      .fill(Number.NaN);
    const { depth, peak, trough, recovery } = drawdowns.deepest();
    row[COLUMN.cumulative_return] = cumulative - 1;
    row[COLUMN.max_drawdown] = depth;
    row[COLUMN.current_drawdown] = drawdowns.current();
    row[COLUMN.drawdown_peak] = peak;
    row[COLUMN.drawdown_trough] = trough;
    row[COLUMN.drawdown_recovery] = recovery;
    row[COLUMN.observations] = state.present;
    writeRatios(row, state, depth);
  }
  return rows;
}

/** The last row of {@link performanceSeries}. Throws RangeError where there is no session. */
export function performanceOf(inputs: PerformanceInputs): Float64Array {
  if (inputs.returns.length === 0) throw new RangeError("no session to measure");
  return performanceSeries(inputs, inputs.returns.length - 1);
}

const COLUMN = Object.fromEntries(PERFORMANCE_COLUMNS.map((name, column) => [name, column])) as Readonly<
  Record<PerformanceColumn, number>
>;

/** What is known after n returns: means, centred sums, products. Everything a missing return has touched is NaN. */
interface State {
  n: number;
  /** Returns before the first missing one. */
  present: number;
  meanR: number;
  sumRR: number;
  meanX: number;
  sumXX: number;
  downSquares: number;
  growth: number;
  benchmarkGrowth: number;
  readonly pairs: Pairs;
}

/** The same of the sessions on which the benchmark has a return too. */
interface Pairs {
  n: number;
  meanX: number;
  /** Of the benchmark's excess y = b − f. */
  meanY: number;
  sumYY: number;
  sumXY: number;
  /** Of r − b. */
  meanD: number;
  sumDD: number;
  up: number;
  upBenchmark: number;
  down: number;
  downBenchmark: number;
}

function startState(): State {
  return {
    n: 0,
    present: 0,
    meanR: 0,
    sumRR: 0,
    meanX: 0,
    sumXX: 0,
    downSquares: 0,
    growth: 1,
    benchmarkGrowth: 1,
    pairs: {
      n: 0,
      meanX: 0,
      meanY: 0,
      sumYY: 0,
      sumXY: 0,
      meanD: 0,
      sumDD: 0,
      up: 0,
      upBenchmark: 0,
      down: 0,
      downBenchmark: 0,
    },
  };
}

function addReturn(s: State, r: number, b: number, f: number): void {
  s.n++;
  const x = r - f;
  const fromR = r - s.meanR;
  s.meanR += fromR / s.n;
  s.sumRR += fromR * (r - s.meanR);
  const fromX = x - s.meanX;
  s.meanX += fromX / s.n;
  s.sumXX += fromX * (x - s.meanX);
  // Math.min keeps a missing return missing.
  s.downSquares += Math.min(r, 0) ** 2;
  s.growth *= 1 + r;
  s.benchmarkGrowth *= 1 + b;
  if (!Number.isNaN(s.meanR)) s.present = s.n;
  if (!Number.isNaN(b)) addPair(s.pairs, x, r, b, b - f);
}

/** A session on which both have a return; a missing one of the portfolio leaves everything after it missing. */
function addPair(p: Pairs, x: number, r: number, b: number, y: number): void {
  p.n++;
  const fromX = x - p.meanX;
  p.meanX += fromX / p.n;
  const fromY = y - p.meanY;
  p.meanY += fromY / p.n;
  p.sumYY += fromY * (y - p.meanY);
  p.sumXY += fromX * (y - p.meanY);
  const d = r - b;
  const fromD = d - p.meanD;
  p.meanD += fromD / p.n;
  p.sumDD += fromD * (d - p.meanD);
  if (Number.isNaN(d)) {
    [p.up, p.upBenchmark, p.down, p.downBenchmark] = [d, d, d, d];
  } else if (b > 0) {
    p.up += r;
    p.upBenchmark += b;
  } else {
    p.down += r;
    p.downBenchmark += b;
  }
}

function writeRatios(row: Float64Array, s: State, maxDrawdown: number): void {
  const { n } = s;
  if (n < PERFORMANCE_MIN_OBSERVATIONS) return;
  const root = Math.sqrt(SESSIONS_PER_YEAR);
  row[COLUMN.annualized_volatility] = Math.sqrt(s.sumRR / (n - 1)) * root;
  row[COLUMN.sharpe] = quotient(s.meanX * root, Math.sqrt(s.sumXX / (n - 1)));
  row[COLUMN.sortino] = quotient(s.meanX * root, Math.sqrt(s.downSquares / n));
  const trackingError = writeComparison(row, s.pairs);
  if (n < GEOMETRIC_MIN_OBSERVATIONS) return;
  const annual = s.growth ** (SESSIONS_PER_YEAR / n) - 1;
  const benchmarkAnnual = s.benchmarkGrowth ** (SESSIONS_PER_YEAR / n) - 1;
  row[COLUMN.annualized_return] = annual;
  row[COLUMN.calmar] = quotient(annual, Math.abs(maxDrawdown));
  row[COLUMN.information_ratio] = quotient(annual - benchmarkAnnual, trackingError);
}

/** What compares with the benchmark, over the sessions on which both have a return; gives the tracking error. */
function writeComparison(row: Float64Array, p: Pairs): number {
  if (p.n < PERFORMANCE_MIN_OBSERVATIONS) return Number.NaN;
  const trackingError = Math.sqrt(p.sumDD / (p.n - 1)) * Math.sqrt(SESSIONS_PER_YEAR);
  row[COLUMN.tracking_error] = trackingError;
  row[COLUMN.information_ratio_arithmetic] = quotient(p.meanD * SESSIONS_PER_YEAR, trackingError);
  const beta = p.sumYY > p.n * FLAT_VARIANCE ? p.sumXY / p.sumYY : Number.NaN;
  row[COLUMN.beta_to_benchmark] = beta;
  row[COLUMN.alpha] = SESSIONS_PER_YEAR * (p.meanX - beta * p.meanY);
  row[COLUMN.up_capture] = quotient(p.up, p.upBenchmark);
  row[COLUMN.down_capture] = quotient(p.down, p.downBenchmark);
  return trackingError;
}

function quotient(numerator: number, denominator: number): number {
  return Math.abs(denominator) > FLAT_DEVIATION ? numerator / denominator : Number.NaN;
}
