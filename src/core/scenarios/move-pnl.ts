import { jointDot } from "#core/factors/joint-algebra.ts";
import { JOINT_COUNT } from "#core/factors/joint-columns.ts";
import { revalueOption } from "#core/options/revalue-option.ts";
import type { FactorBook } from "#core/risk/factor-book.ts";

/** What moves: the joint factors, and what only options feel. */
export interface FactorMove {
  /** Returns of the seven joint factors, fractions. */
  readonly factorReturns: Float64Array;
  /** Relative change of option volatilities; null where it does not move. */
  readonly impliedVolatility: number | null;
  /** Change of the yield in basis points; null where it does not move. */
  readonly yieldChange: number | null;
}

/** What a move does to a portfolio: fractions of NAV, negative = loss. `pnl` is Σ `byFactor` + `convexity`. */
export interface MovePnl {
  /** Of the seven joint factors, as moved. */
  readonly factorReturns: Float64Array;
  /** NaN where something but cash is held and none of it has loadings, or NAV is not positive. */
  readonly pnl: number;
  /** By joint factor, linear: e_k f_k. */
  readonly byFactor: Float64Array;
  /** By symbol of the book, linear; NaN for symbols without loadings. The others add up to Σ `byFactor`. */
  readonly bySymbol: Float64Array;
  /** What options make of it beside their delta: Σ `byOption`. */
  readonly convexity: number;
  /** By option of the book. */
  readonly byOption: Float64Array;
}

/**
 * P&L of a move, as a fraction of NAV: Σ_k e_k f_k with e = Σ wᵢ bᵢ, and for options, whose delta equivalents are in
 * the weights, what full revaluation adds. Contribution of factor k: e_k f_k; of symbol i: wᵢ bᵢ′f; of an option:
 * (revalued P&L − delta exposure · b′f)/NAV with b of its underlying, its volatility and rate moved as the move says.
 * Holdings without loadings contribute nothing: the book states how much of NAV that is. An option whose underlying has
 * no loadings feels volatility and rate only. Nothing is clipped, a loss beyond NAV is shown as such.
 */
export function movePnl(book: FactorBook, move: FactorMove): MovePnl {
  const { weights, loadings, options } = book;
  const { factorReturns } = move;
  const byFactor = new Float64Array(JOINT_COUNT);
  const bySymbol = new Float64Array(weights.length);
  for (let i = 0; i < weights.length; i++) {
    const offset = i * JOINT_COUNT;
    if (Number.isNaN(loadings[offset]!)) {
      bySymbol[i] = Number.NaN;
      continue;
    }
    let moved = 0;
    for (let k = 0; k < JOINT_COUNT; k++) {
      const contribution = loadings[offset + k]! * factorReturns[k]!;
      moved += contribution;
      byFactor[k]! += weights[i]! * contribution;
    }
    bySymbol[i] = weights[i]! * moved;
  }
  const byOption = Float64Array.from(options, (_, place) => optionConvexity(book, place, move));
  const convexity = byOption.reduce((sum, part) => sum + part, 0);
  const moved = { factorReturns, byFactor, bySymbol, convexity, byOption };
  if (book.coveredCount === 0 && weights.length > 0) {
    return { ...moved, pnl: Number.NaN, byFactor: byFactor.fill(Number.NaN) };
  }
  return { ...moved, pnl: byFactor.reduce((sum, part) => sum + part, 0) + convexity };
}

function optionConvexity(book: FactorBook, place: number, move: FactorMove): number {
  const offset = place * JOINT_COUNT;
  const hasLoadings = !Number.isNaN(book.optionLoadings[offset]!);
  const { pnl, linear } = revalueOption(book.options[place]!, {
    underlyingReturn: hasLoadings ? jointDot(book.optionLoadings, offset, move.factorReturns) : 0,
    volatilityChange: move.impliedVolatility ?? 0,
    rateChange: (move.yieldChange ?? 0) / 10_000,
  });
  return book.nav > 0 ? (pnl - linear) / book.nav : Number.NaN;
}
