import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import {
  type SessionDividend,
  type SessionSplit,
  sessionDividends,
  sessionSplits,
} from "#core/prices/raw-prices.ts";
import { type RiskFree, riskFreeSeries } from "#core/risk/risk-free.ts";

/** What a market knows by session, converted once and shared by every portfolio valued on it. */
export interface MarketEvents {
  splits(symbol: string): readonly SessionSplit[];
  dividends(symbol: string): readonly SessionDividend[];
  /** From the bill's yields; made when first asked for. */
  riskFree(): RiskFree;
  /** Continuously compounded; NaN where no bill yield is known. */
  riskFreeRate(ordinal: number): number;
}

/** Kept as long as the facts they are made of; a market is valued on one calendar. */
const known = new WeakMap<
  MarketFacts,
  { readonly calendar: TradingCalendar; readonly events: MarketEvents }
>();

export function marketEvents(market: MarketFacts, calendar: TradingCalendar): MarketEvents {
  const cached = known.get(market);
  if (cached?.calendar === calendar) return cached.events;
  const splits = bySymbol((symbol) => sessionSplits(market.splits.get(symbol) ?? [], calendar));
  const dividends = bySymbol((symbol) =>
    sessionDividends(market.dividends.get(symbol) ?? [], splits(symbol), calendar),
  );
  let made: RiskFree | null = null;
  const riskFree = (): RiskFree => {
    made ??= riskFreeSeries(market.prices, calendar);
    return made;
  };
  const riskFreeRate = (ordinal: number): number => {
    const { continuous, firstOrdinal } = riskFree();
    return continuous[ordinal - firstOrdinal] ?? Number.NaN;
  };
  const events: MarketEvents = { splits, dividends, riskFree, riskFreeRate };
  known.set(market, { calendar, events });
  return events;
}

function bySymbol<T>(make: (symbol: string) => T): (symbol: string) => T {
  const made = new Map<string, T>();
  return (symbol) => {
    const cached = made.get(symbol);
    if (cached !== undefined) return cached;
    const value = make(symbol);
    made.set(symbol, value);
    return value;
  };
}
