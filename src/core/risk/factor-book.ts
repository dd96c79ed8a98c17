import type { FactorCovariance } from "#core/factors/factor-covariance.ts";
import { JOINT_COLUMNS, JOINT_COUNT } from "#core/factors/joint-columns.ts";
import { LOADING_OFFSETS, LOADING_WIDTH, type LoadingBlock } from "#core/factors/loading-columns.ts";
import type { HeldOption } from "#core/options/held-option.ts";
import { isNoEstimate, type NoEstimate } from "#core/stats/no-estimate.ts";
import { grossWeight, hasMarketReturns, isHeld, type SymbolWeights } from "./symbol-weights.ts";

/** A portfolio's holdings as the joint model sees them at one session: what risk and every scenario work on. */
export interface FactorBook {
  readonly symbols: readonly string[];
  /** Market value ÷ NAV, signed; an option's delta equivalent is in the weight of its underlying. */
  readonly weights: Float64Array;
  /** Joint loadings, symbol-major (n × 7); NaN throughout for a symbol that has none. */
  readonly loadings: Float64Array;
  /** Variance of what the factors leave, daily; NaN for a symbol without loadings. */
  readonly specificVariances: Float64Array;
  /** e = Σ wᵢ bᵢ over the holdings with loadings, 7. */
  readonly exposures: Float64Array;
  /** Options with a delta, lot by lot. */
  readonly options: readonly HeldOption[];
  /** Joint loadings of each option's underlying, option-major (m × 7); NaN throughout where it has none. */
  readonly optionLoadings: Float64Array;
  /** NAV in USD. */
  readonly nav: number;
  /** Holdings with loadings. */
  readonly coveredCount: number;
  /** Σ|w| of holdings with loadings, in units of NAV. */
  readonly coveredWeight: number;
  /**
   * Σ|w| of the others but cash, which no factor moves: private, unpriced, options without a delta and symbols without
   * loadings.
   */
  readonly uncoveredWeight: number;
}

/** Holdings with or without options that count by their delta. */
export type BookHoldings = SymbolWeights & { readonly options?: readonly HeldOption[] };

/**
 * Gathers a session's joint loadings and specific variances of every holding but cash, in the holdings' order. A
 * symbol has either all seven loadings or none. Throws RangeError where the session is outside the loadings.
 */
export function factorBook(
  holdings: BookHoldings,
  loadings: LoadingBlock,
  loadingRows: ReadonlyMap<string, number>,
  ordinal: number,
): FactorBook {
  const session = ordinal - loadings.firstOrdinal;
  if (session < 0 || session >= loadings.sessionCount)
    throw new RangeError(`no loadings at session ${ordinal}`);
  const kept = bookMembers(holdings);
  const joint = new Float64Array(kept.length * JOINT_COUNT).fill(Number.NaN);
  const specificVariances = new Float64Array(kept.length).fill(Number.NaN);
  const weights = new Float64Array(kept.length);
  const exposures = new Float64Array(JOINT_COUNT);
  const uncovered = new Set<string>();
  let coveredCount = 0;
  let coveredWeight = 0;
  for (const [position, i] of kept.entries()) {
    const symbol = holdings.symbols[i]!;
    const weight = holdings.weights[i]!;
    weights[position] = weight;
    const start = hasMarketReturns(holdings, i) ? rowStart(symbol, loadings, loadingRows, session) : null;
    if (start === null) {
      if (holdings.kinds[i] === "market") uncovered.add(symbol);
      continue;
    }
    copyJoint(loadings, start, joint, position);
    specificVariances[position] = loadings.values[start + JOINT_COLUMNS.specificVariance]!;
    for (let k = 0; k < JOINT_COUNT; k++) exposures[k]! += weight * joint[position * JOINT_COUNT + k]!;
    coveredCount++;
    coveredWeight += Math.abs(weight);
  }
  const options = holdings.options ?? [];
  const optionLoadings = new Float64Array(options.length * JOINT_COUNT).fill(Number.NaN);
  for (const [place, { underlying }] of options.entries()) {
    // An underlying whose weight is 0 – a delta of 0, or one hedged to it – moves its options all the same.
    const start = uncovered.has(underlying) ? null : rowStart(underlying, loadings, loadingRows, session);
    if (start !== null) copyJoint(loadings, start, optionLoadings, place);
  }
  return {
    symbols: kept.map((i) => holdings.symbols[i]!),
    weights,
    loadings: joint,
    specificVariances,
    exposures,
    options,
    optionLoadings,
    nav: holdings.nav,
    coveredCount,
    coveredWeight,
    uncoveredWeight: Math.max(0, grossWeight(holdings) - coveredWeight),
  };
}

/** Places among the holdings of what a book lists, in its order: everything held but cash. */
export function bookMembers(holdings: SymbolWeights): readonly number[] {
  return [...holdings.symbols.keys()].filter((i) => holdings.kinds[i] !== "cash" && isHeld(holdings, i));
}

/**
 * Why the factors say nothing of a book; null where they do. Where they have no covariance that comes before holdings
 * without loadings, which then lack them for the same reason.
 */
export function bookAbsence(
  { nav, weights, coveredCount }: FactorBook,
  covariance: FactorCovariance | NoEstimate,
): NoEstimate | null {
  if (!(nav > 0)) return { reason: "NONPOSITIVE_CAPITAL" };
  if (weights.length === 0) return { reason: "NO_HOLDINGS" };
  if (isNoEstimate(covariance)) return covariance;
  return coveredCount > 0 ? null : { reason: "NO_LOADING" };
}

/** Where a symbol's loading row starts; null where it has no joint loadings at the session. */
function rowStart(
  symbol: string,
  loadings: LoadingBlock,
  loadingRows: ReadonlyMap<string, number>,
  session: number,
): number | null {
  const row = loadingRows.get(symbol);
  if (row === undefined) return null;
  const start = (row * loadings.sessionCount + session) * LOADING_WIDTH;
  const offset = start + LOADING_OFFSETS.joint;
  for (let k = 0; k < JOINT_COUNT; k++) if (!Number.isFinite(loadings.values[offset + k]!)) return null;
  return start;
}

function copyJoint({ values }: LoadingBlock, start: number, target: Float64Array, place: number): void {
  const offset = start + LOADING_OFFSETS.joint;
  for (let k = 0; k < JOINT_COUNT; k++) target[place * JOINT_COUNT + k] = values[offset + k]!;
}
