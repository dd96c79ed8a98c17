import { createHash } from "node:crypto";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { BILL_YIELD_SYMBOL, FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import type { PortfolioScope } from "#db/stores/portfolio-facts-store.ts";
import { countChangedSymbols, readUniverse, type UniverseSymbol } from "#db/stores/universe-store.ts";
import type { Queryable } from "#db/types.ts";
import { METHOD_VERSION } from "./services.ts";

/**
 * Fingerprints of what a result is computed from: the revisions of a portfolio's facts, of its symbols' prices and
 * profiles, of the factors' prices and the bill yield, the calendar, and the method. Later sessions do not change a revision.
 */
export interface InputVersions {
  ofSymbol(symbol: string): string;
  ofPortfolio(scope: PortfolioScope): string;
  priceRevision(symbol: string): number;
  /** Whether the database has other revisions now of any symbol that was read. */
  haveChanged(db: Queryable): Promise<boolean>;
}

export async function readInputVersions(
  db: Queryable,
  calendar: TradingCalendar,
  symbols: Iterable<string>,
): Promise<InputVersions> {
  const wanted = [...new Set([...symbols, ...FACTOR_PROXIES, BILL_YIELD_SYMBOL])];
  return inputVersionsOf(await readUniverse(db, wanted), calendar);
}

/** Of symbols as they were read, the factors' proxies and the bill yield among them. */
export function inputVersionsOf(
  universe: readonly UniverseSymbol[],
  calendar: TradingCalendar,
): InputVersions {
  const bySymbol = new Map(universe.map((row) => [row.symbol, row]));
  const price = (symbol: string) => bySymbol.get(symbol)?.priceRevision ?? 0;
  const profile = (symbol: string) => bySymbol.get(symbol)?.profileRevision ?? 0;
  const shared = [METHOD_VERSION, calendar.revision, ...FACTOR_PROXIES.map(price)];
  return {
    priceRevision: price,
    ofSymbol: (symbol) => fingerprint([...shared, price(symbol)]),
    ofPortfolio: ({ factsRevision, symbols: held }) =>
      fingerprint([
        ...shared,
        price(BILL_YIELD_SYMBOL),
        factsRevision,
        ...held.map((symbol) => `${symbol}:${price(symbol)}:${profile(symbol)}`),
      ]),
    haveChanged: async (db) => (await countChangedSymbols(db, universe)) > 0,
  };
}

function fingerprint(parts: readonly (string | number)[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 24);
}
