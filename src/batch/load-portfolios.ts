import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { BENCHMARK, BILL_YIELD_SYMBOL, FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import { heldSymbols, type PortfolioFacts } from "#core/instruments/position.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import { MAX_STALE_SESSIONS } from "#core/prices/price-rows.ts";
import { OPTION_LOOKBACK_SESSIONS } from "#core/valuation/option-path.ts";
import type { Valuation } from "#core/valuation/valuation.ts";
import { type ValuationOptions, valuePortfolio } from "#core/valuation/value-portfolio.ts";
import { type PortfolioScope, readPortfolioFacts } from "#db/stores/portfolio-facts-store.ts";
import { readUniverse } from "#db/stores/universe-store.ts";
import type { Transaction } from "#db/types.ts";
import { type InputVersions, inputVersionsOf } from "./input-versions.ts";
import { loadEpisodes } from "./load-episodes.ts";
import { loadMarket, type MarketCache } from "./market-cache.ts";

/** Portfolios with the market they need; loaded in one transaction, all of one state of the database. */
export interface LoadedPortfolios {
  readonly scopes: readonly PortfolioScope[];
  readonly versions: InputVersions;
  readonly portfolios: readonly PortfolioFacts[];
  readonly market: MarketFacts;
  /** The ledger of one of the portfolios, at least to the last session asked for. */
  readonly value: (facts: PortfolioFacts) => Valuation;
  /** What `value` tells the ledger of the market. */
  readonly valuationOptions: ValuationOptions;
  /** Last session ledgers are walked to, and symbols whose closes may hide splits: what `value` knows, as plain data. */
  readonly valueTo: number;
  readonly adjustedCloses: readonly string[];
}

/** What is loaded of the market. */
export interface LoadRange {
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** Sessions before `from` that windows reach back. */
  readonly lookbackSessions: number;
  /** Facts of other times that are to be valued on the same market. */
  readonly alsoValue?: readonly PortfolioFacts[];
  readonly withVolume?: boolean;
  /** What the factors did in historical scenarios: for stress tests. */
  readonly withEpisodes?: boolean;
  /** What this process has loaded of the market; absent: it is read anew. Has episodes and no volumes. */
  readonly cache?: MarketCache;
  /** Symbols to load besides. */
  readonly alsoLoad?: readonly string[];
}

/** Loads the facts of these portfolios and the market of a range of sessions. */
export async function loadPortfolios(
  tx: Transaction,
  calendar: TradingCalendar,
  scopes: readonly PortfolioScope[],
  range: LoadRange,
): Promise<LoadedPortfolios> {
  const held = scopes.flatMap((scope) => scope.symbols);
  const { alsoValue = [], alsoLoad = [] } = range;
  const needed = new Set([...held, ...FACTOR_PROXIES, BILL_YIELD_SYMBOL, ...alsoValue.flatMap(heldSymbols)]);
  const symbols = [...new Set([...needed, ...alsoLoad])];
  const portfolios = await readPortfolioFacts(
    tx.db,
    scopes.map((scope) => scope.id),
  );
  const rows = await readUniverse(tx.db, symbols);
  const universe = new Map(rows.map((row) => [row.symbol, row]));
  const valued = [...portfolios, ...alsoValue];
  const entries = valued.flatMap(({ positions }) => positions.map(({ entryDate }) => entryDate));
  const firstEntry = Math.min(...entries.map((date) => calendar.ordinalOnOrAfter(date)));
  const windowStart = calendar.ordinal(range.from) - range.lookbackSessions;
  const hasOptions = valued.some(({ positions }) => positions.some(({ option }) => option !== null));
  const beforeEntry = hasOptions ? OPTION_LOOKBACK_SESSIONS : MAX_STALE_SESSIONS;
  const first = Math.min(windowStart, firstEntry - beforeEntry);
  const to = valueUntil(valued, calendar, range.to, universe.get(BENCHMARK)?.coveredTo ?? range.to);
  const { cache, withVolume = false, withEpisodes = false } = range;
  const market =
    cache === undefined
      ? {
          ...(await loadMarket(tx, calendar, { symbols, first, to }, { withVolume })),
          ...(withEpisodes ? { episodes: await loadEpisodes(tx.db, calendar) } : {}),
        }
      : await cache.load(tx, universe, { symbols, first, to });
  const adjusted = new Set(
    [...universe.values()].filter((row) => !row.closesAreRaw).map((row) => row.symbol),
  );
  const valuationOptions = { providerGivesRaw: (symbol: string) => !adjusted.has(symbol) };
  return {
    scopes,
    versions: inputVersionsOf(
      rows.filter(({ symbol }) => needed.has(symbol)),
      calendar,
    ),
    portfolios,
    market,
    value: (facts) => valuePortfolio(facts, market, calendar, to, valuationOptions),
    valuationOptions,
    valueTo: to,
    adjustedCloses: [...adjusted],
  };
}

/**
 * The last session asked for, or a later one at which a portfolio's equity is stated and prices are known: opening
 * equity follows from it, so the ledger must reach it even where an earlier session is computed.
 */
function valueUntil(
  portfolios: readonly PortfolioFacts[],
  calendar: TradingCalendar,
  to: PlainDate,
  coveredTo: PlainDate,
): number {
  const covered = calendar.ordinalOnOrBefore(coveredTo);
  const stated = portfolios
    .flatMap(({ equityAsOf }) => (equityAsOf === null ? [] : [calendar.ordinalOnOrBefore(equityAsOf)]))
    .filter((ordinal) => ordinal <= covered);
  return Math.max(calendar.ordinal(to), ...stated);
}
