import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { MarketFacts, PriceMatrix } from "#core/prices/market-facts.ts";
import { loadActions, loadPrices, loadProfiles } from "#db/stores/market-data-store.ts";
import type { UniverseSymbol } from "#db/stores/universe-store.ts";
import type { Transaction } from "#db/types.ts";
import { HISTORY_SESSIONS } from "./history-sessions.ts";
import { loadEpisodes } from "./load-episodes.ts";

/** What is asked of the market: symbols, and sessions by ordinal, both included. */
export interface MarketRange {
  readonly symbols: readonly string[];
  readonly first: number;
  readonly to: number;
}

/** A market with the episodes of historical scenarios. */
export type WholeMarket = Required<MarketFacts>;
type Market = Omit<MarketFacts, "episodes">;

/**
 * What a process has loaded of the market, kept between units: thousands of symbols cost seconds to read. A symbol is
 * taken from here only while the database says of it what it said when it was loaded: the revisions of its history and
 * its profile, and the range they cover.
 */
export interface MarketCache {
  /**
   * The market as the transaction sees it up to `to`; `universe` is what it says of the symbols. It is the same object
   * for everybody who asks for most of what is kept, and may then have more symbols and earlier sessions than were asked
   * for; others get a market of their own.
   */
  load(
    tx: Transaction,
    universe: ReadonlyMap<string, UniverseSymbol>,
    range: MarketRange,
  ): Promise<WholeMarket>;
}

interface Kept {
  readonly market: WholeMarket;
  /** What the database said of each symbol. */
  readonly versions: ReadonlyMap<string, string>;
}

/** Closes of 8,000 symbols over five years; with more, everything is forgotten and begun again. */
const MAX_BYTES = 160 * 2 ** 20;
/** Two prices. */
const BYTES_PER_CELL = 16;

export function createMarketCache(calendar: TradingCalendar, maxBytes = MAX_BYTES): MarketCache {
  let kept: Kept | null = null;
  /** One unit loads at a time: the next one finds what it needs. */
  let loading: Promise<unknown> = Promise.resolve();

  async function load(
    tx: Transaction,
    universe: ReadonlyMap<string, UniverseSymbol>,
    range: MarketRange,
  ): Promise<WholeMarket> {
    const { symbols, first, to } = range;
    const versionOf = (symbol: string) => describeVersion(universe.get(symbol));
    const before = kept?.market.prices;
    const covers =
      before !== undefined &&
      before.firstOrdinal <= first &&
      to === before.firstOrdinal + before.sessionCount - 1;
    const missing = covers
      ? symbols.filter((symbol) => kept?.versions.get(symbol) !== versionOf(symbol))
      : symbols;
    if (kept === null || missing.length > 0) {
      const start = Math.min(first, to - HISTORY_SESSIONS, covers ? before.firstOrdinal : first);
      const fits = (count: number) => BYTES_PER_CELL * count * (to - start + 1) <= maxBytes;
      if (!fits(symbols.length)) return await readMarket(tx, calendar, range);
      const asked = new Set(symbols);
      const others = covers ? before.symbols.filter((symbol) => !asked.has(symbol)) : [];
      const stays = fits(symbols.length + others.length);
      const read = stays ? missing : symbols;
      const fresh = await readMarket(tx, calendar, { symbols: read, first: start, to });
      const old = stays && covers ? kept : null;
      kept = {
        market: old === null ? fresh : joinMarkets(fresh, old.market, { first: start, to }),
        versions: new Map([
          ...(old?.versions ?? []),
          ...read.map((symbol) => [symbol, versionOf(symbol)] as const),
        ]),
      };
    }
    const { market } = kept;
    const isMost = 2 * symbols.length >= market.prices.symbols.length;
    return isMost ? market : cutMarket(market, range);
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

async function readMarket(
  tx: Transaction,
  calendar: TradingCalendar,
  range: MarketRange,
): Promise<WholeMarket> {
  return { ...(await loadMarket(tx, calendar, range)), episodes: await loadEpisodes(tx.db, calendar) };
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
function describeVersion(known: UniverseSymbol | undefined): string {
  if (known === undefined) return "";
  const { priceRevision, profileRevision, coveredFrom, coveredTo } = known;
  return `${priceRevision} ${profileRevision} ${coveredFrom} ${coveredTo}`;
}

/** A part of a market, exactly as it would have been loaded. Symbols it does not have are left out. */
export function cutMarket(market: WholeMarket, { symbols, first, to }: MarketRange): WholeMarket {
  const rows = rowsOf(market.prices);
  const held = symbols.flatMap((symbol) => {
    const row = rows.get(symbol);
    return row === undefined ? [] : [{ symbol, market, row }];
  });
  return { ...assemble(held, first, to), episodes: market.episodes };
}

/** Both markets in one; of a symbol in both, the fresh one's. */
function joinMarkets(
  fresh: WholeMarket,
  old: WholeMarket,
  { first, to }: Omit<MarketRange, "symbols">,
): WholeMarket {
  const rows = new Map<string, MarketRow>();
  for (const market of [old, fresh])
    for (const [symbol, row] of rowsOf(market.prices)) rows.set(symbol, { symbol, market, row });
  return { ...assemble([...rows.values()], first, to), episodes: fresh.episodes };
}

/** A symbol's row of a market's prices. */
interface MarketRow {
  readonly symbol: string;
  readonly market: Market;
  readonly row: number;
}

function rowsOf({ symbols }: PriceMatrix): ReadonlyMap<string, number> {
  return new Map(symbols.map((symbol, row) => [symbol, row]));
}

/** A matrix of their own for these rows, and what else is known of their symbols. */
function assemble(rows: readonly MarketRow[], first: number, to: number): Market {
  const sorted = rows.toSorted((a, b) => (a.symbol < b.symbol ? -1 : 1));
  const sessionCount = to - first + 1;
  const cells = () => new Float64Array(new SharedArrayBuffer(8 * sorted.length * sessionCount));
  const [close, adjClose] = [cells(), cells()];
  for (const [index, { market, row }] of sorted.entries()) {
    const { prices } = market;
    const start = row * prices.sessionCount + first - prices.firstOrdinal;
    close.set(prices.close.subarray(start, start + sessionCount), index * sessionCount);
    adjClose.set(prices.adjClose.subarray(start, start + sessionCount), index * sessionCount);
  }
  const known = <Value>(of: (market: Market) => ReadonlyMap<string, Value>): ReadonlyMap<string, Value> =>
    new Map(
      sorted.flatMap(({ symbol, market }) => {
        const value = of(market).get(symbol);
        return value === undefined ? [] : [[symbol, value] as const];
      }),
    );
  return {
    prices: {
      symbols: sorted.map(({ symbol }) => symbol),
      firstOrdinal: first,
      sessionCount,
      close,
      adjClose,
    },
    splits: known(({ splits }) => splits),
    dividends: known(({ dividends }) => dividends),
    profiles: known(({ profiles }) => profiles),
  };
}
