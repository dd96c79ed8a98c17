import { describe, expect, it } from "vitest";
import { bookLiquidity, daysToLiquidate, type LiquidityHolding } from "./liquidity.ts";

describe("daysToLiquidate", () => {
  it("takes a fifth of the median volume a session, for a short as for a long", () => {
    expect(daysToLiquidate(3000, 1000)).toBe(15);
    expect(daysToLiquidate(-3000, 1000)).toBe(15);
    expect(daysToLiquidate(0, 1000)).toBe(0);
  });

  it("is missing without a volume", () => {
    expect(daysToLiquidate(1, Number.NaN)).toBeNaN();
    expect(daysToLiquidate(1, 0)).toBeNaN();
  });
});

describe("bookLiquidity", () => {
  // Gross 1000: 500 sold in half a session, 300 of a short bought back in 10, 200 of unknown volume.
  const book: readonly LiquidityHolding[] = [
    { symbol: "FAST", quantity: 100, marketValue: 500, medianVolume: 1000 },
    { symbol: "FUND", quantity: 10, marketValue: 200, medianVolume: Number.NaN },
    { symbol: "SLOW", quantity: -2000, marketValue: -300, medianVolume: 1000 },
  ];

  it("sells every holding at its own pace", () => {
    const { days, liquidated } = bookLiquidity(book);
    expect([...days]).toEqual([0.5, Number.NaN, 10]);
    expect(liquidated[0]).toBeCloseTo(0.5 + 0.03, 15);
    expect(liquidated[1]).toBeCloseTo(0.5 + 0.15, 15);
    expect(liquidated[2]).toBeCloseTo(0.5 + 0.3, 15);
  });

  it("counts what has no volume as not liquidated, and says how much has one", () => {
    expect(bookLiquidity(book).coverage).toBeCloseTo(0.8, 15);
  });

  it("says nothing of an empty book", () => {
    const { coverage, liquidated } = bookLiquidity([]);
    expect([coverage, ...liquidated].every(Number.isNaN)).toBe(true);
  });
});
