import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valuePortfolio } from "#core/valuation/value-portfolio.ts";
import {
  bookCalendar,
  FIRST_HELD,
  GENERATED_BOOK,
  generatedMarket,
  LAST_HELD,
} from "#test/support/generated-book.ts";
import { factsUpTo, marketUpTo } from "#test/support/known-by.ts";
import { bits } from "#test/support/result-rows.ts";
import { attributePnl } from "./pnl-attribution.ts";
import { explainRiskChange } from "./risk-change.ts";
import { riskContext } from "./risk-context.ts";
import { RISK_STATE_FIELDS } from "./risk-state.ts";

const market = generatedMarket();
const valuation = valuePortfolio(GENERATED_BOOK, market, bookCalendar, LAST_HELD);
const session = fc.integer({ min: FIRST_HELD, max: LAST_HELD });

function attribution(from: number, to: number) {
  return attributePnl(valuation, riskContext(market, from - 1, to), bookCalendar, from, to);
}

describe("P&L attribution", () => {
  const whole = attribution(FIRST_HELD + 1, LAST_HELD);

  it("adds up to the P&L of every session but the first", () => {
    expect(whole).toHaveLength(LAST_HELD - FIRST_HELD);
    for (const [t, { total, factors, specific, other }] of whole.entries()) {
      expect(total).toBe(valuation.dailyPnl[t + 1]);
      const sum = factors.reduce((all, part) => all + part, 0) + specific + other;
      expect(Math.abs(sum - total)).toBeLessThan(1e-9);
    }
  });

  it("has the same bits in every range, and looks at nothing after its session", () => {
    for (const [t, row] of whole.entries()) {
      const ordinal = FIRST_HELD + 1 + t;
      expect(bits(attribution(ordinal, ordinal))).toBe(bits([row]));
      const known = marketUpTo(market, ordinal);
      const cut = valuePortfolio(factsUpTo(GENERATED_BOOK, ordinal), known, bookCalendar, ordinal);
      const risk = riskContext(known, ordinal - 1, ordinal);
      expect(bits(attributePnl(cut, risk, bookCalendar, ordinal, ordinal))).toBe(bits([row]));
    }
  });
});

describe("the change of risk between two sessions", () => {
  const change = (fromOrdinal: number, toOrdinal: number) =>
    explainRiskChange(GENERATED_BOOK, market, bookCalendar, { fromOrdinal, toOrdinal }, { valuation });

  it("is the sum of its parts", () => {
    fc.assert(
      fc.property(session, session, (a, b) => {
        const { from, to, priceDrift, positions, window } = change(Math.min(a, b), Math.max(a, b));
        const off = RISK_STATE_FIELDS.filter((field) => {
          const whole = to[field] - from[field];
          const parts = priceDrift[field] + positions[field] + window[field];
          return !(Math.abs(parts - whole) <= 1e-12 * Math.max(Math.abs(to[field]), Math.abs(from[field])));
        });
        expect(off).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it("is nothing between a session and itself", () => {
    const { priceDrift, positions, window } = change(LAST_HELD, LAST_HELD);
    const size = Math.max(
      ...[priceDrift, positions, window].flatMap((part) => Object.values(part)).map(Math.abs),
    );
    expect(size).toBeLessThan(1e-9);
  });

  it("owes nothing to positions where none was entered or left and no money moved", () => {
    // From day 8 to 14 of the book there is no entry, exit, flow or settlement.
    const { positions } = change(FIRST_HELD + 8, FIRST_HELD + 14);
    for (const field of RISK_STATE_FIELDS.filter((name) => name !== "nav"))
      expect(Math.abs(positions[field])).toBeLessThan(1e-12);
    expect(Math.abs(positions.nav)).toBeLessThan(1e-6);
  });

  it("owes to positions what a sale changed, against having kept what was sold", () => {
    // On day 33 the 60 HALTED are sold at 51; nothing else happens from day 30 to 35.
    const { prices } = market;
    const halted = prices.symbols.indexOf("HALTED") * prices.sessionCount - prices.firstOrdinal;
    const kept = prices.close[halted + FIRST_HELD + 35]!;
    const { positions } = change(FIRST_HELD + 30, FIRST_HELD + 35);
    expect(Math.abs(positions.nav - 60 * (51 - kept))).toBeLessThan(1e-6);
    expect(Math.abs(positions.marketBeta)).toBeGreaterThan(1e-6);
  });
});
