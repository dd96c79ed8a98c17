import type { FactorCovariance } from "#core/factors/factor-covariance.ts";
import { JOINT_COLUMNS, JOINT_COUNT } from "#core/factors/joint-columns.ts";
import { LOADING_OFFSETS, LOADING_WIDTH, type LoadingBlock } from "#core/factors/loading-columns.ts";
import type { HeldOption } from "#core/options/held-option.ts";
import { isNoEstimate, type NoEstimate } from "#core/stats/no-estimate.ts";
import { symbolLookups } from "./symbol-lookups.ts";
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
  const rows = symbolLookups(loadingRows, holdings.symbols);
  const joint = new Float64Array(kept.length * JOINT_COUNT);
  const specificVariances = new Float64Array(kept.length);
  const weights = new Float64Array(kept.length);
  const symbols: string[] = [];
  const exposures = new Float64Array(JOINT_COUNT);
  let uncovered: Set<string> | null = null;
  let coveredCount = 0;
  let coveredWeight = 0;
  for (let position = 0; position < kept.length; position++) {
    const i = kept[position]!;
    const weight = holdings.weights[i]!;
    symbols.push(holdings.symbols[i]!);
    weights[position] = weight;
    const start = hasMarketReturns(holdings, i) ? rowStart(rows[i], loadings, session) : NO_ROW;
    const place = position * JOINT_COUNT;
    if (start === NO_ROW) {
      joint.fill(Number.NaN, place, place + JOINT_COUNT);
      specificVariances[position] = Number.NaN;
      if (holdings.kinds[i] === "market") uncovered = (uncovered ?? new Set()).add(holdings.symbols[i]!);
      continue;
    }
    copyJoint(loadings, start, joint, position);
    specificVariances[position] = loadings.values[start + JOINT_COLUMNS.specificVariance]!;
    for (let k = 0; k < JOINT_COUNT; k++) exposures[k]! += weight * joint[place + k]!;
    coveredCount++;
    coveredWeight += Math.abs(weight);
  }
  const options = holdings.options ?? [];
  const optionLoadings = new Float64Array(options.length * JOINT_COUNT).fill(Number.NaN);
  for (const [place, { underlying }] of options.entries()) {
    // An underlying whose weight is 0 – a delta of 0, or one hedged to it – moves its options all the same.
    if (uncovered?.has(underlying)) continue;
    const start = rowStart(loadingRows.get(underlying), loadings, session);
    if (start !== NO_ROW) copyJoint(loadings, start, optionLoadings, place);
  }
  return {
    symbols,
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
  const kept: number[] = [];
  for (let i = 0; i < holdings.symbols.length; i++)
    if (holdings.kinds[i] !== "cash" && isHeld(holdings, i)) kept.push(i);
  return kept;
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

const NO_ROW = -1;

/** Where a symbol's loading row starts; {@link NO_ROW} where it has no joint loadings at the session. */
function rowStart(row: number | undefined, loadings: LoadingBlock, session: number): number {
  if (row === undefined) return NO_ROW;
  const start = (row * loadings.sessionCount + session) * LOADING_WIDTH;
  const offset = start + LOADING_OFFSETS.joint;
  for (let k = 0; k < JOINT_COUNT; k++) if (!Number.isFinite(loadings.values[offset + k]!)) return NO_ROW;
  return start;
}

function copyJoint({ values }: LoadingBlock, start: number, target: Float64Array, place: number): void {
  const offset = start + LOADING_OFFSETS.joint;
  for (let k = 0; k < JOINT_COUNT; k++) target[place * JOINT_COUNT + k] = values[offset + k]!;
}
