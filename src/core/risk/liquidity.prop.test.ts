import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bookLiquidity, type LiquidityHolding } from "./liquidity.ts";

const book = fc.array(
  fc.record({
    symbol: fc.constant("X"),
    quantity: fc.integer({ min: -1e6, max: 1e6 }),
    marketValue: fc.integer({ min: -1e6, max: 1e6 }),
    medianVolume: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 1, max: 1e6 })),
  }),
  { minLength: 1, maxLength: 8 },
);

const isHeld = (holdings: readonly LiquidityHolding[]) =>
  holdings.some(({ marketValue }) => marketValue !== 0);

describe("bookLiquidity", () => {
  it("liquidates no less in more sessions, and never more than is covered", () => {
    fc.assert(
      fc.property(book.filter(isHeld), (holdings) => {
        const { liquidated, coverage } = bookLiquidity(holdings);
        const shares = [...liquidated];
        expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
        expect(liquidated[2]).toBeLessThanOrEqual(coverage * (1 + 1e-12));
        expect(coverage).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("takes twice as long for twice the book, and as long with twice the volume", () => {
    fc.assert(
      fc.property(book.filter(isHeld), (holdings) => {
        const double = holdings.map((holding) => ({ ...holding, quantity: 2 * holding.quantity }));
        const once = bookLiquidity(holdings);
        expect(bookLiquidity(double).days).toEqual(once.days.map((days) => 2 * days));
        const active = double.map((holding) => ({ ...holding, medianVolume: 2 * holding.medianVolume }));
        expect(bookLiquidity(active)).toEqual(once);
      }),
    );
  });
});
