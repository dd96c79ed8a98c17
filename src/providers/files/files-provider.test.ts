import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { isSigmaSightError, type SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { History } from "../provider.ts";
import { createFilesProvider, type FilesProvider } from "./files-provider.ts";

const calendar = createTradingCalendar();
const signal = new AbortController().signal;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "prices-"));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function write(name: string, ...lines: readonly string[]): Promise<void> {
  await writeFile(path.join(directory, name), `${lines.join("\n")}\n`);
}

function provider(): FilesProvider {
  return createFilesProvider({ directory, calendar });
}

async function historyOf(symbol: string, source = provider()): Promise<History> {
  const result = await source.fetchHistory({ symbol, from: "2024-01-01", to: "2024-12-31" }, signal);
  if (result.kind !== "history") throw new Error(`${symbol}: ${result.kind}`);
  return result;
}

async function failureOf(symbol: string): Promise<SigmaSightError> {
  const failure: unknown = await historyOf(symbol).catch((error: unknown) => error);
  if (!isSigmaSightError(failure)) throw new Error("no failure");
  return failure;
}

describe("a file of one symbol", () => {
  // 4:1 on 2024-01-04 and 2:1 on 2024-01-05, written as a vendor does after both: every price before is divided.
  const SPLIT_FILE = [
    "Date,Open,High,Low,Close,Adj Close,Volume,Dividends,Stock Splits",
    "2024-01-02,100,101,99,100,98,8000,0,0",
    "2024-01-03,101,102,100,101,99,8000,0.25,0",
    "2024-01-04,102,103,101,102,100,4000,0.5,4",
    "2024-01-05,103,104,102,103,101,1000,0,2:1",
    "2024-01-08,104,105,103,104,102,1000,0,",
  ];

  it("becomes raw by the later splits: prices times them, volume divided by them", async () => {
    await write("ABC.csv", ...SPLIT_FILE);
    const { bars, closesAre } = await historyOf("ABC");
    expect([...bars.close]).toEqual([800, 808, 204, 103, 104]);
    expect([...(bars.open ?? [])]).toEqual([800, 808, 204, 103, 104]);
    expect([...bars.volume]).toEqual([1000, 1000, 2000, 1000, 1000]);
    expect([...bars.adjClose]).toEqual([98, 99, 100, 101, 102]);
    expect(closesAre).toBe("raw");
  });

  it("gives splits as they were, and dividends on the share basis of their ex-date", async () => {
    await write("ABC.csv", ...SPLIT_FILE);
    const { splits, dividends } = await historyOf("ABC");
    expect(splits).toEqual([
      { exDate: "2024-01-04", ratio: 4 },
      { exDate: "2024-01-05", ratio: 2 },
    ]);
    expect(dividends).toEqual([
      { exDate: "2024-01-03", amount: 2 },
      { exDate: "2024-01-04", amount: 1 },
    ]);
  });

  it("counts splits after the requested range too", async () => {
    await write("ABC.csv", ...SPLIT_FILE);
    const result = await provider().fetchHistory(
      { symbol: "ABC", from: "2024-01-03", to: "2024-01-03" },
      signal,
    );
    if (result.kind !== "history") throw new Error(result.kind);
    expect([...result.bars.close]).toEqual([808]);
    expect(result.splits).toEqual([]);
    expect([result.firstAvailable, result.lastAvailable]).toEqual(["2024-01-02", "2024-01-08"]);
  });

  it("says that its closes may be split-adjusted when it has no column of splits", async () => {
    await write("ABC.csv", "Date,Close", "2024-01-02,10");
    expect((await historyOf("ABC")).closesAre).toBe("splitAdjusted");
  });

  it("gets its adjusted close from closes and dividends when it has none", async () => {
    await write("ABC.csv", "Date,Close,Dividends", "2024-01-02,100,9", "2024-01-03,99,2", "2024-01-04,99,0");
    const { adjClose } = (await historyOf("ABC")).bars;
    // Factor 1 − 2/100 on the ex-date: the return is 99/98 − 1; a dividend on the first row has no close before it.
    expect(adjClose[1]! / adjClose[0]!).toBeCloseTo(99 / 98, 15);
    expect(adjClose[2]).toBe(adjClose[1]);
  });

  it("has its close as adjusted close when nothing is known of dividends", async () => {
    await write("ABC.csv", "Date,Close", "2024-01-02,100", "2024-01-03,99");
    const { bars, dividends } = await historyOf("ABC");
    expect([...bars.adjClose]).toEqual([100, 99]);
    expect([bars.open, dividends]).toEqual([null, []]);
    expect([...bars.volume]).toEqual([Number.NaN, Number.NaN]);
  });

  it("may have any spelling of its header, an unnamed index, a byte order mark, quotes, CRLF and times", async () => {
    await writeFile(
      path.join(directory, "ABC.csv"),
      '\uFEFF,"DATE", close ,Adjusted_close,VOLUME,Capital Gains\r\n0,"2024-01-02 00:00:00-05:00","10",9.5,7,0\r\n',
    );
    const { bars } = await historyOf("ABC");
    expect([bars.sessions[0], bars.close[0], bars.adjClose[0], bars.volume[0]]).toEqual([
      "2024-01-02",
      10,
      9.5,
      7,
    ]);
  });

  it("drops rows without a usable close, counted, and never makes one a zero", async () => {
    await write(
      "ABC.csv",
      "Date,Close",
      "2024-01-02,0",
      "2024-01-03,null",
      "2024-01-04,-3",
      "2024-01-05,",
      "2024-01-08,inf",
      "2024-01-09,5",
    );
    const { bars, dropped } = await historyOf("ABC");
    expect(bars.sessions).toEqual(["2024-01-09"]);
    expect(dropped).toEqual({ badClose: 5, notSession: 0, duplicate: 0 });
  });

  it("drops dates that are no sessions, counted, but keeps their dividends", async () => {
    await write("ABC.csv", "Date,Close,Dividends", "2024-01-05,10,0", "2024-01-06,10,1", "2024-01-08,9,0");
    const { bars, dividends, dropped } = await historyOf("ABC");
    expect(bars.sessions).toEqual(["2024-01-05", "2024-01-08"]);
    expect(dividends).toEqual([{ exDate: "2024-01-06", amount: 1 }]);
    expect(bars.adjClose[1]! / bars.adjClose[0]!).toBeCloseTo(1, 15);
    expect(dropped).toEqual({ badClose: 0, notSession: 1, duplicate: 0 });
  });

  it("keeps the last row of a date that stands twice, and puts rows in order", async () => {
    await write("ABC.csv", "Date,Close", "2024-01-03,11", "2024-01-02,10", "2024-01-03,12");
    const { bars, dropped } = await historyOf("ABC");
    expect([...bars.close]).toEqual([10, 12]);
    expect(dropped.duplicate).toBe(1);
  });

  it.each([
    ["a word for a number", "2024-01-03,ten,0,0", "ABC.csv:3: not a number"],
    ["a date in another order", "03/01/2024,10,0,0", "ABC.csv:3: not a date"],
    ["a date that does not exist", "2024-02-30,10,0,0", "ABC.csv:3: not a date"],
    ["a negative dividend", "2024-01-03,10,-1,0", "ABC.csv:3: a dividend below zero"],
    ["a negative split", "2024-01-03,10,0,-2", "ABC.csv:3: not a split ratio"],
    ["a split by nothing", "2024-01-03,10,0,1:0", "ABC.csv:3: not a split ratio"],
    ["a split by a million and one", "2024-01-03,10,0,1000001", "ABC.csv:3: not a split ratio"],
    ["a number beyond float64", "2024-01-03,1e999,0,0", 'ABC.csv:3: not a number: "1e999"'],
    ["a number no market has", "2024-01-03,1e19,0,0", 'ABC.csv:3: not a number: "1e19"'],
    ["a cell full of digits", `2024-01-03,${"1".repeat(300_000)}x,0,0`, "ABC.csv:3: not a number"],
    ["an open quote", '2024-01-03,"10,0,0', "ABC.csv:"],
    ["a dividend above the close before it", "2024-01-03,10,10,0", "ABC.csv: ABC: the dividend 10"],
  ])("fails with its name and line on %s", async (_, row, message) => {
    await write("ABC.csv", "Date,Close,Dividends,Splits", "2024-01-02,10,0,0", row);
    const failure = await failureOf("ABC");
    expect(failure.code).toBe("PROVIDER_BAD_DATA");
    expect(failure.retry).toBe("nextProvider");
    expect(failure.message).toContain(message);
  });

  it("names the same line when the file has quotes", async () => {
    await write("ABC.csv", '"Date","Close"', "", "2024-01-02,10", '"2024-01-03","ten"');
    expect((await failureOf("ABC")).message).toContain('ABC.csv:4: not a number: "ten"');
    await write("ABC.csv", "Date,Close", "", "2024-01-02,10", "2024-01-03,ten");
    expect((await failureOf("ABC")).message).toContain('ABC.csv:4: not a number: "ten"');
  });

  it("fails when it has no Date or Close", async () => {
    await write("ABC.csv", "Day,Price", "2024-01-02,10");
    expect((await failureOf("ABC")).message).toContain("ABC.csv:1: the columns Date and Close are needed");
  });

  it("has nothing for a range without rows", async () => {
    await write("ABC.csv", "Date,Close", "2023-01-03,10");
    const request = { symbol: "ABC", from: "2024-01-01", to: "2024-12-31" };
    expect(await provider().fetchHistory(request, signal)).toEqual({ kind: "noData" });
  });
});

describe("the name of a file", () => {
  it.each([
    ["abc.csv", "ABC"],
    ["IRX.csv", "^IRX"],
    ["^IRX.CSV", "^IRX"],
    ["BRK-B.csv", "BRK.B"],
    ["BRK.B.csv", "BRK-B"],
    ["BRK.B.csv", "BRK/B"],
  ])("%s serves %s", async (file, symbol) => {
    await write(file, "Date,Close", "2024-01-02,10");
    expect((await historyOf(symbol)).bars.close[0]).toBe(10);
  });

  it("never leads out of the directory", async () => {
    await mkdir(path.join(directory, "inside"));
    await write("SECRET.csv", "Date,Close", "2024-01-02,10");
    const inside = createFilesProvider({ directory: path.join(directory, "inside"), calendar });
    for (const symbol of ["../SECRET", "..\\SECRET", "/SECRET", "", ".."])
      expect(await inside.fetchHistory({ symbol, from: "2024-01-01", to: "2024-12-31" }, signal)).toEqual({
        kind: "unknownSymbol",
      });
  });
});

describe("a long file", () => {
  const LONG = ["date,symbol,close,adj_close,volume", "2024-01-02,aaa,10,9,1", "2024-01-02,BBB,20,19,2"];

  it("serves every symbol in it", async () => {
    await write("everything.csv", ...LONG, "2024-01-03,AAA,11,10,3");
    const source = provider();
    expect([...(await historyOf("AAA", source)).bars.close]).toEqual([10, 11]);
    expect([...(await historyOf("BBB", source)).bars.adjClose]).toEqual([19]);
    const request = { symbol: "CCC", from: "2024-01-01", to: "2024-12-31" };
    expect(await source.fetchHistory(request, signal)).toEqual({ kind: "unknownSymbol" });
  });

  it("yields to a symbol's own file and ignores files that hold no prices", async () => {
    await write("everything.csv", ...LONG);
    await write("AAA.csv", "Date,Close", "2024-01-02,77");
    await write("BBB.csv", "date,symbol,rho", "2024-01-02,BBB,0.5");
    expect((await historyOf("AAA")).bars.close[0]).toBe(77);
    expect((await historyOf("BBB")).bars.close[0]).toBe(20);
    expect(await provider().listSymbols(signal)).toEqual(["AAA", "BBB"]);
  });
});

describe("files beside the prices", () => {
  it("take dividends from dividends.csv, two of one date added up", async () => {
    await write("ABC.csv", "Date,Close", "2024-01-02,100", "2024-01-03,97");
    await write(
      "dividends.csv",
      "date,symbol,amount",
      "2024-01-03,abc,2",
      "2024-01-03,ABC,1",
      "2024-01-03,X,9",
    );
    const { bars, dividends } = await historyOf("ABC");
    expect(dividends).toEqual([{ exDate: "2024-01-03", amount: 3 }]);
    expect(bars.adjClose[1]! / bars.adjClose[0]!).toBeCloseTo(1, 15);
  });

  it("leave the dividends of a file's own column alone", async () => {
    await write("ABC.csv", "Date,Close,Dividends", "2024-01-02,100,0", "2024-01-03,97,3");
    await write("dividends.csv", "date,symbol,amount", "2024-01-03,ABC,3");
    expect((await historyOf("ABC")).dividends).toEqual([{ exDate: "2024-01-03", amount: 3 }]);
  });

  it("take dividends from another file when one is named", async () => {
    await write("ABC.csv", "Date,Close", "2024-01-02,100", "2024-01-03,99");
    await mkdir(path.join(directory, "other"));
    const dividendsFile = path.join(directory, "other", "paid.csv");
    await writeFile(dividendsFile, "date,symbol,amount\n2024-01-03,ABC,1\n");
    const source = createFilesProvider({ directory, calendar, dividendsFile });
    expect((await historyOf("ABC", source)).dividends).toEqual([{ exDate: "2024-01-03", amount: 1 }]);
  });

  it("take profiles from profiles.csv", async () => {
    await write(
      "profiles.csv",
      "symbol,name,sector,industry,asset_type,beta",
      "ABC,Abc Inc,Energy,,Stock,1.2",
    );
    expect(await provider().fetchProfile?.("ABC", signal)).toEqual({
      kind: "profile",
      profile: {
        symbol: "ABC",
        name: "Abc Inc",
        sector: "Energy",
        industry: null,
        assetType: "stock",
        providerBeta: 1.2,
        sectorWeights: null,
      },
    });
    expect(await provider().fetchProfile?.("XYZ", signal)).toEqual({ kind: "noData" });
  });
});

describe("a directory that changes", () => {
  it("is read again: a new file, a changed one, a corrected one", async () => {
    const source = provider();
    const request = { symbol: "ABC", from: "2024-01-01", to: "2024-12-31" };
    expect(await source.fetchHistory(request, signal)).toEqual({ kind: "unknownSymbol" });
    await write("ABC.csv", "Date,Close", "2024-01-02,10");
    await utimes(directory, new Date(), new Date(Date.now() + 5000));
    expect([...(await historyOf("ABC", source)).bars.close]).toEqual([10]);
    await write("ABC.csv", "Date,Close", "2024-01-02,10", "2024-01-03,x");
    await expect(historyOf("ABC", source)).rejects.toThrow("not a number");
    await write("ABC.csv", "Date,Close", "2024-01-02,10", "2024-01-03,11,");
    expect([...(await historyOf("ABC", source)).bars.close]).toEqual([10, 11]);
  });

  it("fails with a hint when it is not there", async () => {
    const source = createFilesProvider({ directory: path.join(directory, "absent"), calendar });
    const failure: unknown = await historyOf("ABC", source).catch((error: unknown) => error);
    expect(isSigmaSightError(failure, "PROVIDER_UNAVAILABLE")).toBe(true);
  });
});
