import type { FactorReturns } from "#core/factors/factor-returns.ts";
import { JOINT_COUNT } from "#core/factors/joint-columns.ts";
import { LOADING_OFFSETS, LOADING_WIDTH, type LoadingBlock } from "#core/factors/loading-columns.ts";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import { symbolLookups } from "./symbol-lookups.ts";
import { grossWeight, hasMarketReturns, type SymbolWeights } from "./symbol-weights.ts";
import { type WeightedRows, weightedSum } from "./weighted-rows.ts";

/** A past session counts only where symbols with at least this share of Σ|w| have a return of their own. */
export const PRO_FORMA_COVERAGE = 0.95;

/** Rounding of sums of weights must not decide whether exactly 95 % are 95 %. */
const WEIGHT_ROUNDING = 1e-12;

/** Returns and loadings of the universe with their row numbers; what the pro-forma history is made of. */
export interface ProFormaInputs {
  readonly returns: ReturnMatrix;
  readonly factorReturns: FactorReturns;
  readonly loadings: LoadingBlock;
  readonly returnRows: ReadonlyMap<string, number>;
  readonly loadingRows: ReadonlyMap<string, number>;
}

export interface ProFormaReturns {
  /** Element k is the session `windowSessions − 1 − k` before the as-of session; NaN where it does not count. */
  readonly returns: Float64Array;
  /** Sessions with a return. */
  readonly observations: number;
  /** Of these, sessions in which part of the book stands as factor returns or 0. */
  readonly proxied: number;
}

/**
 * What today's book would have returned on each of the last `windowSessions` sessions: Σ wᵢ rᵢ with the weights of
 * `ordinal`, never renormalised, as fractions of NAV. Cash earns 0. A session is used only where symbols with 95 %
 * of Σ|w| (all holdings but cash) have a return; what is missing there stands as β·f, the joint loadings of the
 * as-of session times that session's joint factors, or as 0 where it has no loading or a factor is missing, and the
 * session counts as proxied. NaN throughout where NAV is not positive. A book of cash alone returns 0 in every
 * session of the matrix.
 *
 * Symbols are added in their sorted order and each session by itself: the bits depend on nothing but the data of
 * the window. Written to `target`, which has `windowSessions` elements; a new one unless given. Throws RangeError where
 * the session is outside the returns or the loadings.
 */
export function proFormaReturns(
  holdings: SymbolWeights,
  inputs: ProFormaInputs,
  ordinal: number,
  windowSessions: number,
  target: Float64Array = new Float64Array(windowSessions),
): ProFormaReturns {
  const { returns } = inputs;
  const end = endColumn(returns, ordinal);
  if (!(holdings.nav > 0)) return { returns: target.fill(Number.NaN), observations: 0, proxied: 0 };
  const { members, without } = membersOf(holdings, inputs);
  const gross = grossWeight(holdings);
  const needed = PRO_FORMA_COVERAGE * gross * (1 - WEIGHT_ROUNDING);
  const series = weightedSum(members, returns.values, end, windowSessions, target);
  const start = end - windowSessions + 1;
  let observations = 0;
  let proxied = 0;
  const coveredGross = gross - without;
  for (let k = Math.max(0, -start); k < windowSessions; k++) {
    const complete = !Number.isNaN(series[k]!);
    if (complete && coveredGross >= needed) {
      observations++;
      if (without > 0) proxied++;
      continue;
    }
    series[k] = complete
      ? Number.NaN
      : proxiedReturn(holdings.symbols, members, inputs, ordinal, start + k, needed);
    if (Number.isNaN(series[k]!)) continue;
    observations++;
    proxied++;
  }
  return { returns: series, observations, proxied };
}

/**
 * What each holding brings to the pro-forma returns of some sessions that count: wᵢ rᵢ, or wᵢ β·f where its return is
 * missing, or 0 for cash and holdings without either. Row-major, holdings × places: the columns add up to the returns
 * that {@link proFormaReturns} of the same arguments has at `places`. 0 throughout where NAV is not positive.
 */
export function proFormaContributions(
  holdings: SymbolWeights,
  inputs: ProFormaInputs,
  ordinal: number,
  windowSessions: number,
  places: Int32Array,
): Float64Array {
  const start = endColumn(inputs.returns, ordinal) - windowSessions + 1;
  const contributions = new Float64Array(holdings.symbols.length * places.length);
  if (!(holdings.nav > 0)) return contributions;
  const { members } = membersOf(holdings, inputs);
  for (const [m, index] of members.indices.entries()) {
    const [weight, offset] = [members.weights[m]!, members.offsets[m]!];
    for (let p = 0; p < places.length; p++) {
      const column = start + places[p]!;
      const own = inputs.returns.values[offset + column]!;
      const value = Number.isNaN(own) ? factorReturn(holdings.symbols[index]!, inputs, ordinal, column) : own;
      contributions[index * places.length + p] = weight * value;
    }
  }
  return contributions;
}

function endColumn(returns: ReturnMatrix, ordinal: number): number {
  const end = ordinal - returns.firstOrdinal;
  if (end < 0 || end >= returns.sessionCount) throw new RangeError(`no returns at session ${ordinal}`);
  return end;
}

/** The holdings that have a row of returns. */
interface Members extends WeightedRows {
  /** Their places among the holdings. */
  readonly indices: Int32Array;
}

/** The holdings that have a row of returns, and Σ|w| of the others but cash. */
function membersOf(
  holdings: SymbolWeights,
  { returns, returnRows }: ProFormaInputs,
): { readonly members: Members; readonly without: number } {
  const { symbols, weights: all, kinds } = holdings;
  const rows = symbolLookups(returnRows, symbols);
  const indices = new Int32Array(symbols.length);
  const weights = new Float64Array(symbols.length);
  const offsets = new Int32Array(symbols.length);
  let count = 0;
  let without = 0;
  for (let index = 0; index < symbols.length; index++) {
    const weight = all[index]!;
    if (kinds[index] === "cash" || weight === 0) continue;
    const row = hasMarketReturns(holdings, index) ? rows[index] : undefined;
    if (row === undefined) {
      without += Math.abs(weight);
      continue;
    }
    indices[count] = index;
    weights[count] = weight;
    offsets[count] = row * returns.sessionCount;
    count++;
  }
  const members = {
    indices: indices.subarray(0, count),
    weights: weights.subarray(0, count),
    offsets: offsets.subarray(0, count),
  };
  return { members, without };
}

/** The return of one session with missing members; NaN where too few have one. */
function proxiedReturn(
  symbols: readonly string[],
  { indices, weights, offsets }: Members,
  inputs: ProFormaInputs,
  ordinal: number,
  column: number,
  needed: number,
): number {
  const { values } = inputs.returns;
  let covered = 0;
  let sum = 0;
  for (let m = 0; m < indices.length; m++) {
    const weight = weights[m]!;
    const own = values[offsets[m]! + column]!;
    if (Number.isNaN(own)) {
      sum += weight * factorReturn(symbols[indices[m]!]!, inputs, ordinal, column);
      continue;
    }
    covered += Math.abs(weight);
    sum += weight * own;
  }
  return covered >= needed ? sum : Number.NaN;
}

/** β·f of a symbol's as-of joint loadings at one column; 0 where either is missing. */
function factorReturn(symbol: string, inputs: ProFormaInputs, ordinal: number, column: number): number {
  const { loadings, loadingRows, factorReturns } = inputs;
  const session = ordinal - loadings.firstOrdinal;
  if (session < 0 || session >= loadings.sessionCount)
    throw new RangeError(`no loadings at session ${ordinal}`);
  const row = loadingRows.get(symbol);
  if (row === undefined) return 0;
  const offset = (row * loadings.sessionCount + session) * LOADING_WIDTH + LOADING_OFFSETS.joint;
  let sum = 0;
  for (let j = 0; j < JOINT_COUNT; j++)
    sum += loadings.values[offset + j]! * factorReturns.joint[column * JOINT_COUNT + j]!;
  return Number.isNaN(sum) ? 0 : sum;
}
