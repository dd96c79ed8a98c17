import { afterEach, describe, expect, it, vi } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { rejection } from "#test/support/rejection.ts";
import {
  type AskedRequest,
  startVendorServer,
  type VendorAnswer,
  type VendorServer,
} from "#test/support/vendor-server.ts";
import {
  type YahooSymbol,
  yahooChartAnswer,
  yahooCrumbAnswer,
  yahooNotFound,
} from "#test/support/yahoo-answers.ts";
import type { History, Provider } from "../provider.ts";
import { createYahooProvider } from "./yahoo-provider.ts";

const calendar = createTradingCalendar();
const signal = new AbortController().signal;
const WEEK = { from: "2026-01-05", to: "2026-01-09" };

const servers: VendorServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function yahooThat(
  answer: (request: AskedRequest) => VendorAnswer,
  today = "2026-01-09",
): Promise<{ readonly provider: Provider; readonly server: VendorServer }> {
  const server = await startVendorServer((request) => yahooCrumbAnswer(request) ?? answer(request));
  servers.push(server);
  const provider = createYahooProvider({
    calendar,
    baseUrl: server.url,
    today: () => today,
    log: null,
    time: { now: () => performance.now(), sleep: async () => {} },
  });
  return { provider, server };
}

/** A Yahoo that knows these symbols' charts. */
async function yahooWith(symbols: Readonly<Record<string, YahooSymbol>>, today?: string) {
  return await yahooThat((request) => {
    const symbol = request.path.split("/").at(-1) ?? "";
    const known = symbols[symbol];
    return known === undefined ? yahooNotFound("chart") : yahooChartAnswer(symbol, known, request);
  }, today);
}

async function historyOf(provider: Provider, symbol: string, range = WEEK): Promise<History> {
  const result = await provider.fetchHistory({ symbol, ...range }, signal);
  if (result.kind !== "history") throw new Error(result.kind);
  return result;
}

const DAYS = ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09"].map((date, i) => ({
  date,
  close: 100 + i,
  volume: 1000 * (i + 1),
}));

describe("Yahoo's prices", () => {
  it("are bars of New York days, with the day of the first trade", async () => {
    const { provider } = await yahooWith({ ABC: { days: DAYS } });
    expect(await historyOf(provider, "ABC", { from: "2026-01-06", to: "2026-01-08" })).toEqual({
      kind: "history",
      bars: {
        sessions: ["2026-01-06", "2026-01-07", "2026-01-08"],
        open: Float64Array.of(101, 102, 103),
        high: Float64Array.of(101, 102, 103),
        low: Float64Array.of(101, 102, 103),
        close: Float64Array.of(101, 102, 103),
        adjClose: Float64Array.of(101, 102, 103),
        volume: Float64Array.of(2000, 3000, 4000),
      },
      closesAre: "raw",
      splits: [],
      dividends: [],
      firstAvailable: "2026-01-05",
      lastAvailable: null,
      dropped: { badClose: 0, notSession: 0, duplicate: 0 },
    });
  });

  it("become raw by every split up to today, also one after the range", async () => {
    // 2:1 on the 7th and 3:1 on the 12th: Yahoo's 100 of the 5th was printed as 600.
    const splits = [
      { date: "2026-01-07", numerator: 2, denominator: 1 },
      { date: "2026-01-12", numerator: 3, denominator: 1 },
    ];
    const { provider } = await yahooWith(
      { ABC: { days: DAYS, splits, dividends: [{ date: "2026-01-06", amount: 0.5 }] } },
      "2026-01-12",
    );
    const history = await historyOf(provider, "ABC");
    expect([...history.bars.close]).toEqual([600, 606, 306, 309, 312]);
    expect(history.bars.volume[0]).toBeCloseTo(1000 / 6, 12);
    expect(history.splits).toEqual([{ exDate: "2026-01-07", ratio: 2 }]);
    expect(history.dividends).toEqual([{ exDate: "2026-01-06", amount: 3 }]);
  });

  it("have total-return closes by Yahoo's own rule, free of its noise", async () => {
    const { provider } = await yahooWith({
      ABC: { days: DAYS, dividends: [{ date: "2026-01-07", amount: 1 }] },
    });
    const { adjClose } = (await historyOf(provider, "ABC")).bars;
    // Factor 1 − 1/101 before the ex-date.
    expect(adjClose[2]! / adjClose[1]!).toBeCloseTo(102 / 100, 14);
    expect(adjClose[1]! / adjClose[0]!).toBeCloseTo(101 / 100, 14);
  });

  it("count a fund's capital gain once, beside its dividend or within it", async () => {
    const { provider } = await yahooWith({
      APART: {
        days: DAYS,
        dividends: [{ date: "2026-01-07", amount: 1 }],
        capitalGains: [{ date: "2026-01-07", amount: 4 }],
      },
      WITHIN: {
        days: DAYS,
        dividends: [{ date: "2026-01-07", amount: 5 }],
        capitalGains: [{ date: "2026-01-07", amount: 4 }],
      },
      ALONE: { days: DAYS, capitalGains: [{ date: "2026-01-07", amount: 5 }] },
    });
    for (const symbol of ["APART", "WITHIN", "ALONE"])
      expect((await historyOf(provider, symbol)).dividends).toEqual([{ exDate: "2026-01-07", amount: 5 }]);
  });

  it("leave out rows without a close, and say how many", async () => {
    const days = [...DAYS.slice(0, 2), { date: "2026-01-07", close: null }, ...DAYS.slice(3)];
    const { provider } = await yahooWith({ ABC: { days } });
    const { bars, dropped } = await historyOf(provider, "ABC");
    expect(bars.sessions).not.toContain("2026-01-07");
    expect(dropped.badClose).toBe(1);
  });

  it("are asked for under Yahoo's own spelling of share classes, options and the bill yield", async () => {
    const known = { days: DAYS };
    const { provider, server } = await yahooWith({
      "BRK-B": known,
      "^IRX": known,
      AAPL260116C00150000: known,
    });
    for (const symbol of ["BRK.B", "^IRX", "AAPL  260116C00150000"]) await historyOf(provider, symbol);
    expect(server.requests.map(({ path }) => path.split("/").at(-1))).toEqual([
      "BRK-B",
      "^IRX",
      "AAPL260116C00150000",
    ]);
  });

  it("of an unknown symbol are unknown, of an impossible one without asking", async () => {
    const { provider, server } = await yahooWith({});
    expect(await provider.fetchHistory({ symbol: "NOPE", ...WEEK }, signal)).toEqual({
      kind: "unknownSymbol",
    });
    for (const symbol of ["../../x", "A?b=1", ""])
      expect(await provider.fetchHistory({ symbol, ...WEEK }, signal)).toEqual({ kind: "unknownSymbol" });
    expect(server.requests).toHaveLength(1);
  });

  it("of days without any are no data, whichever way Yahoo says so", async () => {
    const { provider } = await yahooWith({ ABC: { days: DAYS } });
    const early = { from: "2025-03-03", to: "2025-03-07" };
    expect(await provider.fetchHistory({ symbol: "ABC", ...early }, signal)).toMatchObject({
      kind: "noData",
    });
    const description = "Data doesn't exist for startDate = 1, endDate = 2";
    const refusing = await yahooThat(() => ({
      status: 400,
      json: { chart: { result: null, error: { code: "Bad Request", description } } },
    }));
    expect(await refusing.provider.fetchHistory({ symbol: "ABC", ...early }, signal)).toEqual({
      kind: "noData",
    });
  });

  it("in another currency are refused", async () => {
    const { provider } = await yahooWith({
      "VOD.L": { days: DAYS, currency: "GBp" },
      "VOD-L": { days: DAYS, currency: "GBp" },
    });
    expect(await rejection(provider.fetchHistory({ symbol: "VOD.L", ...WEEK }, signal))).toMatchObject({
      code: "PROVIDER_BAD_DATA",
      message: "yahoo has VOD.L in GBp, not in USD",
    });
  });

  it.each([
    [
      "columns of another length",
      {
        chart: {
          result: [
            {
              meta: {},
              timestamp: [1, 2],
              indicators: { quote: [{ open: [1], high: [1], low: [1], close: [1], volume: [1] }] },
            },
          ],
          error: null,
        },
      },
      "expected columns as long as the timestamps",
    ],
    [
      "text for a number",
      {
        chart: {
          result: [
            {
              meta: {},
              timestamp: [1767623400],
              indicators: { quote: [{ open: ["1"], high: [1], low: [1], close: [1], volume: [1] }] },
            },
          ],
          error: null,
        },
      },
      "expected number",
    ],
    ["no result", { chart: { result: null, error: null } }, "cannot read"],
    ["something else", { hello: "world" }, "cannot read"],
    ["a list", [1, 2, 3], "cannot read"],
  ])("with %s are refused, saying what was expected", async (_, json, message) => {
    const { provider } = await yahooThat(() => ({ json }));
    expect(await rejection(provider.fetchHistory({ symbol: "ABC", ...WEEK }, signal))).toMatchObject({
      code: "PROVIDER_BAD_DATA",
      retry: "nextProvider",
      message: expect.stringContaining(message),
    });
  });

  it("with a dividend above the close before it are refused", async () => {
    const { provider } = await yahooWith({
      ABC: { days: DAYS, dividends: [{ date: "2026-01-07", amount: 200 }] },
    });
    expect(await rejection(provider.fetchHistory({ symbol: "ABC", ...WEEK }, signal))).toMatchObject({
      code: "PROVIDER_BAD_DATA",
      message: expect.stringContaining("ABC: the dividend 200"),
    });
  });
});

const STOCK = {
  quoteSummary: {
    result: [
      {
        assetProfile: { sector: "Technology", industry: "Consumer Electronics", country: "United States" },
        quoteType: { quoteType: "EQUITY", symbol: "AAPL", shortName: "Apple Inc.", longName: "Apple Inc." },
        summaryDetail: { beta: 1.24, currency: "USD" },
        defaultKeyStatistics: { beta: 1.24 },
        financialData: { financialCurrency: "USD" },
        earningsHistory: {
          history: [{ period: "-1q", quarter: 1_759_190_400, epsActual: 1.85, epsEstimate: 1.77 }],
        },
      },
    ],
    error: null,
  },
};
const FUND = {
  quoteSummary: {
    result: [
      {
        quoteType: { quoteType: "ETF", symbol: "VUG", shortName: "Vanguard Growth ETF", longName: null },
        summaryDetail: { currency: "USD" },
        defaultKeyStatistics: { beta3Year: 1.2 },
        topHoldings: {
          sectorWeightings: [{ technology: 0.8 }, { financial_services: 0.3 }, { realestate: 0 }],
        },
      },
    ],
    error: null,
  },
};

describe("Yahoo's profiles", () => {
  it("have a stock's sector in the common words, and Yahoo's beta", async () => {
    const { provider } = await yahooThat(() => ({ json: STOCK }));
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

  it("look through a fund to its sectors, which add up to at most 1", async () => {
    const { provider } = await yahooThat(() => ({ json: FUND }));
    expect(await provider.fetchProfile?.("VUG", signal)).toMatchObject({
      profile: {
        name: "Vanguard Growth ETF",
        assetType: "etf",
        sector: null,
        providerBeta: 1.2,
        sectorWeights: { "Information Technology": 0.8 / 1.1, Financials: 0.3 / 1.1 },
      },
    });
  });

  it("of a symbol Yahoo does not know are unknown", async () => {
    const { provider } = await yahooThat(() => yahooNotFound("quoteSummary"));
    expect(await provider.fetchProfile?.("NOPE", signal)).toEqual({ kind: "unknownSymbol" });
  });

  it("need one crumb for all, and another one where Yahoo refuses it", async () => {
    let accepted = "Cr.umb/1";
    const crumbs: (string | null)[] = [];
    const server = await startVendorServer((request) => {
      const crumb = yahooCrumbAnswer(request, accepted);
      if (crumb !== null) return crumb;
      crumbs.push(request.query.get("crumb"));
      if (request.query.get("crumb") === accepted) return { json: STOCK };
      return {
        status: 401,
        json: { finance: { result: null, error: { code: "Unauthorized", description: "Invalid Crumb" } } },
      };
    });
    servers.push(server);
    const provider = createYahooProvider({ calendar, baseUrl: server.url, log: null });
    const ask = () => provider.fetchProfile!("AAPL", signal);
    await Promise.all([ask(), ask()]);
    accepted = "another";
    expect(await rejection(ask())).toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      retry: "later",
      message: "yahoo refuses its crumb: Invalid Crumb",
    });
    expect(await ask()).toMatchObject({ kind: "profile" });
    expect(crumbs).toEqual(["Cr.umb/1", "Cr.umb/1", "Cr.umb/1", "another"]);
    expect(server.requests.filter(({ path }) => path === "/v1/test/getcrumb")).toHaveLength(2);
  });

  it("are not unknown where only the crumb cannot be had", async () => {
    const server = await startVendorServer(() => ({ status: 404, text: "gone" }));
    servers.push(server);
    const provider = createYahooProvider({ calendar, baseUrl: server.url, log: null });
    expect(await rejection(provider.fetchProfile!("AAPL", signal))).toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      message: "yahoo gives no crumb (404)",
    });
  });

  it("are not asked for where Yahoo's page leads away from Yahoo", async () => {
    const server = await startVendorServer(() => ({
      status: 302,
      headers: {
        location: "https://guce.yahoo.com.evil.example/consent",
        "set-cookie": "A1=x; Domain=.yahoo.com; Path=/",
      },
    }));
    servers.push(server);
    const provider = createYahooProvider({ calendar, baseUrl: server.url, log: null });
    expect(await rejection(provider.fetchProfile!("AAPL", signal))).toMatchObject({
      message: "yahoo leads to guce.yahoo.com.evil.example, which is not followed",
    });
  });
});

/** `fundamentals-timeseries` with one value of each kind that is asked for. */
function timeSeries({ query }: AskedRequest): VendorAnswer {
  const values: Readonly<Record<string, number>> = {
    annualTotalRevenue: 416_161e6,
    annualNetIncome: 112_010e6,
    annualDilutedEPS: 7.46,
    annualTotalAssets: 359_241e6,
    annualStockholdersEquity: 73_733e6,
    quarterlyTotalRevenue: 102_466e6,
  };
  const types = (query.get("type") ?? "").split(",").filter((type) => type in values);
  const result = types.map((type) => ({
    meta: { symbol: ["AAPL"], type: [type] },
    timestamp: [1_759_190_400],
    [type]: [
      {
        dataId: 20100,
        asOfDate: "2025-09-30",
        periodType: type.startsWith("annual") ? "12M" : "3M",
        currencyCode: "USD",
        reportedValue: { raw: values[type], fmt: "" },
      },
    ],
  }));
  return { json: { timeseries: { result, error: null } } };
}

describe("Yahoo's statements", () => {
  it("join income and balance of a period, with the consensus of a quarter", async () => {
    const { provider } = await yahooThat((request) =>
      request.path.startsWith("/ws/") ? timeSeries(request) : { json: STOCK },
    );
    const answer = await provider.fetchFundamentals?.({ symbol: "AAPL", through: "2026-01-09" }, signal);
    expect(answer).toEqual({
      kind: "fundamentals",
      statements: [
        {
          symbol: "AAPL",
          periodEnd: "2025-09-30",
          frequency: "annual",
          currency: "USD",
          revenue: 416_161e6,
          netIncome: 112_010e6,
          epsDiluted: 7.46,
          totalAssets: 359_241e6,
          totalEquity: 73_733e6,
          estimateEps: null,
        },
        {
          symbol: "AAPL",
          periodEnd: "2025-09-30",
          frequency: "quarterly",
          currency: "USD",
          revenue: 102_466e6,
          netIncome: null,
          epsDiluted: null,
          totalAssets: null,
          totalEquity: null,
          estimateEps: 1.77,
        },
      ],
    });
  });

  it("are none for a fund, at the price of one question", async () => {
    const { provider, server } = await yahooThat(() => ({ json: FUND }));
    expect(await provider.fetchFundamentals?.({ symbol: "VUG", through: "2026-01-09" }, signal)).toEqual({
      kind: "noData",
    });
    expect(server.requests.filter(({ path }) => path.includes("quoteSummary"))).toHaveLength(1);
    expect(server.requests.filter(({ path }) => path.startsWith("/ws/"))).toEqual([]);
  });
});

describe("Yahoo's library", () => {
  it("writes nothing of its own, whatever Yahoo answers", async () => {
    const said = vi.fn();
    const methods = ["log", "info", "warn", "error", "dir", "debug"] as const;
    const spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(said));
    const answers: VendorAnswer[] = [
      { status: 500, text: "broken" },
      { status: 404, text: "<html>" },
      { json: { chart: { result: [{ meta: 1 }], error: null } } },
      { json: { quoteSummary: { result: [{ price: 1 }], error: null } } },
    ];
    for (const answer of answers) {
      const { provider } = await yahooThat(() => answer);
      await rejection(provider.fetchHistory({ symbol: "ABC", ...WEEK }, signal));
      await rejection(provider.fetchProfile!("ABC", signal));
    }
    for (const spy of spies) spy.mockRestore();
    expect(said).not.toHaveBeenCalled();
  });

  it("ends a question when its caller does, and leaves those of others alone", async () => {
    let answered = false;
    const { provider } = await yahooThat(() => async (response) => {
      await new Promise((resolve) => setTimeout(resolve, answered ? 0 : 300));
      answered = true;
      response.end(JSON.stringify(STOCK));
    });
    const abort = new AbortController();
    const stopped = provider.fetchProfile!("AAPL", abort.signal);
    setTimeout(() => abort.abort(), 100);
    expect(await rejection(stopped)).toMatchObject({ code: "CANCELLED" });
    expect(await provider.fetchProfile!("AAPL", signal)).toMatchObject({ kind: "profile" });
  });
});
