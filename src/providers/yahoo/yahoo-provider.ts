import { addYears, type PlainDate } from "#core/dates/plain-date.ts";
import { newYorkTime, type TradingCalendar } from "#core/dates/trading-calendar.ts";
import { parseOccSymbol } from "#core/instruments/occ-symbol.ts";
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
import { throughToday, vendorHistory } from "../series/vendor-history.ts";
import { joinStatements, type StatementPart } from "../statements.ts";
import { vendorSymbol } from "../vendor-symbol.ts";
import { YahooClient, YahooRefusal } from "./yahoo-client.ts";
import { yahooProfile } from "./yahoo-profile.ts";
import { dayOf, yahooRows } from "./yahoo-rows.ts";
import { yahooChart, yahooStatements, yahooSummary } from "./yahoo-schemas.ts";

export interface YahooSettings extends NetworkLimits, Pick<VendorClientSettings, "log" | "time"> {
  readonly calendar: TradingCalendar;
  /** Where everything is asked instead of Yahoo's hosts; a test has its own. */
  readonly baseUrl?: string;
  /** "Now": closes are adjusted for every split up to it. */
  readonly today?: () => PlainDate;
}

/** Yahoo names none; this is a pace at which it keeps answering. */
const LIMITS: ProviderLimits = { requestsPerMinute: 240, concurrency: 4, symbolsPerRequest: 1 };
const STATEMENT_YEARS = 6;

/** Yahoo Finance through yahoo-finance2: prices and actions, the bill yield, options, profiles, statements. */
export function createYahooProvider(settings: YahooSettings): Provider {
  const { calendar, baseUrl = null, today = () => newYorkTime(new Date()).date, ...network } = settings;
  const vendor = new VendorClient({ ...network, provider: "yahoo", limits: LIMITS, secrets: [] });
  const client = new YahooClient(vendor, baseUrl);

  return {
    name: "yahoo",
    market: "real",
    capabilities: {
      prices: true,
      corporateActions: true,
      profiles: true,
      fundamentals: true,
      rates: true,
      closesAre: "raw",
      earliestHistory: null,
    },
    limits: LIMITS,
    circuit: () => client.circuit(),

    async fetchHistory(request: HistoryRequest, signal): Promise<HistoryResult> {
      throwIfAborted(signal);
      const symbol = yahooSymbol(request.symbol);
      if (symbol === null) return UNKNOWN_SYMBOL;
      const days = { from: request.from, to: throughToday(request.to, today()) };
      return await unlessRefused(async () => {
        const what = `yahoo: the chart of ${request.symbol}`;
        const chart = checkedAnswer(yahooChart, await client.chart(symbol, days, signal), what);
        const { currency, firstTradeDate } = chart.meta;
        if (currency !== null && currency !== "USD")
          throw vendor.error("PROVIDER_BAD_DATA", `has ${request.symbol} in ${currency}, not in USD`);
        return vendorHistory(
          {
            provider: "yahoo",
            rows: yahooRows(chart, request.to),
            rowsAre: "splitAdjusted",
            firstAvailable:
              firstTradeDate === undefined || firstTradeDate === null ? null : dayOf(firstTradeDate),
          },
          request,
          calendar,
        );
      });
    },

    async fetchProfile(given, signal): Promise<ProfileResult> {
      throwIfAborted(signal);
      const symbol = yahooSymbol(given);
      if (symbol === null) return UNKNOWN_SYMBOL;
      return await unlessRefused(async () => {
        const modules = [
          "quoteType",
          "assetProfile",
          "summaryDetail",
          "defaultKeyStatistics",
          "topHoldings",
        ] as const;
        const answer = await client.quoteSummary(symbol, modules, signal);
        const summary = checkedAnswer(yahooSummary, answer, `yahoo: the profile of ${given}`);
        return { kind: "profile", profile: yahooProfile(given, summary) };
      });
    },

    async fetchFundamentals(
      { symbol: given, through }: FundamentalsRequest,
      signal,
    ): Promise<FundamentalsResult> {
      throwIfAborted(signal);
      const symbol = yahooSymbol(given);
      if (symbol === null) return UNKNOWN_SYMBOL;
      return await unlessRefused(async () => {
        const modules = ["quoteType", "financialData", "earningsHistory"] as const;
        const answer = await client.quoteSummary(symbol, modules, signal);
        const about = checkedAnswer(yahooSummary, answer, `yahoo: the earnings of ${given}`);
        const currency = about.financialData?.financialCurrency ?? null;
        if (about.quoteType.quoteType !== "EQUITY" || currency === null) return NO_DATA;
        const parts: StatementPart[] = [];
        for (const frequency of ["annual", "quarterly"] as const) {
          for (const module of ["financials", "balance-sheet"] as const) {
            const days = { from: addYears(through, -STATEMENT_YEARS), to: through };
            const rows = await client.statements(symbol, days, frequency, module, signal);
            const what = `yahoo: ${frequency} ${module} of ${given}`;
            for (const row of checkedAnswer(yahooStatements, rows, what))
              parts.push({
                symbol: given,
                periodEnd: utcDay(row.date),
                frequency,
                currency,
                revenue: row.totalRevenue,
                netIncome: row.netIncome,
                epsDiluted: row.dilutedEPS,
                totalAssets: row.totalAssets,
                totalEquity: row.stockholdersEquity,
              });
          }
        }
        for (const { quarter, epsEstimate } of about.earningsHistory?.history ?? []) {
          if (quarter === undefined || quarter === null) continue;
          const periodEnd = utcDay(quarter);
          parts.push({
            symbol: given,
            periodEnd,
            frequency: "quarterly",
            currency,
            estimateEps: epsEstimate,
          });
        }
        const statements = joinStatements(parts.filter(({ periodEnd }) => periodEnd <= through));
        return statements.length === 0 ? NO_DATA : { kind: "fundamentals", statements };
      });
    },
  };

  /** What Yahoo will not serve is an answer where it says that there is nothing, a failure otherwise. */
  async function unlessRefused<T>(
    ask: () => Promise<T>,
  ): Promise<T | typeof UNKNOWN_SYMBOL | typeof NO_DATA> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof YahooRefusal)) throw error;
      if (/data doesn't exist|no fundamentals data/i.test(error.message)) return NO_DATA;
      if (error.status === 404) return UNKNOWN_SYMBOL;
      throw vendor.error("PROVIDER_BAD_DATA", `refuses the question (${error.status}): ${error.message}`);
    }
  }
}

/** As Yahoo writes it; an option's symbol is the same there. */
function yahooSymbol(symbol: string): string | null {
  const compact = symbol.replaceAll(" ", "");
  return parseOccSymbol(compact) === null ? vendorSymbol(symbol) : compact;
}

/** The last day of a period, which Yahoo gives as midnight UTC. */
function utcDay(instant: number): PlainDate {
  return new Date(instant).toISOString().slice(0, 10);
}
