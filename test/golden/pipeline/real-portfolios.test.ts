import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { analysisFiles } from "#app/analysis-files.ts";
import { analyzeFiles } from "#app/analyze.ts";
import { csvRows } from "#test/golden/valuation/facts.ts";
import { hasSharedData, sharedPath } from "#test/support/shared-data.ts";

const CASES = [
  { name: "real-etf-10", equity: "5000000" },
  { name: "real-long-short", equity: "400000" },
] as const;

const AS_OF = "2025-06-30";

/** Columns the ledger answers for, beside what the file calls them. */
const COLUMNS = [
  ["nav", "nav"],
  ["cash", "cash"],
  ["dividends", "dividends"],
  ["daily_pnl", "daily_pnl"],
] as const;

async function analyzed(name: string, equity: string) {
  const result = await analyzeFiles({
    positionsFile: sharedPath("portfolios", `${name}.csv`),
    pricesDir: sharedPath("data", "etf"),
    equity,
    equityAsOf: null,
    flowsFile: null,
    dividendsFile: null,
    asOf: AS_OF,
    now: new Date("2026-01-08T22:00:00Z"),
    signal: new AbortController().signal,
  });
  if (result.outcome === "rejected") throw new Error(result.errors.map(({ message }) => message).join("\n"));
  return result;
}

for (const { name, equity } of CASES) {
  describe.skipIf(!hasSharedData)(`analyze ${name} on real prices (needs shared data)`, () => {
    let files: ReadonlyMap<string, string>;
    let rows: ReturnType<typeof csvRows>;
    const expected = csvRows(
      readFileSync(path.join(import.meta.dirname, "../valuation", `${name}.csv`), "utf8"),
    );

    beforeAll(async () => {
      files = analysisFiles({ ...(await analyzed(name, equity)), from: null });
      rows = csvRows(files.get("snapshots.csv") ?? "");
    });

    test("snapshots.csv has the ledger's sessions", () => {
      expect(rows.map((row) => row.as_of)).toEqual(expected.map((row) => row.session));
    });

    for (const [column, answer] of COLUMNS)
      test(`${column} agrees with a plain ledger to 1e-6 on every session`, () => {
        const errors = expected.map((row, t) => Math.abs(Number(rows[t]?.[column]) - Number(row[answer])));
        expect(Math.max(...errors)).toBeLessThan(1e-6);
      });

    test("every file holds rows up to the as-of session and none later", () => {
      for (const file of [
        "snapshots",
        "symbol_factors",
        "portfolio_factors",
        "volatility",
        "correlation",
        "stress",
      ]) {
        const sessions = csvRows(files.get(`${file}.csv`) ?? "").map((row) => row.as_of ?? "");
        expect([file, sessions.toSorted().at(-1)]).toEqual([file, AS_OF]);
      }
    });
  });
}

describe.skipIf(!hasSharedData)("the range written (needs shared data)", () => {
  test("a later start leaves rows out and changes none of the others", async () => {
    const result = await analyzed("real-etf-10", "5000000");
    const whole = analysisFiles({ ...result, from: null });
    const late = analysisFiles({ ...result, from: "2025-05-01" });
    const kept = (whole.get("portfolio_factors.csv") ?? "")
      .split("\n")
      .filter((line, index) => index === 0 || line === "" || line >= "2025-05-01");
    expect(late.get("portfolio_factors.csv")).toBe(kept.join("\n"));
  });
});
