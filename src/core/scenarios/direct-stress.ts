import type { FactorBook } from "#core/risk/factor-book.ts";
import { JOINT_FACTOR_COUNT, type TranslatedShocks } from "./translate-shocks.ts";

/** What a scenario does to a portfolio: fractions of NAV, negative = loss. */
export interface DirectStress {
  /** NaN where something but cash is held and none of it has loadings, or NAV is not positive. */
  readonly pnl: number;
  /** By joint factor; 0 for factors the scenario leaves alone. Adds up to `pnl`. */
  readonly byFactor: Float64Array;
  /** By symbol of the book; NaN for symbols without loadings. The others add up to `pnl`. */
  readonly bySymbol: Float64Array;
}

/**
 * Direct stress: only the shocked factors move, P&L/NAV = Σ_k e_k f_k over them with e = Σ wᵢ bᵢ of the joint
 * model. Contribution of factor k: e_k f_k; of symbol i: wᵢ Σ_k bᵢₖ f_k; both add up to the P&L to rounding. Holdings
 * without loadings contribute nothing to it: the book states how much of NAV that is. Nothing is clipped, a loss
 * beyond NAV is shown as such.
 */
export function directStress(book: FactorBook, shocks: TranslatedShocks): DirectStress {
  const { weights, loadings } = book;
  const byFactor = new Float64Array(JOINT_FACTOR_COUNT);
  const bySymbol = new Float64Array(weights.length);
  let covered = 0;
  for (let i = 0; i < weights.length; i++) {
    const offset = i * JOINT_FACTOR_COUNT;
    if (Number.isNaN(loadings[offset]!)) {
      bySymbol[i] = Number.NaN;
      continue;
    }
    covered++;
    let move = 0;
    for (let k = 0; k < JOINT_FACTOR_COUNT; k++) {
      if (!shocks.shocked[k]) continue;
      const contribution = loadings[offset + k]! * shocks.factorReturns[k]!;
      move += contribution;
      byFactor[k]! += weights[i]! * contribution;
    }
    bySymbol[i] = weights[i]! * move;
  }
  if (covered === 0 && weights.length > 0) {
    return { pnl: Number.NaN, byFactor: byFactor.fill(Number.NaN), bySymbol };
  }
  return { pnl: byFactor.reduce((sum, part) => sum + part, 0), byFactor, bySymbol };
}
