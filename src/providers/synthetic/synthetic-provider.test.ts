import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { isSigmaSightError } from "#core/errors/sigmasight-error.ts";
import { hasSharedData, sharedPath } from "#test/support/shared-data.ts";
import type { History } from "../provider.ts";
import { describeSymbol } from "./describe-symbol.ts";
import { createSyntheticProvider } from "./synthetic-provider.ts";

const calendar = createTradingCalendar();
const provider = createSyntheticProvider({ calendar, missing: ["gone"] });
const signal = new AbortController().signal;

async function historyOf(symbol: string, from: string, to: string, source = provider): Promise<History> {
  const result = await source.fetchHistory({ symbol, from, to }, signal);
  if (result.kind !== "history") throw new Error(`${symbol}: ${result.kind}`);
  return result;
}

/** A stock that splits between the dates. */
async function splittingStock(from: string, to: string): Promise<string> {
  for (let i = 0; i < 200; i++)
    if ((await historyOf(`STK${i}`, from, to)).splits.length > 0) return `STK${i}`;
  throw new Error("no stock splits");
}

describe("the synthetic market", () => {
  it("has a bar for every session asked for", async () => {
    const { bars } = await historyOf("VUG", "2025-01-06", "2026-01-08");
    expect(bars.sessions).toHaveLength(253);
    expect(bars.close).toHaveLength(253);
    expect(bars.close.every((close) => close > 0)).toBe(true);
  });

  it("gives the same bits whatever range is asked for and in whatever order", async () => {
    const splitter = await splittingStock("2018-01-02", "2026-12-31");
    for (const symbol of ["VUG", "LQD", "AAPL", "^IRX", "ZZTOP", splitter]) {
      const whole = await historyOf(symbol, "2018-01-02", "2026-12-31");
      const fresh = createSyntheticProvider({ calendar });
      for (const [from, to] of [
        ["2025-06-02", "2025-06-30"],
        ["2019-03-01", "2020-04-01"],
        ["2026-11-02", "2026-12-31"],
        ["2018-01-02", "2018-01-02"],
        ...whole.splits.map(({ exDate }) => [exDate, exDate]),
        ...whole.dividends.slice(0, 2).map(({ exDate }) => [exDate, exDate]),
      ] as [string, string][]) {
        const part = await historyOf(symbol, from, to, fresh);
        const start = whole.bars.sessions.indexOf(part.bars.sessions[0]!);
        const end = start + part.bars.sessions.length;
        for (const column of ["close", "adjClose", "volume"] as const)
          expect(part.bars[column]).toEqual(whole.bars[column].slice(start, end));
        const inside = ({ exDate }: { readonly exDate: string }): boolean => exDate >= from && exDate <= to;
        expect(part.dividends).toEqual(whole.dividends.filter(inside));
        expect(part.splits).toEqual(whole.splits.filter(inside));
      }
    }
  });

  it("passes through the fixed prices to the cent", async () => {
    for (const [symbol, session, price] of [
      ["VUG", "2025-01-06", 492.16],
      ["BIL", "2025-01-06", 91.44],
      ["SPY", "2024-01-22", 445.2],
      ["TSLA", "2023-12-01", 185],
    ] as const)
      expect((await historyOf(symbol, session, session)).bars.close[0]).toBe(price);
  });

  describe.skipIf(!hasSharedData)("beside the example portfolios (skipped: no shared data)", () => {
    it("closes at every entry price of the thirteen funds", async () => {
      const rows = readFileSync(sharedPath("portfolios", "balanced-13.csv"), "utf8")
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("#") && !line.startsWith("Symbol"))
        .map((line) => line.split(","));
      expect(rows).toHaveLength(13);
      for (const [symbol, , price, session] of rows)
        expect((await historyOf(symbol!, session!, session!)).bars.close[0]).toBe(Number(price));
    });
  });

  it("has total returns that equal those of close, dividends and splits", async () => {
    const splitter = await splittingStock("2019-01-02", "2025-12-31");
    for (const symbol of ["TLT", "VTV", "LQD", "AAPL", splitter]) {
      const { bars, dividends, splits } = await historyOf(symbol, "2019-01-02", "2025-12-31");
      const paid = new Map(dividends.map(({ exDate, amount }) => [exDate, amount]));
      const ratios = new Map(splits.map(({ exDate, ratio }) => [exDate, ratio]));
      for (let t = 1; t < bars.sessions.length; t++) {
        const session = bars.sessions[t]!;
        const held =
          ((bars.close[t]! + (paid.get(session) ?? 0)) * (ratios.get(session) ?? 1)) / bars.close[t - 1]!;
        expect(Math.abs(bars.adjClose[t]! / bars.adjClose[t - 1]! - held)).toBeLessThan(1e-13);
      }
    }
  });

  it("pays bond funds monthly, equity funds quarterly, gold never, on sessions", async () => {
    const year = async (symbol: string): Promise<History> => historyOf(symbol, "2025-01-02", "2025-12-31");
    expect((await year("LQD")).dividends).toHaveLength(12);
    expect((await year("VTV")).dividends).toHaveLength(4);
    expect((await year("IAU")).dividends).toHaveLength(0);
    for (const { exDate } of (await year("LQD")).dividends) expect(calendar.isSession(exDate)).toBe(true);
    const [paid, price] = [(await year("LQD")).dividends, (await year("LQD")).bars.close[0]!];
    const yielded = paid.reduce((sum, { amount }) => sum + amount, 0) / price;
    expect(yielded).toBeGreaterThan(0.035);
    expect(yielded).toBeLessThan(0.052);
  });

  it("splits some stocks and never a symbol with a fixed price", async () => {
    let splitters = 0;
    for (let i = 0; i < 100; i++) if (describeSymbol(`STK${i}`).splits) splitters++;
    expect(splitters).toBeGreaterThan(5);
    expect(splitters).toBeLessThan(40);
    for (const symbol of ["AAPL", "TSLA", "MSFT", "VUG"])
      expect((await historyOf(symbol, "1995-01-03", "2030-12-31")).splits).toEqual([]);
  });

  it("falls in the windows of the historical replays", async () => {
    const { bars } = await historyOf("SPY", "1995-01-03", "2026-01-08");
    const at = (session: string): number => bars.adjClose[bars.sessions.indexOf(session)]!;
    expect(at("2020-03-23") / at("2020-02-19") - 1).toBeLessThan(-0.2);
    expect(at("2009-03-13") / at("2008-09-15") - 1).toBeLessThan(-0.2);
    expect(at("2002-10-09") / at("2000-03-10") - 1).toBeLessThan(-0.3);
  });

  it("has a bill yield between 3 and 6 percent and no dividends on it", async () => {
    const { bars, dividends } = await historyOf("^IRX", "1995-01-03", "2026-01-08");
    for (const close of bars.close) {
      expect(close).toBeGreaterThan(3);
      expect(close).toBeLessThan(6);
    }
    expect(dividends).toEqual([]);
  });

  it("withholds the symbols it is told to, as unknown", async () => {
    const request = { symbol: "GONE", from: "2025-01-06", to: "2025-01-10" };
    expect(await provider.fetchHistory(request, signal)).toEqual({ kind: "unknownSymbol" });
    expect(await provider.fetchProfile?.("GONE", signal)).toEqual({ kind: "unknownSymbol" });
  });

  it.each(["SPY   240315C00450000", "AAPL240315P00160000"])(
    "does not price the option %s",
    async (symbol) => {
      expect(await provider.fetchHistory({ symbol, from: "2024-01-02", to: "2024-01-31" }, signal)).toEqual({
        kind: "unknownSymbol",
      });
    },
  );

  it("has nothing before its first session and says when that is", async () => {
    const request = { symbol: "SPY", from: "1990-01-02", to: "1994-12-30" };
    expect(await provider.fetchHistory(request, signal)).toEqual({ kind: "noData" });
    const { bars, firstAvailable } = await historyOf("SPY", "1990-01-02", "1995-01-31");
    expect(bars.sessions[0]).toBe("1995-01-03");
    expect(firstAvailable).toBe("1995-01-03");
  });

  it("marks every name as synthetic", async () => {
    expect(provider.market).toBe("synthetic");
    for (const symbol of ["VUG", "AAPL", "^IRX", "ACME", "CORP_BOND_2025"])
      expect(await provider.fetchProfile?.(symbol, signal)).toMatchObject({
        profile: { symbol, name: `${symbol} (synthetic)` },
      });
  });

  it("knows funds by their look-through and stocks by their sector", async () => {
    const fund = await provider.fetchProfile?.("VUG", signal);
    const stock = await provider.fetchProfile?.("ACME", signal);
    if (fund?.kind !== "profile" || stock?.kind !== "profile") throw new Error("no profile");
    const total = Object.values(fund.profile.sectorWeights ?? {}).reduce((sum, weight) => sum + weight, 0);
    expect(total).toBeGreaterThan(0.9);
    expect(total).toBeLessThanOrEqual(1);
    expect(stock.profile).toMatchObject({ assetType: "stock", sectorWeights: null });
    expect(stock.profile.sector).not.toBeNull();
  });

  it("reports nothing after the date that stands for now, and years that are sums of quarters", async () => {
    const result = await provider.fetchFundamentals?.({ symbol: "AAPL", through: "2025-03-20" }, signal);
    if (result?.kind !== "fundamentals") throw new Error("no fundamentals");
    const { statements } = result;
    expect(statements.at(-1)).toMatchObject({ periodEnd: "2024-12-31", frequency: "annual" });
    const quarters = statements.filter(
      ({ frequency, periodEnd }) => frequency === "quarterly" && periodEnd.startsWith("2024-"),
    );
    expect(quarters).toHaveLength(4);
    expect(statements.at(-1)?.epsDiluted).toBeCloseTo(
      quarters.reduce((sum, { epsDiluted }) => sum + (epsDiluted ?? Number.NaN), 0),
      12,
    );
    expect(await provider.fetchFundamentals?.({ symbol: "VUG", through: "2025-03-20" }, signal)).toEqual({
      kind: "noData",
    });
  });

  it("stops at once when its signal is aborted", async () => {
    const failure = await provider
      .fetchHistory({ symbol: "SPY", from: "2025-01-06", to: "2025-01-10" }, AbortSignal.abort())
      .catch((error: unknown) => error);
    expect(isSigmaSightError(failure, "CANCELLED")).toBe(true);
  });
});
