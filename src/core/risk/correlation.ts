import { rowIndex } from "#core/prices/price-rows.ts";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import { mean, sumOfProducts } from "#core/stats/moments.ts";

/** Windows of the correlation matrix, in sessions. */
export const CORRELATION_WINDOWS = [90, 252] as const;
export const CORRELATION_MIN_OBSERVATIONS = 30;

/**
 * Correlations of n symbols: half a matrix, without the diagonal. The pair of rows i > j is element
 * {@link pairIndex}(i, j) = i(i − 1)/2 + j.
 */
export interface CorrelationMatrix {
  /** Sorted. */
  readonly symbols: readonly string[];
  readonly windowSessions: number;
  /** NaN where there is no estimate. */
  readonly correlations: Float64Array;
  /** Sessions on which both have a return. */
  readonly observations: Int32Array;
  /** Mean of the pairs that have an estimate; NaN where none has. */
  readonly average: number;
}

/** Element of a pair of different rows, in either order. */
export function pairIndex(i: number, j: number): number {
  return i > j ? (i * (i - 1)) / 2 + j : (j * (j - 1)) / 2 + i;
}

/**
 * Pearson correlation of every pair over the sessions of the window, up to and including `ordinal`, on which both
 * have a return; each pair is centred on its own common sessions. NaN with fewer than 30 of them or where a series
 * is constant on them; a symbol without a row in `returns` has no observations. A result beyond ±1, which rounding
 * alone can cause, is ±1. As estimated: pairwise estimates need not form a positive semidefinite matrix.
 * Throws RangeError where the session is outside the returns.
 */
export function correlationMatrix(
  symbols: readonly string[],
  returns: ReturnMatrix,
  ordinal: number,
  windowSessions: number,
): CorrelationMatrix {
  const end = ordinal - returns.firstOrdinal;
  if (end < 0 || end >= returns.sessionCount) throw new RangeError(`no returns at session ${ordinal}`);
  const sorted = [...new Set(symbols)].sort();
  const rowOf = rowIndex(returns);
  const start = Math.max(0, end - windowSessions + 1);
  const windows = sorted.map((symbol) => {
    const row = rowOf.get(symbol);
    const offset = (row ?? 0) * returns.sessionCount;
    return seriesOf(
      row === undefined ? new Float64Array(0) : returns.values.subarray(offset + start, offset + end + 1),
    );
  });
  const pairs = (sorted.length * (sorted.length - 1)) / 2;
  const correlations = new Float64Array(pairs);
  const observations = new Int32Array(pairs);
  let sum = 0;
  let estimated = 0;
  let pair = 0;
  for (let i = 1; i < sorted.length; i++) {
    for (let j = 0; j < i; j++, pair++) {
      const { correlation, n } = pairCorrelation(windows[i]!, windows[j]!);
      correlations[pair] = correlation;
      observations[pair] = n;
      if (Number.isNaN(correlation)) continue;
      sum += correlation;
      estimated++;
    }
  }
  const average = estimated === 0 ? Number.NaN : sum / estimated;
  return { symbols: sorted, windowSessions, correlations, observations, average };
}

/** A symbol's returns in the window. */
interface Series {
  readonly values: Float64Array;
  /** Where no return is missing: the same for every pair. */
  readonly whole: {
    /** From the mean. */
    readonly deviations: Float64Array;
    /** The root of their squares' sum; NaN of a constant series. */
    readonly norm: number;
  } | null;
}

function seriesOf(values: Float64Array): Series {
  const n = values.length;
  const average = mean(values);
  if (Number.isNaN(average) || n < CORRELATION_MIN_OBSERVATIONS) return { values, whole: null };
  const deviations = new Float64Array(n);
  for (let t = 0; t < n; t++) deviations[t] = values[t]! - average;
  const squares = sumOfProducts(deviations, deviations);
  const norm = isConstant(squares, average, n) ? Number.NaN : Math.sqrt(squares);
  return { values, whole: { deviations, norm } };
}

/** Two-pass Pearson correlation over the entries present in both. */
function pairCorrelation(first: Series, second: Series): { correlation: number; n: number } {
  const a = first.whole;
  const b = second.whole;
  const n = first.values.length;
  if (a === null || b === null || n !== second.values.length)
    return commonCorrelation(first.values, second.values);
  const products = sumOfProducts(a.deviations, b.deviations);
  return { correlation: withinOne(products / (a.norm * b.norm)), n };
}

/** Of two series of which some returns are missing: centred on the sessions they have in common. */
function commonCorrelation(x: Float64Array, y: Float64Array): { correlation: number; n: number } {
  const length = Math.min(x.length, y.length);
  let n = 0;
  let sumX = 0;
  let sumY = 0;
  for (let t = 0; t < length; t++) {
    const both = x[t]! + y[t]!;
    if (Number.isNaN(both)) continue;
    n++;
    sumX += x[t]!;
    sumY += y[t]!;
  }
  if (n < CORRELATION_MIN_OBSERVATIONS) return { correlation: Number.NaN, n };
  const meanX = sumX / n;
  const meanY = sumY / n;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let t = 0; t < length; t++) {
    const dx = x[t]! - meanX;
    const dy = y[t]! - meanY;
    if (Number.isNaN(dx + dy)) continue;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  if (isConstant(xx, meanX, n) || isConstant(yy, meanY, n)) return { correlation: Number.NaN, n };
  return { correlation: withinOne(xy / (Math.sqrt(xx) * Math.sqrt(yy))), n };
}

function withinOne(correlation: number): number {
  return Math.max(-1, Math.min(1, correlation));
}

/** Whether squared deviations are nothing but the rounding of the mean. */
function isConstant(squares: number, mean: number, n: number): boolean {
  return squares <= n * (4 * Number.EPSILON * mean) ** 2;
}
