import type { LotPath, Valuation } from "./valuation.ts";

/** What a lot has done up to a session, in USD. */
export interface LotPnl {
  /** Cost of what is held at the close; 0 where nothing is. Negative for a short. */
  readonly costBasis: number;
  readonly marketValue: number;
  /** Market value less cost of what is held at the close. */
  readonly unrealizedPnl: number;
  /** Proceeds less cost once the lot has ended, else 0. */
  readonly realizedPnl: number;
  /** Received since entry; negative where a short paid. */
  readonly dividends: number;
}

/** What was paid for a lot's open quantity at the close of a session; splits do not change it. */
export function lotCostBasis(lot: LotPath, ordinal: number): number {
  if (lot.entry === null || ordinal < lot.entry.ordinal) return 0;
  return lot.closing !== null && ordinal >= lot.closing.ordinal ? 0 : lot.entry.cost;
}

/**
 * P&L of a lot up to the close of a session of its valuation. Over all lots unrealised is the session's
 * `unrealizedPnl`, and realised and dividends are the sums of theirs up to it.
 */
export function lotPnl(valuation: Valuation, lot: LotPath, ordinal: number): LotPnl {
  const costBasis = lotCostBasis(lot, ordinal);
  const marketValue = lot.marketValue[ordinal - valuation.firstOrdinal] ?? 0;
  const ended = lot.closing !== null && lot.entry !== null && ordinal >= lot.closing.ordinal;
  let dividends = 0;
  for (const receipt of lot.dividends) if (receipt.ordinal <= ordinal) dividends += receipt.amount;
  return {
    costBasis,
    marketValue,
    unrealizedPnl: marketValue - costBasis,
    realizedPnl: ended ? lot.closing!.proceeds - lot.entry!.cost : 0,
    dividends,
  };
}
