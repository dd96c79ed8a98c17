import { type ProFormaInputs, proFormaReturns } from "./pro-forma-returns.ts";
import type { SymbolWeights } from "./symbol-weights.ts";
import { PRO_FORMA_SESSIONS, TAIL_RISK_WIDTH, tailRisk } from "./value-at-risk.ts";

/** Tail risk of one portfolio over D sessions: the row of session d starts at `d * TAIL_RISK_WIDTH`. */
export interface TailRiskBlock {
  readonly firstOrdinal: number;
  readonly sessionCount: number;
  readonly values: Float64Array;
}

/**
 * Tail risk of the holdings of one session over their own pro-forma past, in the columns of `TAIL_RISK_COLUMNS`: what
 * the book as it stands may lose over the next session. No look-ahead: returns and loadings up to the session only.
 */
export function portfolioTailRiskAt(
  holdings: SymbolWeights,
  inputs: ProFormaInputs,
  ordinal: number,
): Float64Array {
  return tailRisk(proFormaReturns(holdings, inputs, ordinal, PRO_FORMA_SESSIONS, PAST).returns);
}

/** Pro-forma returns of one call, overwritten by the next. */
const PAST = new Float64Array(PRO_FORMA_SESSIONS);

/** {@link portfolioTailRiskAt} for consecutive sessions from `fromOrdinal` on, one entry of `path` each. */
export function portfolioTailRisk(
  path: readonly SymbolWeights[],
  inputs: ProFormaInputs,
  fromOrdinal: number,
): TailRiskBlock {
  const values = new Float64Array(path.length * TAIL_RISK_WIDTH);
  for (const [d, holdings] of path.entries()) {
    values.set(portfolioTailRiskAt(holdings, inputs, fromOrdinal + d), d * TAIL_RISK_WIDTH);
  }
  return { firstOrdinal: fromOrdinal, sessionCount: path.length, values };
}
