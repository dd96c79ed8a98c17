import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { openTestPlatform, type TestPlatform, type TestPlatformOptions } from "#test/support/platform.ts";
import { dumpTables } from "#test/support/table-dump.ts";
import {
  brokenOff,
  gigantic,
  redirect,
  slow,
  startVendorServer,
  type VendorAnswer,
  type VendorServer,
} from "#test/support/vendor-server.ts";
import {
  type YahooDay,
  type YahooSymbol,
  yahooChartAnswer,
  yahooCrumbAnswer,
  yahooNotFound,
} from "#test/support/yahoo-answers.ts";

const CALENDAR = createTradingCalendar();
const SYMBOLS = ["AAA", "BBB", "SPY", "TLT", "MTUM"];
const BOOK = Buffer.from(
  "Symbol,Quantity,Entry Price Per Share,Entry Date\nAAA,100,50,2025-12-01\nBBB,-40,57,2025-12-03\n",
);

/** Closes that swing around a level of the symbol, up to a day. */
function days(symbol: string, to: string): YahooDay[] {
  const level = 50 + 7 * SYMBOLS.indexOf(symbol);
  return CALENDAR.range("2021-06-01", to).map((date, t) => ({
    date,
    close: Number((level + 9 * Math.sin(t / (11 + level)) + Math.cos(t * level)).toFixed(2)),
  }));
}

describe("prices of vendors over the network", () => {
  let database: TestDatabase;
  let yahoo: VendorServer;
  let tiingo: VendorServer;
  /** What Yahoo knows; a fault goes before it. */
  let known: Record<string, YahooSymbol>;
  let fault: (symbol: string, time: number) => VendorAnswer | null;
  /** What Yahoo answers to everything. */
  let down: VendorAnswer | null;
  const open: TestPlatform[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
    known = Object.fromEntries(SYMBOLS.map((symbol) => [symbol, { days: days(symbol, "2026-01-08") }]));
    fault = () => null;
    down = null;
    const times = new Map<string, number>();
    yahoo = await startVendorServer((request) => {
      if (down !== null) return down;
      if (!request.path.startsWith("/v8/")) return yahooCrumbAnswer(request) ?? yahooNotFound("quoteSummary");
      const symbol = request.path.split("/").at(-1)!;
      const time = (times.get(symbol) ?? 0) + 1;
      times.set(symbol, time);
      const played = fault(symbol, time);
      if (played !== null) return played;
      const found = known[symbol];
      return found === undefined ? yahooNotFound("chart") : yahooChartAnswer(symbol, found, request);
    });
    tiingo = await startVendorServer(({ path, query }) => {
      const found = known[path.split("/")[3]!];
      if (found === undefined) return { status: 404, json: { detail: "Not found." } };
      const [from, to] = [query.get("startDate")!, query.get("endDate")!];
      return {
        json: found.days
          .filter(({ date }) => date >= from && date <= to)
          .map(({ date, close }) => ({
            date: `${date}T00:00:00.000Z`,
            open: close,
            high: close,
            low: close,
            close,
            volume: 1000,
            divCash: 0,
            splitFactor: 1,
          })),
      };
    });
  });
  afterEach(async () => {
    for (const platform of open.splice(0)) await platform.close(1_000);
    await Promise.all([yahoo.close(), tiingo.close(), database.drop()]);
  });

  async function platformAt(
    day: string,
    options: TestPlatformOptions = {},
    { url } = database,
  ): Promise<TestPlatform> {
    const platform = await openTestPlatform(url, {
      providers: ["yahoo"],
      tiingoKey: "tiingo-test-key",
      clock: new Date(`${day}T23:00:00Z`),
      ...options,
      network: {
        baseUrls: { yahoo: yahoo.url, tiingo: tiingo.url },
        today: () => day,
        timeoutMs: 20_000,
        throttleMs: 50,
        maxBodyBytes: 4 * 2 ** 20,
        time: { now: () => performance.now(), sleep: async (ms) => await shortSleep(ms) },
        ...options.network,
      },
    });
    open.push(platform);
    return platform;
  }

  /** The bars of the restated symbols, and what came of them. */
  async function stored({ url }: TestDatabase): Promise<object> {
    const {
      market_data_cache: bars,
      corporate_actions: actions,
      portfolio_snapshots: snapshots,
    } = await dumpTables(url);
    const isRestated = (row: string) => /symbol=(AAA|BBB) /.test(row);
    return { bars: bars.filter(isRestated), actions: actions.filter(isRestated), snapshots };
  }

  async function onboard(day: string, options?: TestPlatformOptions): Promise<TestPlatform> {
    const platform = await platformAt(day, options);
    const portfolioId = await platform.importPortfolio(BOOK, { account: "book", equity: "100000" });
    expect((await platform.finish({ trigger: "onboarding", portfolioId })).status).toBe("completed");
    return platform;
  }

  const findings = (platform: TestPlatform, code: string) =>
    platform.rows<{ subject: string; message: string }>(
      "select subject, message from findings where code = $1 order by subject",
      [code],
    );

  /** What the fetches of a symbol's history came to, oldest first. */
  const fetches = (platform: TestPlatform, symbol: string) =>
    platform.rows<{
      outcome: string;
      provider: string | null;
      attempts: { provider: string; outcome: string; code: string | null }[];
    }>(
      "select outcome, provider, attempts from provider_fetches where symbol = $1 and kind = 'history' order by id",
      [symbol],
    );

  const barsBySymbol = (platform: TestPlatform) =>
    platform.rows<{ symbol: string; bars: number }>(
      "select symbol, count(*)::int as bars from market_data_cache group by symbol order by symbol",
    );

  it("are fetched, stored raw with their actions, and analysed", async () => {
    known.AAA = {
      ...known.AAA!,
      splits: [{ date: "2025-12-15", numerator: 2, denominator: 1 }],
      dividends: [{ date: "2025-12-22", amount: 0.5 }],
    };
    const platform = await onboard("2026-01-08");
    expect(
      await platform.rows(
        "select kind, value, ex_date::text as day from corporate_actions where symbol = 'AAA' order by ex_date",
      ),
    ).toEqual([
      { kind: "split", value: 2, day: "2025-12-15" },
      { kind: "dividend", value: 0.5, day: "2025-12-22" },
    ]);
    const close = known.AAA.days.find(({ date }) => date === "2025-12-12")!.close!;
    expect(
      await platform.rows(
        "select close from market_data_cache where symbol = 'AAA' and session = '2025-12-12'",
      ),
    ).toEqual([{ close: 2 * close }]);
    expect((await fetches(platform, "AAA"))[0]).toMatchObject({ outcome: "served", provider: "yahoo" });
  });

  it("come after a throttled answer from the same vendor, and after a broken one from the next", async () => {
    fault = (symbol, time) => {
      if (symbol === "AAA" && time === 1) return { status: 429, headers: { "retry-after": "1" } };
      if (symbol === "BBB") return { status: 500, text: "broken" };
      if (symbol === "SPY") return { text: '{"chart":{"result":[{"meta":{"currency":"USD"' };
      return symbol === "TLT" ? { json: { chart: { result: [{ meta: [] }], error: null } } } : null;
    };
    const platform = await onboard("2026-01-08", { providers: ["yahoo", "tiingo"] });
    const [aaa] = await fetches(platform, "AAA");
    expect(aaa).toMatchObject({
      provider: "yahoo",
      attempts: [
        { outcome: "failed", code: "PROVIDER_UNAVAILABLE" },
        { outcome: "served", code: null },
      ],
    });
    for (const [symbol, code] of [
      ["BBB", "PROVIDER_UNAVAILABLE"],
      ["SPY", "PROVIDER_BAD_DATA"],
      ["TLT", "PROVIDER_BAD_DATA"],
    ] as const) {
      expect((await fetches(platform, symbol))[0]).toMatchObject({
        provider: "tiingo",
        attempts: [
          { provider: "yahoo", outcome: "failed", code },
          { provider: "tiingo", outcome: "served" },
        ],
      });
    }
    expect(await findings(platform, "PRICES_OUTDATED")).toEqual([]);
  });

  it("stay the last good ones, with their age, where the vendor sends rubbish; the run completes and nothing is half stored", async () => {
    await onboard("2026-01-06");
    await open.pop()?.close(1_000);
    const faults: Readonly<Record<string, VendorAnswer>> = {
      AAA: gigantic(200 * 2 ** 20, () => {}),
      BBB: redirect("/v8/finance/chart/BBB"),
      SPY: brokenOff('{"chart":'),
      TLT: slow(60_000, {}),
      MTUM: { json: { chart: { result: [{ meta: {}, timestamp: ["x"] }], error: null } } },
    };
    fault = (symbol) => faults[symbol] ?? null;
    const platform = await platformAt("2026-01-08", { network: { timeoutMs: 2_000 } });
    const before = { bars: await barsBySymbol(platform), memory: process.memoryUsage().rss };
    expect((await platform.finish({ trigger: "nightly" })).status).toBe("completed");
    expect(process.memoryUsage().rss - before.memory).toBeLessThan(150 * 2 ** 20);
    expect(await barsBySymbol(platform)).toEqual(before.bars);
    const reasons = {
      AAA: "more than 4 MB",
      BBB: "redirects more than 3 times",
      SPY: "cannot be reached",
      TLT: "did not answer within 2 s",
      MTUM: "expected number",
    };
    const outdated = new Map(
      (await findings(platform, "PRICES_OUTDATED")).map((row) => [row.subject, row.message]),
    );
    for (const [symbol, reason] of Object.entries(reasons)) {
      expect(outdated.get(symbol)).toContain(reason);
      expect(outdated.get(symbol)).toContain("the last stored close is used, of 2026-01-06, 2 sessions old");
    }
    fault = () => null;
    expect((await platform.finish({ trigger: "admin" })).status).toBe("completed");
    expect(await findings(platform, "PRICES_OUTDATED")).toEqual([]);
    const after = await barsBySymbol(platform);
    expect(after).toEqual(before.bars.map(({ symbol, bars }) => ({ symbol, bars: bars + 2 })));
  });

  it("are fetched whole again where a dividend or a split is reported late, with a finding, and everything is computed anew", async () => {
    await onboard("2026-01-06");
    await open.pop()?.close(1_000);
    known.AAA = { ...known.AAA!, dividends: [{ date: "2025-11-17", amount: 0.7 }] };
    known.BBB = { ...known.BBB!, splits: [{ date: "2025-11-17", numerator: 3, denominator: 1 }] };
    const platform = await platformAt("2026-01-08");
    expect((await platform.finish({ trigger: "nightly" })).status).toBe("completed");
    expect((await findings(platform, "HISTORY_RESTATED")).map(({ subject }) => subject)).toEqual([
      "AAA",
      "BBB",
    ]);
    const own = await stored(database);
    const fresh = await createTestDatabase();
    const other = await platformAt("2026-01-08", {}, fresh);
    await other.importPortfolio(BOOK, { account: "book", equity: "100000" });
    await other.finish({ trigger: "nightly" });
    expect(own).toEqual(await stored(fresh));
    await open.pop()?.close(1_000);
    await fresh.drop();
  });

  it("are not taken for restated where the vendor only says the same again", async () => {
    known.AAA = {
      ...known.AAA!,
      splits: [{ date: "2025-12-15", numerator: 2, denominator: 1 }],
      dividends: [
        { date: "2025-11-17", amount: 0.7 },
        { date: "2026-01-07", amount: 0.7 },
      ],
    };
    await onboard("2026-01-06");
    await open.pop()?.close(1_000);
    const platform = await platformAt("2026-01-08");
    expect((await platform.finish({ trigger: "nightly" })).status).toBe("completed");
    expect(await findings(platform, "HISTORY_RESTATED")).toEqual([]);
    expect(
      await platform.rows("select price_revision as revision from symbol_universe where symbol = 'AAA'"),
    ).toEqual([{ revision: 1 }]);
  });

  it("of a dead ticker cost one call of each vendor, however many runs follow", async () => {
    delete known.BBB;
    const platform = await onboard("2026-01-06", { providers: ["yahoo", "tiingo"] });
    const asked = () =>
      [yahoo, tiingo].map(
        ({ requests }) => requests.filter(({ path }) => /\/BBB(\/prices)?$/.test(path)).length,
      );
    // Yahoo's chart, and Tiingo's prices; profiles and statements are asked of Yahoo once more each.
    const once = asked();
    expect(
      [yahoo, tiingo].map(
        ({ requests }) => requests.filter(({ path }) => /chart\/BBB$|BBB\/prices$/.test(path)).length,
      ),
    ).toEqual([1, 1]);
    for (let time = 0; time < 2; time++) await platform.finish({ trigger: "admin" });
    for (const day of ["2026-01-07", "2026-01-08"]) {
      await open.pop()?.close(1_000);
      const later = await platformAt(day, { providers: ["yahoo", "tiingo"] });
      expect((await later.finish({ trigger: "nightly" })).status).toBe("completed");
    }
    expect(asked()).toEqual(once);
  });

  it("of a vendor that is down are given up on quickly: it is not asked for each symbol", async () => {
    down = { status: 503, text: "down" };
    const circuit = { failuresToOpen: 2, openMs: 60_000 };
    const platform = await platformAt("2026-01-08", { network: { circuit } });
    await platform.importPortfolio(BOOK, { account: "book", equity: "100000" });
    expect((await platform.finish({ trigger: "nightly" })).status).toBe("completed");
    const symbols = await platform.rows("select symbol from symbol_universe");
    expect(symbols.length).toBeGreaterThan(8);
    expect(platform.health.providers()).toMatchObject([{ provider: "yahoo", circuit: { state: "open" } }]);
    // Four at once fail twice; for history alone it would be each symbol twice.
    expect(yahoo.requests.length).toBeLessThanOrEqual(8);
    const rows = await platform.rows<{ attempts: string }>(
      "select attempts::text as attempts from provider_fetches where kind = 'history'",
    );
    expect(rows.filter(({ attempts }) => attempts.includes("is not asked")).length).toBeGreaterThan(0);
  });

  it("are of the real market: made-up ones do not enter, also not by default", async () => {
    await onboard("2026-01-06");
    await expect(platformAt("2026-01-08", { providers: ["synthetic"] })).rejects.toMatchObject({
      code: "MARKET_MISMATCH",
    });
  });

  it("chosen by nobody give way to a database of the synthetic market, and fix no market before they are asked", async () => {
    const reader = await platformAt("2026-01-08", { providersChosen: false, concurrency: 0 });
    expect(reader.market).toBe("real");
    await platformAt("2026-01-08", { providers: ["synthetic"] });
    const later = await platformAt("2026-01-08", { providersChosen: false });
    expect(later.market).toBe("synthetic");
    expect(later.health.providers()).toEqual([{ provider: "synthetic", circuit: null }]);
  });
});

/** Waits of minutes, shortened. */
async function shortSleep(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.min(ms, 20)));
}
