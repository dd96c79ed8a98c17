import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factorBook } from "#core/risk/factor-book.ts";
import type { LotValue } from "#core/risk/symbol-weights.ts";
import { netLots } from "#core/risk/symbol-weights.ts";
import { loadingBlock, weightsOf } from "#test/golden/risk/market.ts";
import { directStress } from "./direct-stress.ts";
import { SCENARIOS } from "./scenario-table.ts";
import { translateShocks } from "./translate-shocks.ts";

const SESSION = 100;
const rates = [0, 0, 0, 0, 0, 0, 1];
const table = {
  A: { joint: [0.8, 0, 0, 0, 0, 0, 0] },
  TLT: { joint: rates },
  B: { joint: [3, 0, 0, 0, 0, 0, 0] },
};
const loadings = loadingBlock(table, SESSION, 1);
const rows = new Map(loadings.symbols.map((symbol, row) => [symbol, row]));

function stress(id: string, weights: Readonly<Record<string, number>>, more: readonly LotValue[] = []) {
  const book = factorBook(weightsOf(weights, more), loadings, rows, SESSION);
  const shocks = SCENARIOS.find((scenario) => scenario.id === id)!.shocks;
  return { book, ...directStress(book, translateShocks(shocks)) };
}

describe("directStress", () => {
  it("loses 28 % on a book of beta 0.8 when the market falls 35 %", () => {
    expect(stress("market_crash_35", { A: 1 }).pnl).toBeCloseTo(-0.28, 15);
  });

  it("loses 14.7 % on TLT for +100 bp", () => {
    expect(stress("rates_up_100bp", { TLT: 1 }).pnl).toBeCloseTo(-0.147, 15);
  });

  it("leaves a book alone whose factors are not shocked", () => {
    expect(stress("rates_up_100bp", { A: 1 }).pnl).toBe(0);
  });

  it("shows a loss beyond NAV as such", () => {
    expect(stress("market_crash_35", { B: 1 }).pnl).toBeCloseTo(-1.05, 15);
  });

  it("states how much of NAV no scenario moves, cash apart", () => {
    const more: readonly LotValue[] = [
      { symbol: "HOUSE", kind: "private", marketValue: 0.2, priced: true },
      { symbol: "A", kind: "option", marketValue: -0.1, priced: true },
      { symbol: "USD", kind: "cash", marketValue: 0.3, priced: true },
    ];
    const { book, bySymbol } = stress("market_crash_35", { A: 0.4, ZZZ: 0.1 }, more);
    expect(book.uncoveredWeight).toBeCloseTo(0.4, 15);
    expect(bySymbol[book.symbols.indexOf("ZZZ")]).toBeNaN();
  });

  it("has no answer where nothing held has loadings", () => {
    expect(stress("market_crash_35", { ZZZ: 1 }).pnl).toBeNaN();
  });

  it("moves nothing where only cash is held", () => {
    const book = factorBook(
      netLots([{ symbol: "USD", kind: "cash", marketValue: 1, priced: true }], 1),
      loadings,
      rows,
      SESSION,
    );
    expect(directStress(book, translateShocks(SCENARIOS[0]!.shocks)).pnl).toBe(0);
  });

  it("has no answer where NAV is not positive", () => {
    const lots: readonly LotValue[] = [{ symbol: "A", kind: "market", marketValue: 1, priced: true }];
    const book = factorBook(netLots(lots, 0), loadings, rows, SESSION);
    expect(directStress(book, translateShocks(SCENARIOS[0]!.shocks)).pnl).toBeNaN();
  });

  it("splits its P&L by factor and by symbol without remainder", () => {
    const number = fc.double({ min: -3, max: 3, noNaN: true });
    const joint = fc.array(number, { minLength: 7, maxLength: 7 });
    const holdings = fc.dictionary(fc.stringMatching(/^[A-Z]{1,4}$/), fc.tuple(number, joint), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(holdings, fc.constantFrom(...SCENARIOS), (drawn, scenario) => {
        const entries = Object.entries(drawn).filter(([, [weight]]) => weight !== 0);
        fc.pre(entries.length > 0);
        const block = loadingBlock(
          Object.fromEntries(entries.map(([symbol, [, own]]) => [symbol, { joint: own }])),
          SESSION,
          1,
        );
        const book = factorBook(
          weightsOf(Object.fromEntries(entries.map(([symbol, [weight]]) => [symbol, weight]))),
          block,
          new Map(block.symbols.map((symbol, row) => [symbol, row])),
          SESSION,
        );
        const { pnl, byFactor, bySymbol } = directStress(book, translateShocks(scenario.shocks));
        expect(Math.abs(byFactor.reduce((sum, part) => sum + part, 0) - pnl)).toBeLessThan(1e-9);
        expect(Math.abs(bySymbol.reduce((sum, part) => sum + part, 0) - pnl)).toBeLessThan(1e-9);
      }),
    );
  });
});
