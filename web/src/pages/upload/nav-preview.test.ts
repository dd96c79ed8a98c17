import { describe, expect, it } from "vitest";
import { navPreview, readAmount, suggestedEquity } from "./nav-preview.ts";
import type { Totals } from "./upload-requests.ts";

function totals(long: number, short: number, unknown = 0): Totals {
  return {
    positions: 3,
    by_class: { PUBLIC: 3, OPTIONS: 0, PRIVATE: 0 },
    long_positions: 2,
    short_positions: 1,
    closed_positions: 0,
    cost_unknown_positions: unknown,
    long_cost: long,
    short_cost: short,
  };
}

describe("navPreview", () => {
  it("pays for longs and keeps what shorts brought", () => {
    expect(navPreview(totals(80, 30), 100)).toMatchObject({ cash: 50, leverage: 1.1, warnings: [] });
  });

  it("warns of strongly negative cash and of high leverage", () => {
    expect(navPreview(totals(300, 0), 100)?.warnings).toHaveLength(2);
    expect(navPreview(totals(103, 0), 100)?.warnings).toHaveLength(0);
  });

  it("warns where most of the equity is not invested", () => {
    expect(navPreview(totals(10, 0), 100)?.warnings[0]).toMatch(/More than half/);
  });

  it("says which lots it does not count", () => {
    expect(navPreview(totals(100, 0, 1), 100)?.warnings[0]).toMatch(/^1 lot of unknown cost is/);
  });

  it("is null without a positive equity", () => {
    expect(navPreview(totals(1, 0), Number.NaN)).toBeNull();
    expect(navPreview(totals(1, 0), 0)).toBeNull();
  });
});

describe("suggestedEquity", () => {
  it("is what the longs cost, in cents", () => {
    expect(suggestedEquity(totals(4998827.75, 10))).toBe("4998827.75");
    expect(suggestedEquity(totals(0.1 + 0.2, 0))).toBe("0.30");
  });

  it("is what shorts brought where there is nothing else", () => {
    expect(suggestedEquity(totals(0, 500))).toBe("500.00");
  });

  it("is null where costs are unknown", () => {
    expect(suggestedEquity(totals(100, 0, 2))).toBeNull();
  });
});

describe("readAmount", () => {
  it("takes separators of thousands", () => {
    expect(readAmount(" $5,000,000.50 ")).toBe(5_000_000.5);
    expect(readAmount("5 000 000")).toBe(5_000_000);
  });

  it("is not a number for anything else", () => {
    for (const text of ["", "five", "-5", "1,2", "1,2345", "1e6"]) expect(readAmount(text)).toBeNaN();
  });
});
