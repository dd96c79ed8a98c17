import { describe, expect, it } from "vitest";
import type { PositionFact } from "#core/instruments/position.ts";
import { valuePortfolio } from "#core/valuation/value-portfolio.ts";
import {
  bookCalendar,
  FIRST_HELD,
  GENERATED_BOOK,
  generatedMarket,
  heldDay,
} from "#test/support/generated-book.ts";
import { riskContext } from "./risk-context.ts";
import { riskDetailsAt } from "./risk-details.ts";
import { riskState } from "./risk-state.ts";
import { riskPath } from "./weight-path.ts";

const market = generatedMarket();
/** A session on which the book holds shares, shorts, options with a delta, a mark and cash. */
const ORDINAL = FIRST_HELD + 20;

const house = GENERATED_BOOK.positions.find(({ symbol }) => symbol === "HOUSE")!;
/** Named like the share that is held beside it. */
const ownAaa: PositionFact = {
  ...house,
  id: "own AAA",
  symbol: "AAA",
  entryPrice: "900",
  mark: null,
  markDate: null,
};

function detailsOf(positions: readonly PositionFact[], ordinal = ORDINAL) {
  const valuation = valuePortfolio({ ...GENERATED_BOOK, positions }, market, bookCalendar, ordinal);
  const risk = riskContext(market, ordinal, ordinal);
  const holdings = riskPath(valuation, ordinal, ordinal)[0]!;
  return {
    holdings,
    state: riskState(holdings, risk, ordinal),
    details: riskDetailsAt(holdings, risk, ordinal),
  };
}

const total = (values: Float64Array) =>
  values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);

describe("the details of a book's risk", () => {
  const { holdings, state, details } = detailsOf([...GENERATED_BOOK.positions, ownAaa]);

  it("add up to its volatility, its variance and its expected shortfall", () => {
    expect(details.volatility).toBe(state.volatility);
    expect(total(details.shares)).toBeCloseTo(1, 12);
    expect(total(details.componentEs95)).toBeCloseTo(state.es95, 14);
    expect(total(details.componentEs99)).toBeGreaterThan(state.es95);
    expect(total(details.weights.map((w, i) => w * details.marginal[i]!))).toBeCloseTo(
      details.volatility,
      12,
    );
    expect(total(details.factorShares) + total(details.shares) - total(details.systematicShares)).toBeCloseTo(
      1,
      12,
    );
  });

  it("name each holding but cash once, sorted, a private one after the share of its name", () => {
    expect(details.symbols).toEqual([...details.symbols].sort());
    expect(details.symbols.filter((symbol) => symbol === "AAA")).toHaveLength(2);
    expect(details.symbols).not.toContain("SWEEP");
    const places = [...holdings.symbols.keys()].filter((i) => holdings.symbols[i] === "AAA");
    expect(places.map((i) => holdings.kinds[i])).toEqual(["market", "private"]);
    const [listed, owned] = [details.symbols.indexOf("AAA"), details.symbols.lastIndexOf("AAA")];
    expect(details.shares[listed]).toBeGreaterThan(0);
    expect(details.shares[owned]).toBeNaN();
    expect(details.componentEs95[owned]).toBe(0);
    expect(details.weights[owned]).toBeCloseTo(900 / holdings.nav, 12);
    expect(details.weights[listed]).not.toBeCloseTo(details.weights[owned]!, 3);
  });

  it("count an option with a delta in its underlying, and not by its premium", () => {
    expect(details.symbols.some((symbol) => symbol.includes(" "))).toBe(false);
    const { details: without } = detailsOf(GENERATED_BOOK.positions.filter(({ option }) => option === null));
    const weightOf = ({ symbols, weights }: typeof details, symbol: string) =>
      weights[symbols.indexOf(symbol)]!;
    const delta = holdings.options
      .filter(({ underlying }) => underlying === "TLT")
      .reduce((sum, { deltaExposure }) => sum + deltaExposure, 0);
    expect(delta).not.toBe(0);
    const shares = market.prices.symbols.indexOf("TLT") * market.prices.sessionCount;
    const close = market.prices.close[shares + ORDINAL - market.prices.firstOrdinal]!;
    expect(weightOf(details, "TLT")).toBeCloseTo((420 * close + delta) / holdings.nav, 12);
    expect(weightOf(without, "TLT")).toBeLessThan(weightOf(details, "TLT"));
  });

  it("of a book of cash, and of one without loadings, are missing and never 0", () => {
    const cash = GENERATED_BOOK.positions.filter(({ symbol }) => symbol === "SWEEP");
    expect(detailsOf(cash).details).toMatchObject({
      symbols: [],
      volatility: Number.NaN,
      covarianceWeight: Number.NaN,
    });
    const { details: owned } = detailsOf([{ ...house, entryDate: heldDay(0) }]);
    expect([...owned.shares, ...owned.componentEs95, owned.volatility]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect(owned.symbols).toEqual(["HOUSE"]);
  });
});
