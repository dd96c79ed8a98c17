import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { CompanyProfile, Dividend, MarketFacts, PriceMatrix, Split } from "#core/prices/market-facts.ts";
import { loadActions, loadPrices, loadProfiles } from "#db/stores/market-data-store.ts";
import type { UniverseSymbol } from "#db/stores/universe-store.ts";
import type { Transaction } from "#db/types.ts";
import { HISTORY_SESSIONS } from "./history-sessions.ts";

/** What is asked of the market: symbols, and sessions by ordinal, both included. */
export interface MarketRange {
  readonly symbols: readonly string[];
  readonly first: number;
  readonly to: number;
}

type Market = Omit<MarketFacts, "episodes">;

/**
 * What units of one process load of the market, kept between them: thousands of symbols cost seconds to read and
 * milliseconds to copy. A symbol is taken from here only while the database says of it what it said when it was loaded:
 * the revisions of its history and its profile, and the range they cover.
 */
export interface MarketCache {
  /** The market as the transaction sees it; `universe` is what it says of the symbols. */
  load(tx: Transaction, universe: ReadonlyMap<string, UniverseSymbol>, range: MarketRange): Promise<Market>;
}

/** A symbol's part of a price matrix that was loaded for many, and what else is known of it. */
interface Entry {
  readonly version: string;
  readonly prices: PriceMatrix;
  readonly row: number;
  readonly splits: readonly Split[] | undefined;
  readonly dividends: readonly Dividend[] | undefined;
  readonly profile: CompanyProfile | undefined;
}

/** Closes of 8,000 symbols over five years; with more, everything is forgotten and begun again. */
const MAX_BYTES = 160 * 2 ** 20;
/** Two prices. */
const BYTES_PER_CELL = 16;

export function createMarketCache(calendar: TradingCalendar, maxBytes = MAX_BYTES): MarketCache {
  const entries = new Map<string, Entry>();
  let bytes = 0;
  /** One unit loads at a time: the next one finds what it needs. */
  let loading: Promise<unknown> = Promise.resolve();

  async function load(
    tx: Transaction,
    universe: ReadonlyMap<string, UniverseSymbol>,
    { symbols, first, to }: MarketRange,
  ): Promise<Market> {
    const version = (symbol: string) => versionOf(universe.get(symbol));
    const isHeld = (symbol: string) => {
      const entry = entries.get(symbol);
      if (entry === undefined || entry.version !== version(symbol)) return false;
      const { firstOrdinal, sessionCount } = entry.prices;
      return firstOrdinal <= first && to < firstOrdinal + sessionCount;
    };
    const start = Math.min(first, to - HISTORY_SESSIONS);
    const sizeOf = (rows: number) => BYTES_PER_CELL * rows * (to - start + 1);
    if (sizeOf(symbols.length) > maxBytes) return loadMarket(tx, calendar, { symbols, first, to });
    let missing = symbols.filter((symbol) => !isHeld(symbol));
    if (bytes + sizeOf(missing.length) > maxBytes) {
      entries.clear();
      bytes = 0;
      missing = [...symbols];
    }
    if (missing.length > 0) {
      keep(await loadMarket(tx, calendar, { symbols: missing, first: start, to }), version);
      bytes += sizeOf(missing.length);
    }
    return assemble(
      symbols.map((symbol) => [symbol, entries.get(symbol) as Entry]),
      first,
      to,
    );
  }

  function keep({ prices, splits, dividends, profiles }: Market, version: (symbol: string) => string): void {
    for (const [row, symbol] of prices.symbols.entries()) {
      entries.set(symbol, {
        version: version(symbol),
        prices,
        row,
        splits: splits.get(symbol),
        dividends: dividends.get(symbol),
        profile: profiles.get(symbol),
      });
    }
  }

  return {
    async load(tx, universe, range) {
      const before = loading;
      const { promise, resolve } = Promise.withResolvers<void>();
      loading = promise;
      await before;
      try {
        return await load(tx, universe, range);
      } finally {
        resolve();
      }
    },
  };
}

/** Reads the market without a memory of it. */
export async function loadMarket(
  tx: Transaction,
  calendar: TradingCalendar,
  { symbols, first, to }: MarketRange,
  options: { readonly withVolume?: boolean } = {},
): Promise<Market> {
  return {
    prices: await loadPrices(tx, symbols, calendar, first, to, options),
    ...(await loadActions(tx.db, symbols)),
    profiles: await loadProfiles(tx.db, symbols),
  };
}

/** What changes whenever a row of the symbol's history, actions or profile does. */
function versionOf(known: UniverseSymbol | undefined): string {
  if (known === undefined) return "";
  const { priceRevision, profileRevision, coveredFrom, coveredTo } = known;
  return `${priceRevision} ${profileRevision} ${coveredFrom} ${coveredTo}`;
}

/** A matrix of its own for the unit, exactly as it would have been loaded. */
function assemble(held: readonly (readonly [string, Entry])[], first: number, to: number): Market {
  const sorted = held.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const sessionCount = to - first + 1;
  const cells = () => new Float64Array(new SharedArrayBuffer(8 * sorted.length * sessionCount));
  const [close, adjClose] = [cells(), cells()];
  const market = {
    splits: new Map<string, readonly Split[]>(),
    dividends: new Map<string, readonly Dividend[]>(),
    profiles: new Map<string, CompanyProfile>(),
  };
  for (const [index, [symbol, entry]] of sorted.entries()) {
    const { prices, row, splits, dividends, profile } = entry;
    const start = row * prices.sessionCount + first - prices.firstOrdinal;
    close.set(prices.close.subarray(start, start + sessionCount), index * sessionCount);
    adjClose.set(prices.adjClose.subarray(start, start + sessionCount), index * sessionCount);
    if (splits !== undefined) market.splits.set(symbol, splits);
    if (dividends !== undefined) market.dividends.set(symbol, dividends);
    if (profile !== undefined) market.profiles.set(symbol, profile);
  }
  const symbols = sorted.map(([symbol]) => symbol);
  return { prices: { symbols, firstOrdinal: first, sessionCount, close, adjClose }, ...market };
}
