import { describe, expect, it } from "vitest";
import { formatCompact, signed } from "@/lib/format.ts";
import type { Snapshot } from "./history.ts";
import { performanceSummary, performanceView } from "./performance-view.ts";

const AMOUNTS = { compact: formatCompact, signedCompact: (value: number) => signed(value, formatCompact) };

function snapshot(asOf: string, nav: number, cumulative: number, pnl: number, flow = 0): Snapshot {
  return {
    as_of: asOf,
    net_asset_value: nav,
    cumulative_return: cumulative,
    daily_pnl: pnl,
    capital_flow: flow,
  } as Snapshot;
}

const HISTORY = [
  snapshot("2025-12-31", 1000, 0, 0),
  snapshot("2026-01-02", 1100, 0.1, 100),
  snapshot("2026-01-05", 1545, 0.03, -55, 500),
];

describe("performanceView", () => {
  it("leaves the base session's P&L and flow out of the range", () => {
    const view = performanceView(HISTORY, "YTD", "pnl", null);
    expect(view.pnl).toEqual([null, 100, -55]);
    expect(view.flows).toEqual([{ session: "2026-01-05", amount: 500 }]);
  });

  it("measures drawdowns from before the range", () => {
    const view = performanceView(HISTORY, "All", "nav", null);
    expect(view.drawdowns[2]).toBeCloseTo(1.03 / 1.1 - 1, 12);
  });
});

describe("performanceSummary", () => {
  it("says how NAV went, what it returned and how deep it fell", () => {
    expect(performanceSummary(performanceView(HISTORY, "All", "nav", null), AMOUNTS)).toBe(
      "From 31 Dec 2025 to 5 Jan 2026 NAV went from 1K to 1.55K USD, a return of +3.00\u202f% without the cash flows; the deepest drawdown was \u22126.36\u202f% on 5 Jan 2026.",
    );
  });

  it("compares with the benchmark where it has prices", () => {
    const prices = [
      { date: "2025-12-31", adj_close: 10 },
      { date: "2026-01-05", adj_close: 11 },
    ];
    const view = performanceView(HISTORY, "All", "return", { symbol: "SPY", prices });
    expect(performanceSummary(view, AMOUNTS)).toContain(
      "a return of +3.00\u202f%, SPY one of +10.00\u202f%;",
    );
  });

  it("compares both over the same sessions where entry prices gave the first one a return of its own", () => {
    const history = [
      snapshot("2025-12-31", 1010, 0.01, 10),
      snapshot("2026-01-02", 1060.5, 0.0605, 50.5),
      snapshot("2026-01-05", 1111, 0.111, 50.5),
    ];
    const prices = [
      { date: "2025-12-31", adj_close: 10 },
      { date: "2026-01-05", adj_close: 11 },
    ];
    const view = performanceView(history, "All", "return", { symbol: "SPY", prices });
    expect(performanceSummary(view, AMOUNTS)).toContain(
      "a return of +10.00\u202f%, SPY one of +10.00\u202f%;",
    );
    expect(view.entryReturn).toBe(0.01);
    expect(performanceView(history, "YTD", "return", null).entryReturn).toBe(0);
  });

  it("names the best and the worst day of P&L", () => {
    expect(performanceSummary(performanceView(HISTORY, "All", "pnl", null), AMOUNTS)).toBe(
      "From 31 Dec 2025 to 5 Jan 2026 P&L was +45 USD; 1 of 3 sessions gained, the best was 2 Jan 2026 (+100), the worst 5 Jan 2026 (\u221255).",
    );
  });

  it("says so where there is nothing", () => {
    expect(performanceSummary(performanceView([], "All", "nav", null), AMOUNTS)).toMatch(/no session/);
  });
});
