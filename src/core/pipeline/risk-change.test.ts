import { expect, it } from "vitest";
import type { PositionFact } from "#core/instruments/position.ts";
import { valuePortfolio } from "#core/valuation/value-portfolio.ts";
import {
  bookCalendar,
  FIRST_HELD,
  GENERATED_BOOK,
  generatedMarket,
  heldDay,
} from "#test/support/generated-book.ts";
import { explainRiskChange } from "./risk-change.ts";
import { RISK_STATE_FIELDS } from "./risk-state.ts";

const market = generatedMarket();
const [template] = GENERATED_BOOK.positions;

function lot(symbol: string, quantity: string, day: number, given: Partial<PositionFact> = {}): PositionFact {
  const date = heldDay(day);
  return {
    ...template!,
    id: `${symbol} ${day}`,
    symbol,
    quantity,
    entryDate: date,
    basisDate: date,
    ...given,
  };
}

/** The change from a day of the book to another. */
function change(positions: readonly PositionFact[], from: number, to: number) {
  const facts = { ...GENERATED_BOOK, flows: [], positions };
  const range = { fromOrdinal: FIRST_HELD + from, toOrdinal: FIRST_HELD + to };
  const valuation = valuePortfolio(facts, market, bookCalendar, range.toOrdinal);
  return explainRiskChange(facts, market, bookCalendar, range, { valuation });
}

it("a book that had sold everything keeps its cash, and owes what it bought later to positions", () => {
  const { from, to, priceDrift, positions, window } = change(
    [lot("AAA", "500", 0, { exitDate: heldDay(3), exitPrice: "50" }), lot("TLT", "300", 8)],
    5,
    12,
  );
  expect(from.var95).toBe(0);
  expect(priceDrift.nav).toBe(0);
  expect(priceDrift.var95).toBe(0);
  expect(positions.nav).toBeCloseTo(to.nav - from.nav, 8);
  expect(positions.var95).toBeGreaterThan(0);
  expect(positions.var95 + window.var95).toBeCloseTo(to.var95, 15);
});

it("an option that expires on the way is the market's doing, not a trade", () => {
  const expiring = GENERATED_BOOK.positions.find(({ option }) => option?.expiration === heldDay(29))!;
  const { priceDrift, positions } = change([lot("AAA", "500", 0), expiring], 20, 35);
  for (const field of RISK_STATE_FIELDS)
    expect(Math.abs(positions[field])).toBeLessThan(field === "nav" ? 1e-8 : 1e-12);
  expect(Math.abs(priceDrift.marketBeta)).toBeGreaterThan(1e-4);
});

it("a dividend taken and a split on the way are no trades either", () => {
  const { priceDrift, positions } = change([lot("AAA", "500", 0), lot("SPLIT", "-200", 0)], 5, 15);
  expect(Math.abs(priceDrift.nav)).toBeGreaterThan(1);
  for (const field of RISK_STATE_FIELDS)
    expect(Math.abs(positions[field])).toBeLessThan(field === "nav" ? 1e-8 : 1e-12);
});

it("refuses a range that ends before it begins, and one from before the first entry", () => {
  expect(() => change([lot("AAA", "500", 0)], 5, 4)).toThrow(RangeError);
  expect(() => change([lot("AAA", "500", 3)], 2, 4)).toThrow("no book at sessions");
});
