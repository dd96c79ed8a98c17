import { LOADING_OFFSETS, LOADING_WIDTH, type LoadingBlock } from "#core/factors/loading-columns.ts";
import { grossWeight, hasMarketReturns, type SymbolWeights } from "#core/risk/symbol-weights.ts";
import { JOINT_FACTOR_COUNT } from "./translate-shocks.ts";

/** A portfolio's holdings as the joint model sees them at one session: the same for every scenario. */
export interface StressBook {
  readonly symbols: readonly string[];
  /** Market value ÷ NAV, signed. */
  readonly weights: Float64Array;
  /** Joint loadings, symbol-major (n × 7); NaN throughout for a symbol that has none. */
  readonly loadings: Float64Array;
  /** Σ|w| of holdings with loadings, in units of NAV. */
  readonly coveredWeight: number;
  /** Σ|w| of the others but cash, which no scenario moves: private, unpriced, options and symbols without loadings. */
  readonly uncoveredWeight: number;
}

/**
 * Gathers a session's joint loadings of every holding but cash, in the holdings' order. A symbol has either all
 * seven or none. Throws RangeError where the session is outside the loadings.
 */
export function stressBook(
  holdings: SymbolWeights,
  loadings: LoadingBlock,
  loadingRows: ReadonlyMap<string, number>,
  ordinal: number,
): StressBook {
  const session = ordinal - loadings.firstOrdinal;
  if (session < 0 || session >= loadings.sessionCount)
    throw new RangeError(`no loadings at session ${ordinal}`);
  const kept = [...holdings.symbols.keys()].filter(
    (i) => holdings.kinds[i] !== "cash" && holdings.weights[i] !== 0,
  );
  const joint = new Float64Array(kept.length * JOINT_FACTOR_COUNT).fill(Number.NaN);
  let coveredWeight = 0;
  for (const [position, i] of kept.entries()) {
    const row = hasMarketReturns(holdings, i) ? loadingRows.get(holdings.symbols[i]!) : undefined;
    if (row === undefined) continue;
    const offset = (row * loadings.sessionCount + session) * LOADING_WIDTH + LOADING_OFFSETS.joint;
    const own = loadings.values.subarray(offset, offset + JOINT_FACTOR_COUNT);
    if (!own.every(Number.isFinite)) continue;
    joint.set(own, position * JOINT_FACTOR_COUNT);
    coveredWeight += Math.abs(holdings.weights[i]!);
  }
  return {
    symbols: kept.map((i) => holdings.symbols[i]!),
    weights: Float64Array.from(kept, (i) => holdings.weights[i]!),
    loadings: joint,
    coveredWeight,
    uncoveredWeight: Math.max(0, grossWeight(holdings) - coveredWeight),
  };
}
