import { marketSymbols } from "#app/analyze.ts";
import { marketFacts } from "#app/market-from-files.ts";
import { HISTORY_SESSIONS } from "#batch/history-sessions.ts";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import type { PortfolioFacts, PositionFact } from "#core/instruments/position.ts";
import type { CompanyProfile } from "#core/prices/market-facts.ts";
import type { History } from "#providers/provider.ts";
import { createSyntheticProvider } from "#providers/synthetic/synthetic-provider.ts";

/** The synthetic market of the demonstration, and books in it that are held over a year of sessions. */

export const calendar = createTradingCalendar();
export const FROM = calendar.ordinal("2025-01-06");
export const TO = calendar.ordinal("2026-01-08");

const FUNDS = "BIL GGIPX GINDX GOVT IAU IEFA LQD MUB NEAIX VO VTV VUG XLV".split(" ");
const STOCKS = ["AAPL", "MSFT", "SHOP", "TSLA", ...Array.from({ length: 13 }, (_, i) => `STK${i}`)];

/** USD at entry, long and short. */
const LOT_USD = [60_000, 25_000, -10_000, 40_000, 15_000] as const;

const MARKET = await fetched([...FUNDS, ...STOCKS]);

/** Books by name: funds, funds and stocks, and these with option lots that have no price but the model's. */
export const BOOKS: Readonly<Record<string, PortfolioFacts>> = {
  "13 symbols": book(FUNDS),
  "30 symbols": book([...FUNDS, ...STOCKS]),
  "30 symbols, 4 options": withOptions(book([...FUNDS, ...STOCKS])),
};

/** The market of one book, from 840 sessions before its first. */
export function marketOf(facts: PortfolioFacts) {
  const files = { ...MARKET, findings: [], lastSession: calendar.session(TO) };
  return marketFacts(files, marketSymbols(facts), calendar, FROM - HISTORY_SESSIONS, TO);
}

async function fetched(symbols: readonly string[]) {
  const provider = createSyntheticProvider({ calendar });
  const signal = new AbortController().signal;
  const range = { from: calendar.session(FROM - HISTORY_SESSIONS), to: calendar.session(TO) };
  const histories = new Map<string, History>();
  const profiles = new Map<string, CompanyProfile>();
  for (const symbol of new Set([...marketSymbols(book([])), ...symbols])) {
    const history = await provider.fetchHistory({ symbol, ...range }, signal);
    if (history.kind !== "history")
      throw new Error(`the synthetic market gives ${history.kind} for ${symbol}`);
    histories.set(symbol, history);
    const profile = await provider.fetchProfile?.(symbol, signal);
    if (profile?.kind === "profile") profiles.set(symbol, profile.profile);
  }
  return { histories, profiles };
}

function book(symbols: readonly string[]): PortfolioFacts {
  const lots = symbols.map((symbol, i) => {
    const usd = LOT_USD[i % LOT_USD.length]!;
    return lot(symbol, (usd / closeOnEntry(symbol)).toFixed(3));
  });
  return { id: "bench", equityBalance: "1000000", equityAsOf: null, positions: lots, flows: [] };
}

function withOptions(facts: PortfolioFacts): PortfolioFacts {
  const terms = [
    ["AAPL", "CALL", "260618", 5],
    ["MSFT", "PUT", "260618", 3],
    ["TSLA", "CALL", "270115", -2],
    ["VUG", "PUT", "260320", 4],
  ] as const;
  const options = terms.map(([underlying, type, date, contracts]): PositionFact => {
    const strike = Math.round(closeOnEntry(underlying));
    const code = `${strike * 1000}`.padStart(8, "0");
    return {
      ...lot(`${underlying.padEnd(6)}${date}${type[0]}${code}`, `${contracts}`),
      investmentClass: "OPTIONS",
      investmentSubtype: type,
      option: {
        underlying,
        type,
        strike: `${strike}`,
        expiration: `20${date.replace(/(..)(..)(..)/, "$1-$2-$3")}`,
      },
    };
  });
  return { ...facts, positions: [...facts.positions, ...options] };
}

function closeOnEntry(symbol: string): number {
  const { sessions, close } = MARKET.histories.get(symbol)!.bars;
  return close[sessions.indexOf(calendar.session(FROM))]!;
}

/** Bought at the close of the first session. */
function lot(symbol: string, quantity: string): PositionFact {
  return {
    id: symbol,
    symbol,
    investmentClass: "PUBLIC",
    investmentSubtype: null,
    quantity,
    entryPrice: null,
    entryDate: calendar.session(FROM),
    exitDate: null,
    exitPrice: null,
    option: null,
    mark: null,
    markDate: null,
    basisDate: calendar.session(FROM),
  };
}
