import { describe, expect, it } from "vitest";
import type { Holding } from "../holdings/holding.ts";
import { topHoldings, topMovers } from "./movers.ts";

function holding(symbol: string, marketValue: number | null, dailyPnl: number | null): Holding {
  return { symbol, marketValue, dailyPnl, name: null, lots: [] } as unknown as Holding;
}

const HOLDINGS = [
  holding("A", 100, -9),
  holding("B", -300, 4),
  holding("C", null, null),
  holding("D", 0, 0),
  holding("E", 200, 1),
];

describe("topHoldings", () => {
  it("goes by size on either side and leaves out what has no value", () => {
    expect(topHoldings(HOLDINGS, 2).map(({ symbol }) => symbol)).toEqual(["B", "E"]);
  });
});

describe("topMovers", () => {
  it("picks by size, then puts gains first", () => {
    expect(topMovers(HOLDINGS, 1000, 2)).toEqual([
      { symbol: "B", name: "B", pnl: 4, contribution: 0.004 },
      { symbol: "A", name: "A", pnl: -9, contribution: -0.009 },
    ]);
  });

  it("has no contribution without capital", () => {
    expect(topMovers(HOLDINGS, 0, 1)[0]?.contribution).toBeNull();
  });
});
