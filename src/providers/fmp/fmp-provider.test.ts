import { afterEach, describe, expect, it } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { rejection } from "#test/support/rejection.ts";
import {
  type AskedRequest,
  startVendorServer,
  type VendorAnswer,
  type VendorServer,
} from "#test/support/vendor-server.ts";
import type { Provider } from "../provider.ts";
import { createFmpProvider } from "./fmp-provider.ts";

const KEY = "fmpKEY0123456789abcdef";
const signal = new AbortController().signal;
const WEEK = { from: "2026-01-05", to: "2026-01-08" };

const servers: VendorServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** FMP with an answer for each path; any other has none. */
async function fmpWith(
  answers: Readonly<Record<string, unknown>> | ((request: AskedRequest) => VendorAnswer),
  today = "2026-01-08",
): Promise<{ readonly provider: Provider; readonly server: VendorServer }> {
  const answer =
    typeof answers === "function" ? answers : ({ path }: AskedRequest) => ({ json: answers[path] ?? [] });
  const server = await startVendorServer(answer);
  servers.push(server);
  const settings = { key: KEY, calendar: createTradingCalendar(), baseUrl: server.url, log: null };
  return { server, provider: createFmpProvider({ ...settings, today: () => today }) };
}

/** A row of `historical-price-eod/full` as FMP writes it. */
const day = (date: string, close: number) => ({
  symbol: "ABC",
  date,
  open: close,
  high: close + 1,
  low: close - 1,
  close,
  volume: 4000,
  change: 0,
  changePercent: 0,
  vwap: close,
});
const PRICES = "/stable/historical-price-eod/full";
const dividend = (date: string, amount: number, adjDividend: number) => ({
  symbol: "ABC",
  date,
  recordDate: "",
  paymentDate: "",
  declarationDate: "",
  adjDividend,
  dividend: amount,
  yield: 0.5,
  frequency: "Quarterly",
});
const APPLE = {
  symbol: "AAPL",
  price: 232.8,
  beta: 1.24,
  companyName: "Apple Inc.",
  currency: "USD",
  industry: "Consumer Electronics",
  sector: "Technology",
  country: "US",
  isEtf: false,
  isActivelyTrading: true,
  isAdr: false,
  isFund: false,
};

describe("FMP's prices", () => {
  it("become raw by the splits up to today, dividends too", async () => {
    const { provider, server } = await fmpWith(
      {
        // The newest row comes first.
        [PRICES]: [
          day("2026-01-12", 17),
          day("2026-01-07", 52),
          day("2026-01-06", 51),
          day("2026-01-05", 50),
        ],
        "/stable/splits": [
          { symbol: "ABC", date: "2026-01-12", numerator: 3, denominator: 1 },
          { symbol: "ABC", date: "2026-01-07", numerator: 4, denominator: 1 },
        ],
        "/stable/dividends": [dividend("2026-01-06", 6, 0.5), dividend("2025-10-06", 6, 0.5)],
      },
      "2026-01-12",
    );
    const history = await provider.fetchHistory({ symbol: "ABC", ...WEEK }, signal);
    expect(history).toMatchObject({
      closesAre: "raw",
      splits: [{ exDate: "2026-01-07", ratio: 4 }],
      dividends: [{ exDate: "2026-01-06", amount: 6 }],
      bars: {
        sessions: ["2026-01-05", "2026-01-06", "2026-01-07"],
        close: Float64Array.of(600, 612, 156),
        volume: Float64Array.of(4000 / 12, 4000 / 12, 4000 / 3),
      },
    });
    if (history.kind !== "history") return;
    expect(history.bars.adjClose[1]! / history.bars.adjClose[0]!).toBeCloseTo(51 / 49.5, 13);
    expect(server.requests[0]?.query.get("to")).toBe("2026-01-12");
  });

  it("are asked for with the key in a header, not in the address", async () => {
    const { provider, server } = await fmpWith({ [PRICES]: [day("2026-01-05", 50)] });
    await provider.fetchHistory({ symbol: "BRK/B", ...WEEK }, signal);
    for (const { headers, query } of server.requests) {
      expect(headers.apikey).toBe(KEY);
      expect(query.has("apikey")).toBe(false);
      expect(query.get("symbol")).toBe("BRK-B");
    }
  });

  it("of an unknown symbol are unknown; of a known one without such days no data", async () => {
    const unknown = await fmpWith({});
    expect(await unknown.provider.fetchHistory({ symbol: "NOPE", ...WEEK }, signal)).toEqual({
      kind: "unknownSymbol",
    });
    const known = await fmpWith({ "/stable/profile": [APPLE] });
    expect(await known.provider.fetchHistory({ symbol: "AAPL", ...WEEK }, signal)).toEqual({
      kind: "noData",
    });
  });

  it.each([
    [401, "Invalid API KEY. Feel free to create a Free API Key", "PROVIDER_REFUSED", "nextProvider"],
    [
      402,
      "Premium Query Parameter: not available under your current subscription",
      "PROVIDER_REFUSED",
      "nextProvider",
    ],
    [429, "Limit Reach . Please upgrade your plan", "PROVIDER_UNAVAILABLE", "later"],
    [403, "Limit Reach . Please upgrade your plan", "PROVIDER_UNAVAILABLE", "later"],
  ])("refused with %i, %s, are %s", async (status, message, code, retry) => {
    const { provider } = await fmpWith(() => ({ status, json: { "Error Message": `${message} ${KEY}` } }));
    const error = await rejection(provider.fetchHistory({ symbol: "ABC", ...WEEK }, signal));
    expect(error).toMatchObject({ code, retry, message: expect.stringContaining(message) });
    expect((error as Error).stack).not.toContain(KEY);
  });

  it("with an unreadable split are refused whole", async () => {
    const { provider } = await fmpWith({
      [PRICES]: [day("2026-01-05", 50)],
      "/stable/splits": [{ symbol: "ABC", date: "2026-01-07", numerator: 0, denominator: 1 }],
    });
    expect(await rejection(provider.fetchHistory({ symbol: "ABC", ...WEEK }, signal))).toMatchObject({
      code: "PROVIDER_BAD_DATA",
      message: expect.stringMatching(/fmp: splits of ABC .*0\.numerator/),
    });
  });
});

describe("FMP's profiles", () => {
  it("have a stock's sector in the common words, and FMP's beta", async () => {
    const { provider } = await fmpWith({ "/stable/profile": [APPLE] });
    expect(await provider.fetchProfile?.("AAPL", signal)).toEqual({
      kind: "profile",
      profile: {
        symbol: "AAPL",
        name: "Apple Inc.",
        sector: "Information Technology",
        industry: "Consumer Electronics",
        assetType: "stock",
        providerBeta: 1.24,
        sectorWeights: null,
      },
    });
  });

  it("of a fund do not have its manager's sector", async () => {
    const vug = {
      ...APPLE,
      symbol: "VUG",
      companyName: "Vanguard Growth",
      sector: "Financial Services",
      isEtf: true,
    };
    const { provider } = await fmpWith({ "/stable/profile": [vug] });
    expect(await provider.fetchProfile?.("VUG", signal)).toMatchObject({
      profile: { assetType: "etf", sector: null, industry: null },
    });
  });

  it("of an unknown symbol are unknown", async () => {
    const { provider } = await fmpWith({});
    expect(await provider.fetchProfile?.("NOPE", signal)).toEqual({ kind: "unknownSymbol" });
  });
});

describe("FMP's statements", () => {
  const income = (date: string) => ({
    date,
    symbol: "AAPL",
    reportedCurrency: "USD",
    period: "FY",
    revenue: 416,
    netIncome: 112,
    eps: 7.5,
    epsDiluted: 7.46,
  });
  const balance = (date: string) => ({
    date,
    symbol: "AAPL",
    reportedCurrency: "USD",
    period: "FY",
    totalAssets: 359,
    totalStockholdersEquity: 74,
  });

  it("join income and balance of a period, none that ends after the day", async () => {
    const { provider } = await fmpWith(({ path, query }) => {
      if (path === "/stable/profile") return { json: [APPLE] };
      if (query.get("period") === "quarter") return { json: [] };
      return {
        json: path.includes("income")
          ? [income("2026-09-26"), income("2025-09-27")]
          : [balance("2025-09-27")],
      };
    });
    expect(await provider.fetchFundamentals?.({ symbol: "AAPL", through: "2026-01-08" }, signal)).toEqual({
      kind: "fundamentals",
      statements: [
        {
          symbol: "AAPL",
          periodEnd: "2025-09-27",
          frequency: "annual",
          currency: "USD",
          revenue: 416,
          netIncome: 112,
          epsDiluted: 7.46,
          totalAssets: 359,
          totalEquity: 74,
          estimateEps: null,
        },
      ],
    });
  });

  it("are none for a fund, at the price of one question", async () => {
    const { provider, server } = await fmpWith({ "/stable/profile": [{ ...APPLE, isFund: true }] });
    expect(await provider.fetchFundamentals?.({ symbol: "GGIPX", through: "2026-01-08" }, signal)).toEqual({
      kind: "noData",
    });
    expect(server.requests).toHaveLength(1);
  });
});
