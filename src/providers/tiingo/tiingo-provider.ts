import * as z from "zod";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { throwIfAborted } from "../abort.ts";
import { dateField, numberOrNaN } from "../http/answer-fields.ts";
import { checkedAnswer } from "../http/checked-answer.ts";
import { type NetworkLimits, VendorClient, type VendorClientSettings } from "../http/vendor-client.ts";
import {
  type HistoryRequest,
  type HistoryResult,
  NO_DATA,
  type Provider,
  type ProviderLimits,
  UNKNOWN_SYMBOL,
} from "../provider.ts";
import type { PriceRows } from "../series/price-rows.ts";
import { vendorHistory } from "../series/vendor-history.ts";
import { VENDOR_ADDRESSES } from "../vendor-addresses.ts";
import { americanSymbol } from "../vendor-symbol.ts";

export interface TiingoSettings extends NetworkLimits, Pick<VendorClientSettings, "log" | "time"> {
  readonly key: string;
  readonly calendar: TradingCalendar;
  /** Where it is asked; a test has its own. */
  readonly baseUrl?: string;
}

const LIMITS: ProviderLimits = { requestsPerMinute: 120, concurrency: 4, symbolsPerRequest: 1 };

/** One day: raw prices, the dividend in cash and the split of that day. */
const day = z.object({
  date: dateField,
  open: numberOrNaN,
  high: numberOrNaN,
  low: numberOrNaN,
  close: numberOrNaN,
  volume: numberOrNaN,
  divCash: z.number().nonnegative().default(0),
  splitFactor: z.number().positive().default(1),
});
const days = z.array(day);
const meta = z.object({ startDate: dateField.nullish(), endDate: dateField.nullish() });

/** Tiingo's end-of-day prices of stocks, ETFs and mutual funds; closes are raw. */
export function createTiingoProvider(settings: TiingoSettings): Provider {
  const { key, calendar, baseUrl = VENDOR_ADDRESSES.tiingo, ...rest } = settings;
  const client = new VendorClient({
    ...rest,
    provider: "tiingo",
    limits: LIMITS,
    secrets: [key],
    throttleText: /run over your/i,
  });

  /** The JSON at a path of a symbol; null where Tiingo does not know the symbol. */
  async function ask(path: string, signal: AbortSignal): Promise<unknown> {
    return await client.send(
      {
        url: new URL(`/tiingo/daily/${path}`, baseUrl),
        headers: { authorization: `Token ${key}`, accept: "application/json" },
        accept: [404],
      },
      signal,
      (reply) => (reply.status === 404 ? null : client.json(reply)),
    );
  }

  return {
    name: "tiingo",
    market: "real",
    capabilities: {
      prices: true,
      corporateActions: true,
      profiles: false,
      fundamentals: false,
      rates: false,
      closesAre: "raw",
      earliestHistory: null,
    },
    limits: LIMITS,
    circuit: () => client.circuit(),

    async fetchHistory(request: HistoryRequest, signal): Promise<HistoryResult> {
      throwIfAborted(signal);
      const { symbol, from, to } = request;
      const name = americanSymbol(symbol);
      if (name === null) return UNKNOWN_SYMBOL;
      const path = encodeURIComponent(name);
      const range = `startDate=${from}&endDate=${to}&format=json`;
      const answer = await ask(`${path}/prices?${range}`, signal);
      if (answer === null) return UNKNOWN_SYMBOL;
      const what = `tiingo: the prices of ${symbol}`;
      const rows = rowsOf(checkedAnswer(days, answer, what));
      if (rows.dates.length > 0)
        return vendorHistory(
          { provider: "tiingo", rows, rowsAre: "raw", firstAvailable: null },
          request,
          calendar,
        );
      const about = await ask(path, signal);
      if (about === null) return UNKNOWN_SYMBOL;
      checkedAnswer(meta, about, `tiingo: what it knows of ${symbol}`);
      return NO_DATA;
    },
  };
}

function rowsOf(answer: z.output<typeof days>): PriceRows {
  return {
    dates: answer.map(({ date }) => date),
    open: answer.map(({ open }) => open),
    high: answer.map(({ high }) => high),
    low: answer.map(({ low }) => low),
    close: answer.map(({ close }) => close),
    adjClose: null,
    volume: answer.map(({ volume }) => volume),
    dividends: answer.flatMap(({ date, divCash }) =>
      divCash > 0 ? [{ exDate: date, amount: divCash }] : [],
    ),
    splits: answer.flatMap(({ date, splitFactor }) =>
      splitFactor === 1 ? [] : [{ exDate: date, ratio: splitFactor }],
    ),
  };
}
