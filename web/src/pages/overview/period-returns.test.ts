import { describe, expect, it } from "vitest";
import type { Snapshot } from "./history.ts";
import { chainLink, periodReturns } from "./period-returns.ts";

function snapshot(asOf: string, daily: number | null, pnl = 0, flow = 0): Snapshot {
  return { as_of: asOf, daily_return: daily, daily_pnl: pnl, capital_flow: flow } as Snapshot;
}

const HISTORY = [
  snapshot("2025-11-25", 0.5),
  snapshot("2025-12-31", 0.1, 10),
  snapshot("2026-11-02", 0.02, 2, 1000),
  snapshot("2026-11-18", 0.03, 3),
  snapshot("2026-11-24", -0.01, -1),
  snapshot("2026-11-25", 0.01, 1),
];

function find(name: string, snapshots = HISTORY) {
  return periodReturns(snapshots).find(({ period }) => period === name);
}

describe("periodReturns", () => {
  it("links the daily returns after the period's base", () => {
    expect(find("1 day")?.totalReturn).toBeCloseTo(0.01, 12);
    expect(find("1 week")?.totalReturn).toBeCloseTo(0.99 * 1.01 - 1, 12);
    expect(find("Month to date")?.totalReturn).toBeCloseTo(1.02 * 1.03 * 0.99 * 1.01 - 1, 12);
    expect(find("1 year")?.totalReturn).toBeCloseTo(1.1 * 1.02 * 1.03 * 0.99 * 1.01 - 1, 12);
    expect(find("Since start")?.totalReturn).toBeCloseTo(1.5 * 1.1 * 1.02 * 1.03 * 0.99 * 1.01 - 1, 12);
  });

  it("adds up P&L and flows apart", () => {
    expect(find("Year to date")).toMatchObject({ pnl: 5, flow: 1000, from: "2026-11-02", isShort: false });
  });

  it("has no rolling return where the history is too short, and a calendar one from the start", () => {
    const short = HISTORY.slice(4);
    expect(find("1 week", short)).toMatchObject({ totalReturn: null, pnl: null });
    expect(find("Year to date", short)).toMatchObject({ from: "2026-11-24", isShort: true });
  });

  it("has nothing where there is no session", () => {
    expect(periodReturns([])).toEqual([]);
  });
});

describe("chainLink", () => {
  it("is unknown where one return is", () => {
    expect(chainLink([0.1, null])).toBeNull();
  });
});
