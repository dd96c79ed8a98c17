import type { ReturnMatrix } from "#core/prices/returns.ts";
import type { SymbolReturns } from "./complete-rows.ts";
import type { FactorReturns } from "./factor-returns.ts";
import type { Block, FactorWindows } from "./factor-windows.ts";
import { jointWindows, rollJoint } from "./joint-kernel.ts";
import { LOADING_WIDTH, type LoadingBlock } from "./loading-columns.ts";
import { type MaskedEstimate, maskedJoint, maskedSpreads, maskedStyles } from "./masked-loadings.ts";
import type { RollingKernel } from "./rolling-row.ts";
import { rollSpreads, spreadWindows } from "./spread-kernel.ts";
import { rollStyles, styleWindows } from "./style-kernel.ts";

/** What the factors alone determine about a range of sessions, made once and shared by any number of symbols. */
export interface LoadingPlan {
  readonly factors: FactorReturns;
  readonly from: number;
  readonly to: number;
  readonly models: readonly PlannedModel[];
}

interface PlannedModel {
  readonly windows: FactorWindows;
  readonly roll: RollingKernel;
  readonly masked: MaskedEstimate;
}

/** Prepares the estimation of sessions `fromOrdinal` … `toOrdinal`, both included. Throws RangeError when reversed. */
export function planLoadings(factors: FactorReturns, fromOrdinal: number, toOrdinal: number): LoadingPlan {
  if (toOrdinal < fromOrdinal) throw new RangeError(`range from ${fromOrdinal} to ${toOrdinal}`);
  return {
    factors,
    from: fromOrdinal,
    to: toOrdinal,
    models: [
      {
        windows: styleWindows(factors, fromOrdinal, toOrdinal),
        roll: rollStyles,
        masked: maskedStyles,
      },
      {
        windows: spreadWindows(factors, fromOrdinal, toOrdinal),
        roll: rollSpreads,
        masked: maskedSpreads,
      },
      { windows: jointWindows(factors, fromOrdinal, toOrdinal), roll: rollJoint, masked: maskedJoint },
    ],
  };
}

/**
 * Factor loadings of every symbol at every session of a range: market and rates beta, ridge styles, spreads, joint
 * model (`docs/methods`). Betas are per unit of factor return, alphas and variances daily. NaN where there is no
 * estimate; observations are always counted.
 *
 * The row of a symbol and session is the same to the last bit whatever the range, the other symbols, and the
 * history before its windows plus 63 sessions, and looks at nothing after its session.
 */
export function estimateLoadings(
  returns: ReturnMatrix,
  factors: FactorReturns,
  fromOrdinal: number,
  toOrdinal: number,
): LoadingBlock {
  return estimatePlanned(returns, planLoadings(factors, fromOrdinal, toOrdinal));
}

/**
 * {@link estimateLoadings} with the factors' part already made: for symbols that come in blocks. `buffer`, when long
 * enough, holds the result instead of a new array: a caller that is done with one block before the next saves
 * the page faults, which cost as much as the arithmetic. Every element of the result is written.
 */
export function estimatePlanned(
  returns: ReturnMatrix,
  plan: LoadingPlan,
  buffer?: Float64Array,
): LoadingBlock {
  const { symbols, firstOrdinal, sessionCount } = returns;
  const rows = plan.to + 1 - plan.from;
  const length = symbols.length * rows * LOADING_WIDTH;
  const values =
    buffer !== undefined && buffer.length >= length ? buffer.subarray(0, length) : new Float64Array(length);
  for (let row = 0; row < symbols.length; row++) {
    const symbol: SymbolReturns = {
      values: returns.values,
      origin: row * sessionCount - firstOrdinal,
      first: firstOrdinal,
      last: firstOrdinal + sessionCount - 1,
    };
    for (const model of plan.models)
      for (const block of model.windows.blocks)
        estimateBlock(symbol, plan, model, block, values, (row * rows - plan.from) * LOADING_WIDTH);
  }
  return { symbols, firstOrdinal: plan.from, sessionCount: rows, values };
}

/** Rolls as far as neither symbol nor factors have a gap since the anchor's window began; the rest is direct. */
function estimateBlock(
  symbol: SymbolReturns,
  plan: LoadingPlan,
  { windows, roll, masked }: PlannedModel,
  block: Block,
  out: Float64Array,
  rowOrigin: number,
): void {
  const limit = Math.min(block.completeEnd, symbol.last + 1);
  let next = block.anchor;
  if (
    limit > next &&
    isComplete(symbol, block.anchor - windows.regressors.windowSessions + 1, block.anchor)
  ) {
    const row = { windows, returns: symbol.values, origin: symbol.origin, out, rowOrigin };
    for (const segment of block.segments) {
      if (segment.start !== next || next >= limit) break;
      next = roll(row, segment.end <= limit ? segment : { ...segment, end: limit });
    }
  }
  for (let t = Math.max(plan.from, block.anchor); t < block.end; t++)
    if (t >= next || windows.shared[t - windows.firstAnchor] === 0)
      masked(symbol, plan.factors, t, out, rowOrigin + t * LOADING_WIDTH);
}

function isComplete(symbol: SymbolReturns, first: number, last: number): boolean {
  if (first < symbol.first || last > symbol.last) return false;
  for (let t = first; t <= last; t++) if (Number.isNaN(symbol.values[symbol.origin + t]!)) return false;
  return true;
}
