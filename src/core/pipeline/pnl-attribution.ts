import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { JOINT_COUNT } from "#core/factors/joint-columns.ts";
import { bookMembers } from "#core/risk/factor-book.ts";
import type { Valuation } from "#core/valuation/valuation.ts";
import { bookAt } from "./portfolio-analytics.ts";
import type { RiskContext } from "./risk-context.ts";
import { riskPath } from "./weight-path.ts";

/** Where one session's P&L came from, in USD; the parts add up to `total` but for rounding. */
export interface PnlAttribution {
  readonly session: PlainDate;
  readonly total: number;
  /** NAVₜ₋₁ · e_{t−1,k} · f_{k,t} by joint factor; NaN throughout where a factor has no return. */
  readonly factors: Float64Array;
  /** What holdings with loadings earned beside their factors. */
  readonly specific: number;
  /** Trades of the day, holdings without loadings, and what options do beside their delta. */
  readonly other: number;
}

/**
 * Attributes the P&L of the sessions `fromOrdinal` … `toOrdinal` to the joint factors with the exposures of the close
 * before, so that nothing later than that explains a session. `risk` holds the sessions from `fromOrdinal − 1` on;
 * the first session of the ledger has no close before it and is left out.
 */
export function attributePnl(
  valuation: Valuation,
  risk: RiskContext,
  calendar: TradingCalendar,
  fromOrdinal: number,
  toOrdinal: number,
): readonly PnlAttribution[] {
  const first = Math.max(fromOrdinal, valuation.firstOrdinal + 1);
  if (first > toOrdinal) return [];
  const before = riskPath(valuation, first - 1, toOrdinal - 1);
  return before.map((holdings, d) => {
    const ordinal = first + d;
    const total = valuation.dailyPnl[ordinal - valuation.firstOrdinal]!;
    const book = bookAt(holdings, risk, ordinal - 1);
    const moves = factorMoves(risk, ordinal);
    // In money, which is known also where NAV is not positive and there are no weights.
    const values = bookMembers(holdings).map((place) => holdings.marketValues[place]!);
    const factors = new Float64Array(JOINT_COUNT);
    let earned = 0;
    for (const [i, symbol] of book.symbols.entries()) {
      const value = values[i]!;
      const loadings = book.loadings.subarray(i * JOINT_COUNT, (i + 1) * JOINT_COUNT);
      const own = returnOf(symbol, risk, ordinal);
      if (Number.isNaN(loadings[0]!) || Number.isNaN(own)) continue;
      earned += value * own;
      for (let k = 0; k < JOINT_COUNT; k++) factors[k]! += value * loadings[k]! * moves[k]!;
    }
    const explained = factors.reduce((sum, part) => sum + part, 0);
    return {
      session: calendar.session(ordinal),
      total,
      factors,
      specific: earned - explained,
      other: total - earned,
    };
  });
}

function factorMoves({ factorReturns }: RiskContext, ordinal: number): Float64Array {
  const at = (ordinal - factorReturns.firstOrdinal) * JOINT_COUNT;
  return factorReturns.joint.subarray(at, at + JOINT_COUNT);
}

function returnOf(symbol: string, { returns, exposures }: RiskContext, ordinal: number): number {
  const row = exposures.returnRows.get(symbol);
  if (row === undefined) return Number.NaN;
  return returns.values[row * returns.sessionCount + ordinal - returns.firstOrdinal]!;
}
