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
import { createTiingoProvider } from "./tiingo-provider.ts";

const KEY = "0123456789abcdef0123456789abcdef01234567";
const signal = new AbortController().signal;
const WEEK = { from: "2026-01-05", to: "2026-01-08" };
const NOT_FOUND: VendorAnswer = { status: 404, json: { detail: "Error: Ticker 'NOPE' not found" } };

const servers: VendorServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function tiingoThat(
  answer: (request: AskedRequest) => VendorAnswer,
): Promise<{ readonly provider: Provider; readonly server: VendorServer }> {
  const server = await startVendorServer(answer);
  servers.push(server);
  const calendar = createTradingCalendar();
  return { server, provider: createTiingoProvider({ key: KEY, calendar, baseUrl: server.url, log: null }) };
}

/** A row of the daily prices as Tiingo writes it. */
function day(date: string, close: number, divCash = 0, splitFactor = 1): object {
  return {
    date: `${date}T00:00:00.000Z`,
    close,
    high: close + 1,
    low: close - 1,
    open: close,
    volume: 1000,
    adjClose: close * 0.7,
    adjHigh: close,
    adjLow: close,
    adjOpen: close,
    adjVolume: 1000,
    divCash,
    splitFactor,
  };
}

describe("Tiingo's prices", () => {
  it("are raw as they stand, with splits and dividends of their days and a total return over both", async () => {
    const rows = [
      day("2026-01-05", 200),
      day("2026-01-06", 204, 4),
      day("2026-01-07", 51, 0, 4),
      day("2026-01-08", 52),
    ];
    const { provider } = await tiingoThat(() => ({ json: rows }));
    const history = await provider.fetchHistory({ symbol: "ABC", ...WEEK }, signal);
    expect(history).toMatchObject({
      kind: "history",
      closesAre: "raw",
      splits: [{ exDate: "2026-01-07", ratio: 4 }],
      dividends: [{ exDate: "2026-01-06", amount: 4 }],
      bars: {
        sessions: ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08"],
        close: Float64Array.of(200, 204, 51, 52),
        high: Float64Array.of(201, 205, 52, 53),
        volume: Float64Array.of(1000, 1000, 1000, 1000),
      },
    });
    if (history.kind !== "history") return;
    const { adjClose } = history.bars;
    // 204/(200 − 4), then a split that changes nothing, then 52/51.
    expect(adjClose[1]! / adjClose[0]!).toBeCloseTo(204 / 196, 13);
    expect(adjClose[2]! / adjClose[1]!).toBeCloseTo(1, 13);
    expect(adjClose[3]! / adjClose[2]!).toBeCloseTo(52 / 51, 13);
  });

  it("are asked for with the key in a header, a hyphen before the share class", async () => {
    const { provider, server } = await tiingoThat(() => ({ json: [day("2026-01-05", 500)] }));
    await provider.fetchHistory({ symbol: "BRK.B", ...WEEK }, signal);
    const [{ path, query, headers }] = server.requests as [AskedRequest];
    expect(path).toBe("/tiingo/daily/BRK-B/prices");
    expect(Object.fromEntries(query)).toEqual({ startDate: WEEK.from, endDate: WEEK.to, format: "json" });
    expect(headers.authorization).toBe(`Token ${KEY}`);
  });

  it("of an unknown symbol are unknown; of a known one without such days no data", async () => {
    const meta = {
      ticker: "ABC",
      name: "Abc",
      exchangeCode: "NYSE",
      startDate: "2026-02-02",
      endDate: null,
      description: "",
    };
    const { provider } = await tiingoThat(({ path }) =>
      path.includes("NOPE") ? NOT_FOUND : { json: path.endsWith("/prices") ? [] : meta },
    );
    expect(await provider.fetchHistory({ symbol: "NOPE", ...WEEK }, signal)).toEqual({
      kind: "unknownSymbol",
    });
    expect(await provider.fetchHistory({ symbol: "ABC", ...WEEK }, signal)).toEqual({ kind: "noData" });
  });

  it("of an index or a listing abroad are unknown without asking", async () => {
    const { provider, server } = await tiingoThat(() => NOT_FOUND);
    for (const symbol of ["^GSPC", "ASML.AS", "a b"])
      expect(await provider.fetchHistory({ symbol, ...WEEK }, signal)).toEqual({ kind: "unknownSymbol" });
    expect(server.requests).toEqual([]);
  });

  it.each([
    [429, "in its status"],
    [200, "in its text only"],
  ])("are throttled, never unknown, where the hour's allocation is used up (%i, %s)", async (status) => {
    const detail = "Error: You have run over your hourly request allocation.";
    const { provider } = await tiingoThat(() => ({ status, json: { detail } }));
    expect(await rejection(provider.fetchHistory({ symbol: "ABC", ...WEEK }, signal))).toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      retry: "later",
      message: expect.stringContaining("hourly request allocation"),
    });
  });

  it("are refused without a good key, and the message does not tell it", async () => {
    const { provider } = await tiingoThat(({ headers }) => ({
      status: 401,
      json: { detail: `Invalid token: ${headers.authorization ?? ""}` },
    }));
    const error = await rejection(provider.fetchHistory({ symbol: "ABC", ...WEEK }, signal));
    expect(error).toMatchObject({ code: "PROVIDER_REFUSED", message: expect.stringContaining("[secret]") });
    expect((error as Error).stack).not.toContain(KEY);
  });

  it.each([
    [
      "a text for a price",
      [{ ...day("2026-01-05", 1), close: "1.00" }],
      "0.close: Invalid input: expected number",
    ],
    ["a date in another order", [{ ...day("2026-01-05", 1), date: "05/01/2026" }], "0.date: expected a date"],
    ["an object", { prices: [] }, "expected array"],
  ])("with %s are refused, saying what was expected", async (_, json, message) => {
    const { provider } = await tiingoThat(() => ({ json }));
    expect(await rejection(provider.fetchHistory({ symbol: "ABC", ...WEEK }, signal))).toMatchObject({
      code: "PROVIDER_BAD_DATA",
      retry: "nextProvider",
      message: expect.stringContaining(message),
    });
  });
});
