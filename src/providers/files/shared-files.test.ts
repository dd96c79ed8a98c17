import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { hasSharedData, sharedPath } from "#test/support/shared-data.ts";
import type { History } from "../provider.ts";
import { totalReturnCloses } from "../series/total-return.ts";
import { createFilesProvider } from "./files-provider.ts";

const calendar = createTradingCalendar();
const signal = new AbortController().signal;

function filesIn(...parts: readonly string[]): (symbol: string) => Promise<History> {
  const provider = createFilesProvider({ directory: sharedPath(...parts), calendar });
  return async (symbol) => {
    const result = await provider.fetchHistory({ symbol, from: "1998-01-02", to: "2027-12-31" }, signal);
    if (result.kind !== "history") throw new Error(`${symbol}: ${result.kind}`);
    return result;
  };
}

/** Data lines of a file. */
function linesOf(...parts: readonly string[]): readonly string[] {
  return readFileSync(sharedPath(...parts), "utf8")
    .trim()
    .split("\n")
    .slice(1);
}

/** The oracle's cells of one symbol and date. */
function oracleRow(symbol: string, date: string): readonly string[] {
  const start = `${date},${symbol},`;
  return linesOf("oracle", "synthetic", "prices.csv")
    .find((line) => line.startsWith(start))!
    .split(",");
}

describe.skipIf(!hasSharedData)("real price files (skipped: no shared data)", () => {
  const etf = filesIn("data", "etf");
  const symbols = [
    "BIL",
    "GOVT",
    "HYG",
    "IWM",
    "LQD",
    "MTUM",
    "QUAL",
    "SPY",
    "TLT",
    "USMV",
    "VO",
    "VUG",
    "XLV",
  ];

  it.each(symbols)("%s: every row is a bar with the file's close", async (symbol) => {
    const { bars, dropped } = await etf(symbol);
    const lines = linesOf("data", "etf", `${symbol}.csv`);
    expect(bars.sessions).toHaveLength(1632);
    expect(dropped).toEqual({ badClose: 0, notSession: 0, duplicate: 0 });
    expect(bars.sessions).toEqual(calendar.range("2019-01-02", "2025-06-30"));
    expect([...bars.close]).toEqual(lines.map((line) => Number(line.split(",")[4])));
    expect([...bars.adjClose]).toEqual(lines.map((line) => Number(line.split(",")[5])));
  });

  it.each(symbols)("%s: the vendor's adjusted close follows from closes and dividends", async (symbol) => {
    const { bars, dividends } = await etf(symbol);
    const rebuilt = totalReturnCloses(bars.sessions, bars.close, dividends);
    const scale = bars.adjClose[0]! / rebuilt[0]!;
    const worst = Math.max(...rebuilt.map((value, t) => Math.abs((value * scale) / bars.adjClose[t]! - 1)));
    expect(worst).toBeLessThan(2e-6);
  });

  it("serve the bill yield from IRX.csv without the days of zero and below", async () => {
    const { bars, dropped } = await etf("^IRX");
    expect(dropped.badClose).toBe(7);
    expect(bars.sessions).toHaveLength(1625);
    expect(bars.close[bars.sessions.indexOf("2025-01-06")]).toBeCloseTo(4.19, 6);
  });

  it("may have a second vendor's header with an unnamed index", async () => {
    const { bars, closesAre } = await filesIn("data", "etf_mit")("VUG");
    expect(bars.sessions).toHaveLength(linesOf("data", "etf_mit", "VUG.csv").length);
    expect([bars.sessions[0], bars.close[0], bars.adjClose[0], bars.volume[0]]).toEqual([
      "2014-01-02",
      92.23,
      83.2303,
      732396,
    ]);
    expect(closesAre).toBe("splitAdjusted");
  });

  it("may be one long file with dividends.csv beside it, among other files", async () => {
    const long = filesIn("oracle", "synthetic");
    const { bars, dividends, dropped } = await long("VUG");
    // Its 800 business days include 2025-01-09, when the exchange was closed.
    expect(bars.sessions).toHaveLength(799);
    expect(dropped.notSession).toBe(1);
    expect(bars.adjClose[0]).toBe(Number(oracleRow("VUG", "2022-01-03")[3]));
    expect(dividends.slice(0, 1)).toEqual([{ exDate: "2022-01-27", amount: 0.374559 }]);
  });
});
