import { describe, expect, it } from "vitest";
import { portfolioSums } from "./portfolio-sums.ts";

describe("portfolioSums", () => {
  it("adds up what is of the latest session and counts it", () => {
    const portfolios = [
      { as_of: "2026-11-25", net_asset_value: 100, daily_pnl: 1 },
      { as_of: "2026-11-24", net_asset_value: 7, daily_pnl: 7 },
      { as_of: "2026-11-25", net_asset_value: 50, daily_pnl: -3 },
      { as_of: null, net_asset_value: null, daily_pnl: null },
    ];
    expect(portfolioSums(portfolios)).toEqual({ asOf: "2026-11-25", nav: 150, dailyPnl: -2, counted: 2 });
  });

  it("takes no unknown value for zero: who lacks one is not counted", () => {
    const portfolios = [
      { as_of: "2026-11-25", net_asset_value: 100, daily_pnl: 1 },
      { as_of: "2026-11-25", net_asset_value: 50, daily_pnl: null },
    ];
    expect(portfolioSums(portfolios)).toMatchObject({ nav: 100, dailyPnl: 1, counted: 1 });
  });

  it("has no session before the first run", () => {
    expect(portfolioSums([{ as_of: null, net_asset_value: null, daily_pnl: null }]).asOf).toBeNull();
  });
});
