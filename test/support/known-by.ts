import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import type { PortfolioFacts, PositionFact } from "#core/instruments/position.ts";
import type { MarketFacts, PriceMatrix } from "#core/prices/market-facts.ts";

const calendar = createTradingCalendar();

function cutPrices(prices: PriceMatrix, last: number): PriceMatrix {
  const sessionCount = last - prices.firstOrdinal + 1;
  const cut = (values: Float64Array) =>
    Float64Array.from(
      prices.symbols.flatMap((_, row) => [
        ...values.subarray(row * prices.sessionCount, row * prices.sessionCount + sessionCount),
      ]),
    );
  return {
    symbols: prices.symbols,
    firstOrdinal: prices.firstOrdinal,
    sessionCount,
    close: cut(prices.close),
    adjClose: cut(prices.adjClose),
    ...(prices.volume === undefined ? {} : { volume: cut(prices.volume) }),
  };
}

/** The market as it was known at the close of a session. */
export function marketUpTo(
  { prices, splits, dividends, profiles, episodes }: MarketFacts,
  ordinal: number,
): MarketFacts {
  const date = calendar.session(ordinal);
  const known = <Event extends { readonly exDate: string }>(events: ReadonlyMap<string, readonly Event[]>) =>
    new Map(
      [...events].map(([symbol, all]) => [symbol, all.filter(({ exDate }) => exDate <= date)] as const),
    );
  return {
    prices: cutPrices(prices, ordinal),
    splits: known(splits),
    dividends: known(dividends),
    profiles,
    episodes: (episodes ?? []).filter(({ endOrdinal }) => endOrdinal <= ordinal),
  };
}

/** What its owner could state at the close of a session. */
export function factsUpTo(facts: PortfolioFacts, ordinal: number): PortfolioFacts {
  const date = calendar.session(ordinal);
  const known = (one: PositionFact): PositionFact => ({
    ...one,
    ...(one.exitDate !== null && one.exitDate > date ? { exitDate: null, exitPrice: null } : {}),
    ...(one.markDate !== null && one.markDate > date ? { mark: null, markDate: null } : {}),
  });
  return {
    ...facts,
    positions: facts.positions.filter(({ entryDate }) => entryDate <= date).map(known),
    flows: facts.flows.filter((flow) => flow.date <= date),
  };
}
