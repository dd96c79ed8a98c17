import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parsePositionsFile } from "#app/parse-positions-file.ts";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { importTotals } from "#core/import/imported-position.ts";
import { type ImportResult, validatePositions } from "#core/import/validate-positions.ts";
import { compareDecimals } from "#core/money/decimal.ts";
import { hasSharedData, sharedPath } from "#test/support/shared-data.ts";
import costTotals from "./cost-totals.json" with { type: "json" };

const calendar = createTradingCalendar();

function importPortfolio(name: string): ImportResult {
  const bytes = readFileSync(sharedPath("portfolios", `${name}.csv`));
  const file = parsePositionsFile(bytes, `${name}.csv`);
  return validatePositions(file, { today: "2026-01-08", calendar, historyFrom: null });
}

// Skipped where the reference data beside the project is absent.
describe.skipIf(!hasSharedData)("reference portfolios", () => {
  test.each(Object.entries(costTotals))("%s imports whole, at the cost Python finds", (name, expected) => {
    const { positions, errors } = importPortfolio(name);
    expect(errors).toEqual([]);
    const totals = importTotals(positions);
    expect(totals.positions).toBe(expected.positions);
    expect(compareDecimals(totals.longCost, expected.longCost)).toBe(0);
    expect(compareDecimals(totals.shortCost, expected.shortCost)).toBe(0);
  });

  test("prices keep their trailing zeros", () => {
    expect(importPortfolio("real-etf-10").positions.map(({ entryPrice }) => entryPrice)).toContain("91.4300");
  });

  test("options in both notations become canonical OCC symbols", () => {
    const { positions } = importPortfolio("options-and-private");
    expect(positions.flatMap(({ symbol, option }) => (option === null ? [] : [symbol]))).toEqual([
      "SPY240315C00450000",
      "AAPL240315P00160000",
      "DIA240816C00395000",
      "TSLA240816P00250000",
    ]);
  });

  test("an entry on Martin Luther King day is accepted with a warning", () => {
    const { warnings } = importPortfolio("options-and-private");
    expect(warnings.map(({ row, code, found }) => [row, code, found])).toEqual([
      [3, "NON_SESSION_DATE", "2024-01-15"],
    ]);
  });

  test("invalid-17 gets one error for each wrong cell, on its line and column", () => {
    const { errors } = importPortfolio("invalid-17");
    expect(errors.map(({ row, column, code }) => [row, column, code])).toEqual([
      [4, "Investment Subtype", "ERR_POS_017"],
      [5, "Symbol", "ERR_POS_003"],
      [6, "Quantity", "ERR_POS_005"],
      [7, "Quantity", "ERR_POS_006"],
      [8, "Entry Price Per Share", "ERR_POS_009"],
      [9, "Entry Price Per Share", "ERR_POS_010"],
      [10, "Entry Date", "ERR_POS_013"],
      [11, "Entry Date", "ERR_POS_014"],
      [13, "Investment Class", "ERR_POS_016"],
      [14, "Strike Price", "ERR_POS_020"],
      [15, "Option Type", "ERR_POS_022"],
      [16, "Exit Date", "ERR_POS_018"],
      [17, "Symbol", "ERR_POS_001"],
      [18, "Quantity", "ERR_POS_004"],
      [19, "Entry Price Per Share", "ERR_POS_008"],
    ]);
  });

  test("invalid-17's two good rows give no error", () => {
    expect(importPortfolio("invalid-17").positions.map(({ symbol, line }) => [symbol, line])).toEqual([
      ["SCHB", 3],
      ["PG", 12],
    ]);
  });
});
