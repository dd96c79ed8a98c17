import { describe, expect, test } from "vitest";
import { type ImportedPosition, importTotals } from "./imported-position.ts";

const LOT: ImportedPosition = {
  line: 2,
  symbol: "AAPL",
  investmentClass: "PUBLIC",
  investmentSubtype: "STOCK",
  quantity: "10",
  entryPrice: "1.05",
  entryDate: "2024-06-03",
  exitDate: null,
  exitPrice: null,
  option: null,
  mark: null,
  markDate: null,
};

describe("importTotals", () => {
  test("costs are exact, by side, with the multiplier of options", () => {
    const totals = importTotals([
      LOT,
      { ...LOT, quantity: "0.1", entryPrice: "0.2" },
      { ...LOT, quantity: "-3", entryPrice: "2.50" },
      { ...LOT, investmentClass: "OPTIONS", quantity: "-2", entryPrice: "5.10" },
    ]);
    expect(totals).toMatchObject({ longCost: "10.52", shortCost: "1027.50" });
    expect([totals.longPositions, totals.shortPositions]).toEqual([2, 2]);
    expect(totals.byClass).toEqual({ PUBLIC: 3, OPTIONS: 1, PRIVATE: 0 });
  });

  test("closed lots and lots of unknown cost are counted, not summed", () => {
    const totals = importTotals([
      { ...LOT, exitDate: "2024-09-16", exitPrice: "2" },
      { ...LOT, entryPrice: null },
    ]);
    expect(totals).toMatchObject({
      positions: 2,
      closedPositions: 1,
      costUnknownPositions: 1,
      longCost: "0",
      shortCost: "0",
    });
  });
});
