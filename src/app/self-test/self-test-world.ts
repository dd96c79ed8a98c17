import { HISTORY_SESSIONS } from "#batch/history-sessions.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { createTradingCalendar, type TradingCalendar } from "#core/dates/trading-calendar.ts";
import { BILL_YIELD_SYMBOL } from "#core/factors/factor-table.ts";
import type { OptionTerms, PortfolioFacts } from "#core/instruments/position.ts";
import { type Analysis, analyze } from "#core/pipeline/analyze.ts";
import type { CompanyProfile, MarketFacts } from "#core/prices/market-facts.ts";
import type { History, Provider } from "#providers/provider.ts";
import { createSyntheticProvider } from "#providers/synthetic/synthetic-provider.ts";
import { marketSymbols } from "../analyze.ts";
import { marketFacts } from "../market-from-files.ts";
import { type MarketRegime, marketRegime } from "./market-regime.ts";
import { type PlainLedger, plainLedger } from "./plain-ledger.ts";
import { plainOption } from "./plain-options.ts";
import { SELF_TEST_FROM, SELF_TEST_SYMBOLS, SELF_TEST_TO, selfTestPortfolio } from "./self-test-portfolio.ts";

/** A market whose true numbers are known, a portfolio in it, and what follows from them without the product. */
export interface SelfTestMarket {
  readonly calendar: TradingCalendar;
  readonly facts: PortfolioFacts;
  /** As the vendor gave them; results lie at the sessions `fromOrdinal` … `toOrdinal`. */
  readonly histories: ReadonlyMap<string, History>;
  /** Of each history's total-return closes, from the session before; the first has none. */
  readonly returns: ReadonlyMap<string, Float64Array>;
  readonly profiles: ReadonlyMap<string, CompanyProfile>;
  readonly fromOrdinal: number;
  readonly toOrdinal: number;
  readonly regime: MarketRegime;
  readonly ledger: PlainLedger;
  /** What the product is given. */
  readonly market: MarketFacts;
}

/** The same with the product's answer. */
export interface SelfTestWorld extends SelfTestMarket {
  readonly analysis: Analysis;
}

/** Analyses the portfolio in memory, as the product does. */
export function analyzeSelfTest(world: SelfTestMarket): SelfTestWorld {
  const { facts, market, calendar, toOrdinal } = world;
  return { ...world, analysis: analyze(facts, market, calendar, toOrdinal) };
}

/** Makes a synthetic market and the portfolio in it. */
export async function makeSelfTestMarket(seed: number, signal: AbortSignal): Promise<SelfTestMarket> {
  const calendar = createTradingCalendar();
  const provider = createSyntheticProvider({ calendar, seed });
  const [fromOrdinal, toOrdinal] = [calendar.ordinal(SELF_TEST_FROM), calendar.ordinal(SELF_TEST_TO)];
  const firstOrdinal = fromOrdinal - HISTORY_SESSIONS;
  const range = { from: calendar.session(firstOrdinal), to: SELF_TEST_TO };
  const histories = new Map<string, History>();
  const profiles = new Map<string, CompanyProfile>();
  const read = async (symbol: string): Promise<void> => {
    histories.set(symbol, await historyOf(provider, symbol, range, signal));
    const profile = await provider.fetchProfile?.(symbol, signal);
    if (profile?.kind === "profile") profiles.set(symbol, profile.profile);
  };
  for (const symbol of [...SELF_TEST_SYMBOLS, BILL_YIELD_SYMBOL]) await read(symbol);
  const splitting = await splittingStock(provider, signal);
  await read(splitting);
  const closeOn = (symbol: string, session: PlainDate): number => {
    const { bars } = histories.get(symbol)!;
    return bars.close[bars.sessions.indexOf(session)]!;
  };
  const priceOption = (terms: OptionTerms, session: PlainDate): number =>
    plainOption(terms, histories).price(session);
  const facts = selfTestPortfolio(splitting, closeOn, priceOption);
  const symbols = marketSymbols(facts);
  // The vendor has no prices of options.
  const options = new Set(facts.positions.flatMap(({ symbol, option }) => (option === null ? [] : [symbol])));
  for (const symbol of symbols) if (!histories.has(symbol) && !options.has(symbol)) await read(symbol);
  const files = { histories, profiles, findings: [], lastSession: SELF_TEST_TO };
  return {
    calendar,
    facts,
    histories,
    returns: new Map(Array.from(histories, ([symbol, { bars }]) => [symbol, returnsOf(bars.adjClose)])),
    profiles,
    fromOrdinal,
    toOrdinal,
    regime: marketRegime(seed, calendar),
    ledger: plainLedger(facts, histories, calendar.range(SELF_TEST_FROM, SELF_TEST_TO)),
    market: marketFacts(files, symbols, calendar, firstOrdinal, toOrdinal),
  };
}

function returnsOf(adjClose: Float64Array): Float64Array {
  return adjClose.map((price, i) => price / (adjClose[i - 1] ?? Number.NaN) - 1);
}

async function historyOf(
  provider: Provider,
  symbol: string,
  range: { readonly from: string; readonly to: string },
  signal: AbortSignal,
): Promise<History> {
  const result = await provider.fetchHistory({ symbol, ...range }, signal);
  if (result.kind === "history") return result;
  throw new Error(`the synthetic market gives ${result.kind} for ${symbol}`);
}

/** A fifth of the made-up stocks split, at sessions that depend on the seed: one that does while it is held. */
async function splittingStock(provider: Provider, signal: AbortSignal): Promise<string> {
  const range = { from: SELF_TEST_FROM, to: SELF_TEST_TO };
  for (let i = 0; ; i++) {
    const { splits } = await historyOf(provider, `STK${i}`, range, signal);
    if (splits.some(({ exDate }) => exDate > SELF_TEST_FROM)) return `STK${i}`;
  }
}
