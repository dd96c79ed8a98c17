import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { BILL_YIELD_SYMBOL } from "#core/factors/factor-table.ts";
import type { CompanyProfile } from "#core/prices/market-facts.ts";
import { throwIfAborted } from "../abort.ts";
import {
  type FundamentalsRequest,
  type FundamentalsResult,
  type History,
  type HistoryRequest,
  type HistoryResult,
  NO_DATA,
  type ProfileResult,
  type Provider,
  UNKNOWN_SYMBOL,
} from "../provider.ts";
import { syntheticBillYield } from "./bill-yield.ts";
import { describeSymbol } from "./describe-symbol.ts";
import { MarketPaths } from "./market-paths.ts";
import { syntheticSeries } from "./symbol-series.ts";
import { syntheticStatements } from "./synthetic-fundamentals.ts";
import { syntheticTruth } from "./synthetic-truth.ts";

/** The made-up market's first session. */
export const SYNTHETIC_EARLIEST: PlainDate = "1995-01-03";

export const SYNTHETIC_SEED = 20_250_106;

export interface SyntheticSettings {
  readonly calendar: TradingCalendar;
  /** Symbols to withhold, as if no vendor knew them. */
  readonly missing?: readonly string[];
  /** Another seed is another market of the same instruments. */
  readonly seed?: number;
}

/** An OCC option symbol, padded or not: an underlying's path says nothing about an option's premium. */
const OPTION_SYMBOL = /^[A-Z0-9.]{1,6} *\d{6}[CP]\d{8}$/;

/**
 * A made-up market that knows every symbol but options: stable series from a seeded factor model, whose true
 * loadings `syntheticTruth` tells. What it gives is marked as synthetic by its market and by every profile's name.
 */
export function createSyntheticProvider(settings: SyntheticSettings): Provider {
  const { calendar, seed = SYNTHETIC_SEED } = settings;
  const withheld = new Set((settings.missing ?? []).map((symbol) => symbol.trim().toUpperCase()));
  const market = new MarketPaths(seed, calendar);
  const knows = (symbol: string): boolean =>
    symbol !== "" && !withheld.has(symbol) && !OPTION_SYMBOL.test(symbol);

  return {
    name: "synthetic",
    market: "synthetic",
    capabilities: {
      prices: true,
      corporateActions: true,
      profiles: true,
      fundamentals: true,
      rates: true,
      closesAre: "raw",
      earliestHistory: SYNTHETIC_EARLIEST,
    },
    limits: { requestsPerMinute: null, concurrency: 16, symbolsPerRequest: 1 },

    async fetchHistory({ symbol, from, to }: HistoryRequest, signal): Promise<HistoryResult> {
      throwIfAborted(signal);
      if (!knows(symbol)) return UNKNOWN_SYMBOL;
      const sessions = calendar.range(from < SYNTHETIC_EARLIEST ? SYNTHETIC_EARLIEST : from, to);
      const [firstSession] = sessions;
      if (firstSession === undefined) return NO_DATA;
      const first = calendar.ordinal(firstSession);
      return symbol === BILL_YIELD_SYMBOL
        ? billHistory(seed, sessions, first)
        : instrumentHistory(symbol, sessions, first);
    },

    async fetchProfile(symbol, signal): Promise<ProfileResult> {
      throwIfAborted(signal);
      return knows(symbol) ? { kind: "profile", profile: profileOf(symbol) } : UNKNOWN_SYMBOL;
    },

    async fetchFundamentals({ symbol, through }: FundamentalsRequest, signal): Promise<FundamentalsResult> {
      throwIfAborted(signal);
      if (!knows(symbol)) return UNKNOWN_SYMBOL;
      const instrument = describeSymbol(symbol);
      if (instrument.assetType !== "stock") return NO_DATA;
      const statements = syntheticStatements(instrument, market, calendar, through).filter(
        ({ periodEnd }) => periodEnd >= SYNTHETIC_EARLIEST,
      );
      return statements.length > 0 ? { kind: "fundamentals", statements } : NO_DATA;
    },
  };

  function instrumentHistory(symbol: string, sessions: readonly PlainDate[], first: number): History {
    const last = first + sessions.length - 1;
    const { splits, dividends, ...columns } = syntheticSeries(
      describeSymbol(symbol),
      market,
      calendar,
      first,
      last,
    );
    return { ...history(sessions, columns), splits, dividends };
  }
}

function billHistory(seed: number, sessions: readonly PlainDate[], first: number): History {
  const close = Float64Array.from(sessions, (_, i) => syntheticBillYield(seed, first + i));
  const volume = new Float64Array(sessions.length).fill(Number.NaN);
  return history(sessions, { close, adjClose: close, volume });
}

function history(
  sessions: readonly PlainDate[],
  columns: {
    readonly close: Float64Array;
    readonly adjClose: Float64Array;
    readonly volume: Float64Array;
  },
): History {
  return {
    kind: "history",
    bars: { sessions, open: null, high: null, low: null, ...columns },
    closesAre: "raw",
    splits: [],
    dividends: [],
    firstAvailable: SYNTHETIC_EARLIEST,
    lastAvailable: null,
    dropped: { badClose: 0, notSession: 0, duplicate: 0 },
  };
}

function profileOf(symbol: string): CompanyProfile {
  const name = `${symbol} (synthetic)`;
  if (symbol === BILL_YIELD_SYMBOL)
    return {
      symbol,
      name,
      sector: null,
      industry: null,
      assetType: "index",
      providerBeta: null,
      sectorWeights: null,
    };
  const { assetType, sector, sectorWeights } = describeSymbol(symbol);
  return {
    symbol,
    name,
    sector,
    industry: null,
    assetType,
    providerBeta: Math.round(syntheticTruth(symbol).marketBeta * 100) / 100,
    sectorWeights,
  };
}
