import { describe, expect, it } from "vitest";
import {
  grossWeight,
  hasMarketReturns,
  type LotValue,
  netLots,
  netSession,
  planNetting,
} from "./symbol-weights.ts";

function lot(symbol: string, marketValue: number, more: Partial<LotValue> = {}): LotValue {
  return { symbol, kind: "market", marketValue, priced: true, ...more };
}

describe("netLots", () => {
  it("adds up the lots of one symbol and divides by NAV", () => {
    const { symbols, marketValues, weights } = netLots([lot("B", 300), lot("A", 500), lot("B", -100)], 1_000);
    expect(symbols).toEqual(["A", "B"]);
    expect([...marketValues]).toEqual([500, 200]);
    expect([...weights]).toEqual([0.5, 0.2]);
  });

  it("gives the same bits in whatever order the lots come", () => {
    const lots = [lot("A", 0.1), lot("A", 1e16), lot("A", -1e16), lot("A", 0.3), lot("B", 2)];
    expect(netLots([...lots].reverse(), 7)).toEqual(netLots(lots, 7));
  });

  it("keeps a private holding apart from the listed symbol of the same name", () => {
    const { symbols, kinds } = netLots([lot("A", 1), lot("A", 2, { kind: "private" })], 3);
    expect(symbols).toEqual(["A", "A"]);
    expect(kinds).toEqual(["market", "private"]);
  });

  it("calls a symbol unpriced when one of its held lots is", () => {
    const { priced } = netLots([lot("A", 1), lot("A", 2, { priced: false }), lot("B", 1)], 4);
    expect(priced).toEqual([false, true]);
  });

  it.each([0, -5])("has no weights at a NAV of %d", (nav) => {
    expect([...netLots([lot("A", 1)], nav).weights]).toEqual([Number.NaN]);
  });

  it("refuses a lot without a value", () => {
    expect(() => netLots([lot("A", Number.NaN)], 1)).toThrow(RangeError);
  });
});

describe("netSession", () => {
  it("ignores the price of a lot that is not held", () => {
    const plan = planNetting([lot("A", 0), lot("A", 0)]);
    expect(netSession(plan, [5, 0], [1, 0], 10).priced).toEqual([true]);
  });
});

describe("grossWeight", () => {
  it("counts everything but cash, shorts by their size", () => {
    const lots = [lot("A", 4), lot("B", -3, { priced: false }), lot("C", 2, { kind: "private" })];
    expect(grossWeight(netLots([...lots, lot("USD", 1, { kind: "cash" })], 10))).toBeCloseTo(0.9, 15);
  });
});

describe("hasMarketReturns", () => {
  it.each([10, 0, -5])("leaves out what is sold, also at a NAV of %d", (nav) => {
    const holdings = netLots([lot("A", 4), lot("B", 0)], nav);
    expect(holdings.symbols.filter((_, i) => hasMarketReturns(holdings, i))).toEqual(["A"]);
  });
});
