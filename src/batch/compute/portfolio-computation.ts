import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { Finding } from "#core/errors/finding.ts";
import type { PortfolioFacts } from "#core/instruments/position.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import type { Valuation } from "#core/valuation/valuation.ts";

/** What one portfolio's computation may use; ranges are ordinals, both included. */
export interface PortfolioInput<Shared> {
  readonly facts: PortfolioFacts;
  readonly valuation: Valuation;
  readonly market: MarketFacts;
  readonly calendar: TradingCalendar;
  /** First session to store: the unit's, or the portfolio's own first one where that is later. */
  readonly from: number;
  readonly to: number;
  /** What all portfolios of the unit share. */
  readonly shared: Shared;
}

/**
 * The computing half of a portfolio job. It runs in a thread of its own, so its result must be plain data: objects,
 * arrays, typed arrays that are not views into something larger.
 */
export interface PortfolioComputation<Shared, Result> {
  readonly name: string;
  /** `every`: each session has its own row; `last`: only the last session of a run is stored. */
  readonly sessions: "every" | "last";
  /** Prepares what does not depend on a portfolio; computations with the same function share what it makes. */
  readonly share: (market: MarketFacts, fromOrdinal: number, toOrdinal: number) => Shared;
  /** Pure: one portfolio's result and what its owner should know about it. */
  compute(input: PortfolioInput<Shared>): { readonly result: Result; readonly findings: readonly Finding[] };
}
