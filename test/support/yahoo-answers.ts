import { newYorkInstant } from "#core/dates/trading-calendar.ts";
import type { AskedRequest, VendorAnswer } from "./vendor-server.ts";

/** One day as Yahoo has it: on the share basis after every split. */
export interface YahooDay {
  readonly date: string;
  readonly close: number | null;
  readonly volume?: number;
}

export interface YahooSymbol {
  readonly days: readonly YahooDay[];
  readonly currency?: string;
  readonly dividends?: readonly { readonly date: string; readonly amount: number }[];
  readonly capitalGains?: readonly { readonly date: string; readonly amount: number }[];
  readonly splits?: readonly {
    readonly date: string;
    readonly numerator: number;
    readonly denominator: number;
  }[];
}

/** 9:30 in New York, in seconds since 1970. */
const opening = (date: string): number => newYorkInstant(date, 9 * 60 + 30).getTime() / 1000;

const keyed = <T extends { readonly date: string }>(events: readonly T[]) =>
  Object.fromEntries(
    events.map((event) => [String(opening(event.date)), { ...event, date: opening(event.date) }]),
  );

/** The answer of `v8/finance/chart` for the periods that were asked for. */
export function yahooChartAnswer(symbol: string, known: YahooSymbol, { query }: AskedRequest): VendorAnswer {
  const [from, to] = [Number(query.get("period1")), Number(query.get("period2"))];
  const inside = ({ date }: { readonly date: string }) => opening(date) >= from && opening(date) < to;
  const days = known.days.filter(inside);
  const first = known.days[0]?.date ?? "2000-01-03";
  const closes = days.map(({ close }) => close);
  const quote = {
    open: closes,
    high: closes,
    low: closes,
    close: closes,
    volume: days.map((day) => day.volume ?? 1000),
  };
  const meta = {
    currency: known.currency ?? "USD",
    symbol,
    exchangeName: "NYQ",
    fullExchangeName: "NYSE",
    instrumentType: "EQUITY",
    firstTradeDate: opening(first),
    regularMarketTime: opening(days.at(-1)?.date ?? first),
    hasPrePostMarketData: true,
    gmtoffset: -18000,
    timezone: "EST",
    exchangeTimezoneName: "America/New_York",
    regularMarketPrice: closes.at(-1) ?? 0,
    priceHint: 2,
    dataGranularity: "1d",
    range: "",
    validRanges: ["1d", "5d", "max"],
  };
  const events = {
    ...(known.dividends === undefined ? {} : { dividends: keyed(known.dividends.filter(inside)) }),
    ...(known.capitalGains === undefined ? {} : { capitalGains: keyed(known.capitalGains.filter(inside)) }),
    ...(known.splits === undefined
      ? {}
      : {
          splits: keyed(
            known.splits
              .filter(inside)
              .map((split) => ({ ...split, splitRatio: `${split.numerator}:${split.denominator}` })),
          ),
        }),
  };
  const result =
    days.length === 0
      ? { meta, indicators: { quote: [{}], adjclose: [{}] } }
      : {
          meta,
          timestamp: days.map(({ date }) => opening(date)),
          ...(Object.keys(events).length === 0 ? {} : { events }),
          indicators: { quote: [quote], adjclose: [{ adjclose: closes }] },
        };
  return { json: { chart: { result: [result], error: null } } };
}

/** How Yahoo says that it has no such symbol. */
export function yahooNotFound(kind: "chart" | "quoteSummary"): VendorAnswer {
  const description =
    kind === "chart" ? "No data found, symbol may be delisted" : "Quote not found for symbol: NOPE";
  return { status: 404, json: { [kind]: { result: null, error: { code: "Not Found", description } } } };
}

/** The steps to a crumb: a cookie from the web site, then the crumb itself; null for other paths. */
export function yahooCrumbAnswer({ path }: AskedRequest, crumb = "Cr.umb/1"): VendorAnswer | null {
  if (path === "/quote/AAPL")
    return {
      headers: {
        "content-type": "text/html",
        "set-cookie": "A3=d=AQABBK; Expires=Fri, 1 Jan 2038 00:00:00 GMT; Domain=.yahoo.com; Path=/; Secure",
      },
      text: "<html></html>",
    };
  return path === "/v1/test/getcrumb" ? { headers: { "content-type": "text/plain" }, text: crumb } : null;
}
