import { rowIndex } from "#core/prices/price-rows.ts";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import {
  type CompleteReturns,
  type CovarianceMatrix,
  ledoitWolfConstantCorrelation,
  ledoitWolfIdentity,
  type ShrunkCovariance,
  sampleCovariance,
  shrinkageMoments,
} from "#core/stats/covariance-shrinkage.ts";
import { type NoEstimate, tooFewObservations } from "#core/stats/no-estimate.ts";
import { type CorrelationMatrix, pairIndex } from "./correlation.ts";
import { grossWeight, hasMarketReturns, type SymbolWeights } from "./symbol-weights.ts";
import { SESSIONS_PER_YEAR } from "./volatility.ts";

/** Window of the covariance matrix in sessions, and the complete rows it needs. */
export const COVARIANCE_WINDOW = 252;
export const COVARIANCE_MIN_OBSERVATIONS = 126;

/** Returns of p symbols over the sessions on which all of them have one. */
export interface CompleteReturnRows extends CompleteReturns {
  /** Sorted; column j of the rows is symbol j. */
  readonly symbols: readonly string[];
  /** Symbols asked for whose history is too short or too full of holes. Sorted. */
  readonly leftOut: readonly string[];
}

/** Daily covariances of the same symbols over the same rows, by three estimators; p×p row-major. */
export interface CovarianceEstimates {
  readonly symbols: readonly string[];
  readonly leftOut: readonly string[];
  readonly observations: number;
  /** The one shown: total volatility and the matrix views. */
  readonly constantCorrelation: ShrunkCovariance;
  readonly identity: ShrunkCovariance;
  readonly sample: CovarianceMatrix;
}

/**
 * Complete rows of these symbols in the 252 sessions up to and including `ordinal`, at least 126 of them. A symbol with
 * fewer returns than that of its own is left out, and while the others have too few in common, so is the one of them
 * with the fewest returns (of equals the last by name): a newcomer takes no history away from the rest. No estimate
 * where no symbol has 126 returns. Throws RangeError where the session is outside the returns.
 */
export function completeReturnRows(
  symbols: readonly string[],
  returns: ReturnMatrix,
  ordinal: number,
): CompleteReturnRows | NoEstimate {
  const end = ordinal - returns.firstOrdinal;
  if (end < 0 || end >= returns.sessionCount) throw new RangeError(`no returns at session ${ordinal}`);
  const start = Math.max(0, end - COVARIANCE_WINDOW + 1);
  const rowOf = rowIndex(returns);
  const wanted = [...new Set(symbols)].sort().map((symbol) => {
    const row = rowOf.get(symbol);
    const offset = (row ?? 0) * returns.sessionCount;
    const values =
      row === undefined
        ? new Float64Array(end + 1 - start).fill(Number.NaN)
        : returns.values.subarray(offset + start, offset + end + 1);
    return { symbol, values, count: countKnown(values) };
  });
  const most = wanted.reduce((n, { count }) => Math.max(n, count), 0);
  let kept = wanted.filter(({ count }) => count >= COVARIANCE_MIN_OBSERVATIONS);
  let sessions = commonSessions(kept.map(({ values }) => values));
  while (sessions.length < COVARIANCE_MIN_OBSERVATIONS) {
    if (kept.length === 0) return tooFewObservations(COVARIANCE_MIN_OBSERVATIONS, most);
    const fewest = kept.reduce((least, series) => (series.count <= least.count ? series : least));
    kept = kept.filter((series) => series !== fewest);
    sessions = commonSessions(kept.map(({ values }) => values));
  }
  const p = kept.length;
  const rows = new Float64Array(sessions.length * p);
  for (let j = 0; j < p; j++) fillColumn(rows, p, j, kept[j]!.values, sessions);
  const leftOut = wanted.filter((series) => !kept.includes(series)).map(({ symbol }) => symbol);
  return { symbols: kept.map(({ symbol }) => symbol), leftOut, rows, n: sessions.length, p };
}

function fillColumn(
  rows: Float64Array,
  p: number,
  j: number,
  values: Float64Array,
  sessions: Int32Array,
): void {
  for (let r = 0; r < sessions.length; r++) rows[r * p + j] = values[sessions[r]!]!;
}

function countKnown(values: Float64Array): number {
  let count = 0;
  for (let t = 0; t < values.length; t++) if (!Number.isNaN(values[t]!)) count++;
  return count;
}

/** Indices at which every series has a value; none where there is no series. */
function commonSessions(series: readonly Float64Array[]): Int32Array {
  const length = series[0]?.length ?? 0;
  const isMissing = new Uint8Array(length);
  for (const values of series) markMissing(isMissing, values);
  const common = new Int32Array(length);
  let count = 0;
  for (let t = 0; t < length; t++) if (isMissing[t] === 0) common[count++] = t;
  return common.subarray(0, count);
}

function markMissing(isMissing: Uint8Array, values: Float64Array): void {
  for (let t = 0; t < isMissing.length; t++) if (Number.isNaN(values[t]!)) isMissing[t] = 1;
}

/** All three covariance estimates of these symbols as of a session; see {@link completeReturnRows}. */
export function covarianceEstimates(
  symbols: readonly string[],
  returns: ReturnMatrix,
  ordinal: number,
): CovarianceEstimates | NoEstimate {
  const complete = completeReturnRows(symbols, returns, ordinal);
  if ("reason" in complete) return complete;
  const moments = shrinkageMoments(complete);
  return {
    symbols: complete.symbols,
    leftOut: complete.leftOut,
    observations: complete.n,
    constantCorrelation: ledoitWolfConstantCorrelation(complete, moments),
    identity: ledoitWolfIdentity(complete, moments),
    sample: sampleCovariance(complete, moments),
  };
}

/**
 * Correlations of the shrunk covariance shown, ρᵢⱼ = vᵢⱼ/√(vᵢᵢ vⱼⱼ): always those of a positive semidefinite matrix, with
 * the same sessions behind every pair. NaN beside a series that never moves. The average is the mean of the others.
 */
export function shrunkCorrelations({
  symbols,
  observations,
  constantCorrelation: { values },
}: CovarianceEstimates): CorrelationMatrix {
  const p = symbols.length;
  const correlations = new Float64Array((p * (p - 1)) / 2);
  let sum = 0;
  let known = 0;
  for (let i = 1; i < p; i++) {
    for (let j = 0; j < i; j++) {
      const scale = values[i * p + i]! * values[j * p + j]!;
      const rho = scale > 0 ? values[i * p + j]! / Math.sqrt(scale) : Number.NaN;
      correlations[pairIndex(i, j)] = Math.max(-1, Math.min(1, rho));
      if (Number.isNaN(rho)) continue;
      sum += rho;
      known++;
    }
  }
  return {
    symbols,
    windowSessions: COVARIANCE_WINDOW,
    correlations,
    observations: new Int32Array(correlations.length).fill(observations),
    average: known === 0 ? Number.NaN : sum / known,
  };
}

export interface CovarianceVolatility {
  /** Annualised fraction of NAV; NaN where no holding is covered. */
  readonly volatility: number;
  /** Σ|w| of the holdings in the matrix over Σ|w| of all but cash; NaN where nothing but cash is held. */
  readonly coverage: number;
}

/**
 * Total volatility of a book from a covariance matrix of symbols, √(252·w′Σw), with the weights of the holdings that
 * are in it; the rest counts as riskless and nothing is grossed up, so read it with its coverage. A second opinion
 * beside the volatility of pro-forma returns and of the factor model. NaN where NAV is not positive.
 */
export function covarianceVolatility(
  holdings: SymbolWeights,
  symbols: readonly string[],
  { values }: CovarianceMatrix,
): CovarianceVolatility {
  const column = new Map(symbols.map((symbol, j) => [symbol, j]));
  const p = symbols.length;
  const weights = new Float64Array(p);
  let isCovered = false;
  let covered = 0;
  for (let i = 0; i < holdings.symbols.length; i++) {
    const j = hasMarketReturns(holdings, i) ? column.get(holdings.symbols[i]!) : undefined;
    if (j === undefined) continue;
    isCovered = true;
    weights[j]! += holdings.weights[i]!;
    covered += Math.abs(holdings.weights[i]!);
  }
  let variance = 0;
  for (let a = 0; a < p; a++) {
    let marginal = 0;
    for (let b = 0; b < p; b++) marginal += values[a * p + b]! * weights[b]!;
    variance += weights[a]! * marginal;
  }
  const gross = grossWeight(holdings);
  return {
    // Of a book hedged to nothing, rounding can leave a variance below 0.
    volatility: isCovered ? Math.sqrt(SESSIONS_PER_YEAR * Math.max(0, variance)) : Number.NaN,
    coverage: gross > 0 ? covered / gross : Number.NaN,
  };
}
