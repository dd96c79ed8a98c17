import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { PortfolioFacts } from "#core/instruments/position.ts";
import type { RiskContext } from "#core/pipeline/risk-context.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import type { RiskHoldings, SymbolWeights } from "#core/risk/symbol-weights.ts";
import type { LotPath, Valuation } from "#core/valuation/valuation.ts";

/** All that the numbers of a portfolio at one session are computed from. */
export interface Evidence {
  readonly calendar: TradingCalendar;
  readonly session: PlainDate;
  readonly ordinal: number;
  readonly facts: PortfolioFacts;
  /** From the first entry to the session at least. */
  readonly valuation: Valuation;
  /** With volumes. */
  readonly market: MarketFacts;
  /** Holds the session. */
  readonly risk: RiskContext;
  /** At the session, by market value. */
  readonly holdings: SymbolWeights;
  /** At the session as risk sees it: options as delta equivalents. */
  readonly riskHoldings: RiskHoldings;
}

/** Place of a session in the arrays of the valuation. */
export function offsetOf({ valuation, ordinal }: Evidence, at: number = ordinal): number {
  return at - valuation.firstOrdinal;
}

/** Lots held at the close of a session. */
export function lotsHeld(evidence: Evidence, at: number = evidence.ordinal): readonly LotPath[] {
  const t = offsetOf(evidence, at);
  return evidence.valuation.lots.filter((lot) => (lot.quantity[t] ?? 0) !== 0);
}
