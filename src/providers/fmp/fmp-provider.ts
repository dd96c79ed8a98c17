import type * as z from "zod";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { newYorkTime, type TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { FinancialStatement } from "#core/instruments/fundamentals.ts";
import type { CompanyProfile } from "#core/prices/market-facts.ts";
import { throwIfAborted } from "../abort.ts";
import { checkedAnswer } from "../http/checked-answer.ts";
import { type NetworkLimits, VendorClient, type VendorClientSettings } from "../http/vendor-client.ts";
import {
  type FundamentalsRequest,
  type FundamentalsResult,
  type HistoryRequest,
  type HistoryResult,
  NO_DATA,
  type ProfileResult,
  type Provider,
  type ProviderLimits,
  UNKNOWN_SYMBOL,
} from "../provider.ts";
import { sumByExDate } from "../series/build-series.ts";
import { throughToday, vendorHistory } from "../series/vendor-history.ts";
import { joinStatements, type StatementPart } from "../statements.ts";
import { VENDOR_ADDRESSES } from "../vendor-addresses.ts";
import { gicsSector } from "../vendor-sectors.ts";
import { americanSymbol } from "../vendor-symbol.ts";
import { fmpBalance, fmpDays, fmpDividends, fmpIncome, fmpProfiles, fmpSplits } from "./fmp-schemas.ts";

export interface FmpSettings extends NetworkLimits, Pick<VendorClientSettings, "log" | "time"> {
  readonly key: string;
  readonly calendar: TradingCalendar;
  /** Where it is asked; a test has its own. */
  readonly baseUrl?: string;
  /** "Now": closes are adjusted for every split up to it. */
  readonly today?: () => PlainDate;
}

/** Requests, of which a history takes three. */
const LIMITS: ProviderLimits = { requestsPerMinute: 240, concurrency: 4, symbolsPerRequest: 1 };
/** Periods of statements asked for: what the smallest plan allows. */
const PERIODS = 5;
const ACTIONS = 1000;

type FmpProfile = z.output<typeof fmpProfiles>[number];

/** Financial Modeling Prep's stable API: prices adjusted for splits, actions, profiles, statements. */
export function createFmpProvider(settings: FmpSettings): Provider {
  const { key, calendar, baseUrl = VENDOR_ADDRESSES.fmp, ...rest } = settings;
  const { today = () => newYorkTime(new Date()).date, ...network } = rest;
  const client = new VendorClient({
    ...network,
    provider: "fmp",
    limits: LIMITS,
    secrets: [key],
    throttleText: /limit reach/i,
  });

  async function ask<T>(
    schema: z.ZodType<T>,
    path: string,
    query: Readonly<Record<string, string | number>>,
    signal: AbortSignal,
  ): Promise<T> {
    const url = new URL(`/stable/${path}`, baseUrl);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    const headers = { apikey: key, accept: "application/json" };
    const answer = await client.send({ url, headers }, signal, client.json);
    return checkedAnswer(schema, answer, `fmp: ${path} of ${query.symbol}`);
  }

  async function profileOf(symbol: string, signal: AbortSignal): Promise<FmpProfile | null> {
    const [profile] = await ask(fmpProfiles, "profile", { symbol }, signal);
    return profile ?? null;
  }

  return {
    name: "fmp",
    market: "real",
    capabilities: {
      prices: true,
      corporateActions: true,
      profiles: true,
      fundamentals: true,
      rates: false,
      closesAre: "raw",
      earliestHistory: null,
    },
    limits: LIMITS,
    circuit: () => client.circuit(),

    async fetchHistory(request: HistoryRequest, signal): Promise<HistoryResult> {
      throwIfAborted(signal);
      const symbol = americanSymbol(request.symbol);
      if (symbol === null) return UNKNOWN_SYMBOL;
      const { from, to } = request;
      const range = { from, to: throughToday(to, today()) };
      const days = await ask(fmpDays, "historical-price-eod/full", { symbol, ...range }, signal);
      if (days.length === 0) return (await profileOf(symbol, signal)) === null ? UNKNOWN_SYMBOL : NO_DATA;
      const splits = await ask(fmpSplits, "splits", { symbol, limit: ACTIONS }, signal);
      const dividends = await ask(fmpDividends, "dividends", { symbol, limit: ACTIONS }, signal);
      const kept = days.filter(({ date }) => date <= to).reverse();
      const rows = {
        dates: kept.map(({ date }) => date),
        open: kept.map(({ open }) => open),
        high: kept.map(({ high }) => high),
        low: kept.map(({ low }) => low),
        close: kept.map(({ close }) => close),
        adjClose: null,
        volume: kept.map(({ volume }) => volume),
        dividends: [
          ...sumByExDate(
            dividends
              .filter(({ adjDividend }) => adjDividend > 0)
              .map(({ date, adjDividend }) => ({ exDate: date, amount: adjDividend })),
          ),
        ],
        splits: splits
          .filter(({ date, numerator, denominator }) => date <= range.to && numerator !== denominator)
          .map(({ date, numerator, denominator }) => ({ exDate: date, ratio: numerator / denominator })),
      };
      return vendorHistory(
        { provider: "fmp", rows, rowsAre: "splitAdjusted", firstAvailable: null },
        request,
        calendar,
      );
    },

    async fetchProfile(given, signal): Promise<ProfileResult> {
      throwIfAborted(signal);
      const symbol = americanSymbol(given);
      const found = symbol === null ? null : await profileOf(symbol, signal);
      return found === null ? UNKNOWN_SYMBOL : { kind: "profile", profile: companyProfile(given, found) };
    },

    async fetchFundamentals(request: FundamentalsRequest, signal): Promise<FundamentalsResult> {
      throwIfAborted(signal);
      const symbol = americanSymbol(request.symbol);
      const profile = symbol === null ? null : await profileOf(symbol, signal);
      if (symbol === null || profile === null) return UNKNOWN_SYMBOL;
      if (profile.isEtf || profile.isFund) return NO_DATA;
      const parts: StatementPart[] = [];
      for (const frequency of ["annual", "quarterly"] as const) {
        const query = { symbol, period: frequency === "annual" ? "annual" : "quarter", limit: PERIODS };
        const common = { symbol: request.symbol, frequency };
        for (const row of await ask(fmpIncome, "income-statement", query, signal)) {
          const { revenue, netIncome, epsDiluted } = row;
          parts.push({ ...common, ...periodOf(row), revenue, netIncome, epsDiluted });
        }
        for (const row of await ask(fmpBalance, "balance-sheet-statement", query, signal)) {
          const { totalAssets, totalStockholdersEquity: totalEquity } = row;
          parts.push({ ...common, ...periodOf(row), totalAssets, totalEquity });
        }
      }
      const statements = joinStatements(parts.filter(({ periodEnd }) => periodEnd <= request.through));
      return statements.length === 0 ? NO_DATA : { kind: "fundamentals", statements };
    },
  };
}

function periodOf(row: {
  readonly date: PlainDate;
  readonly reportedCurrency: string;
}): Pick<FinancialStatement, "periodEnd" | "currency"> {
  return { periodEnd: row.date, currency: row.reportedCurrency };
}

function companyProfile(symbol: string, found: FmpProfile): CompanyProfile {
  const isFund = found.isEtf || found.isFund;
  return {
    symbol,
    name: found.companyName,
    // A fund's own "sector" is that of its manager.
    sector: isFund ? null : gicsSector(found.sector),
    industry: isFund ? null : found.industry,
    assetType: found.isEtf ? "etf" : found.isFund ? "mutual_fund" : "stock",
    providerBeta: found.beta,
    sectorWeights: null,
  };
}
