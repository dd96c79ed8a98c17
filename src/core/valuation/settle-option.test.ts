import { describe, expect, test } from "vitest";
import type { PositionFact } from "#core/instruments/position.ts";
import { calendar, lot, type MarketGiven, market, portfolio } from "#test/golden/valuation/facts.ts";
import { intrinsicValue } from "./settle-option.ts";
import { PRICE_SOURCE } from "./valuation.ts";
import { valuePortfolio } from "./value-portfolio.ts";

const { close, entry, modelled, notHeld, settled, stale } = PRICE_SOURCE;

/** Sessions around Good Friday 2025-04-18: Tue 15, Wed 16, Thu 17, Mon 21, Tue 22. */
const MARKET: MarketGiven = { from: "2025-04-15", closes: { AAA: [100, 102, 107, 111, 112] } };
const LAST = calendar.ordinal("2025-04-22");

/** Two calls at 3.00, strike 100, expiring on Good Friday: cost 600. */
function call(given: Partial<PositionFact> = {}): PositionFact {
  return lot({
    symbol: "AAA250418C00100000",
    investmentClass: "OPTIONS",
    quantity: "2",
    entryPrice: "3",
    entryDate: "2025-04-15",
    option: { underlying: "AAA", strike: "100", expiration: "2025-04-18", type: "CALL" },
    ...given,
  });
}

function value(position: PositionFact, given: Partial<MarketGiven> = {}) {
  return valuePortfolio(portfolio([position]), market({ ...MARKET, ...given }), calendar, LAST);
}

test.each([
  ["CALL", 107, 100, 7],
  ["CALL", 93, 100, 0],
  ["PUT", 93, 100, 7],
  ["PUT", 107, 100, 0],
] as const)("the intrinsic value of a %s at %d with strike %d is %d", (type, price, strike, expected) => {
  expect(intrinsicValue(type, price, strike)).toBe(expected);
});

describe("an option without a series", () => {
  test("is modelled and settles at intrinsic value on the session before a closed expiration", () => {
    const v = value(call());
    expect(v.nav.slice(2)).toEqual(Float64Array.of(10_800, 10_800, 10_800));
    expect([...v.cash]).toEqual([9400, 9400, 10_800, 10_800, 10_800]);
    expect([...v.realizedPnl]).toEqual([0, 0, 800, 0, 0]);
    expect([...v.lots[0]!.source]).toEqual([modelled, modelled, settled, notHeld, notHeld]);
    expect(v.lots[0]!.price[2]).toBe(7);
    expect(v.lots[0]!.closing).toMatchObject({ by: "settlement", proceeds: 1400 });
    expect(v.findings.map(({ code }) => code)).toEqual(["MODELLED_PRICE", "NO_RISK_FREE"]);
  });

  test("loses its premium when it ends out of the money", () => {
    const option = { underlying: "AAA", strike: "100", expiration: "2025-04-18", type: "PUT" } as const;
    expect([...value(call({ option })).realizedPnl]).toEqual([0, 0, -600, 0, 0]);
  });

  test("costs its writer the intrinsic value", () => {
    expect(value(call({ quantity: "-2" })).nav.slice(2)).toEqual(Float64Array.of(9200, 9200, 9200));
  });

  test("receives no dividend of its underlying", () => {
    const v = value(call(), { dividends: { AAA: [{ exDate: "2025-04-16", amount: 1 }] } });
    expect([...v.dividends]).toEqual([0, 0, 0, 0, 0]);
  });
});

test("a provider's series of the option prices it up to its settlement", () => {
  const v = value(call(), { closes: { ...MARKET.closes, AAA250418C00100000: [3.5, 4, 9, 9, 9] } });
  expect([...v.nav]).toEqual([10_100, 10_200, 10_800, 10_800, 10_800]);
  expect([...v.lots[0]!.source]).toEqual([close, close, settled, notHeld, notHeld]);
});

describe("an explicit exit", () => {
  test("before expiry wins", () => {
    const v = value(call({ exitDate: "2025-04-16", exitPrice: "5" }));
    expect(v.nav.slice(1)).toEqual(Float64Array.of(10_400, 10_400, 10_400, 10_400));
  });

  test("on the expiry session wins", () => {
    expect(value(call({ exitDate: "2025-04-17", exitPrice: "6" })).realizedPnl[2]).toBe(600);
  });

  test("after expiry comes too late: the option has settled", () => {
    expect([...value(call({ exitDate: "2025-04-21", exitPrice: "0" })).realizedPnl]).toEqual([
      0, 0, 800, 0, 0,
    ]);
  });
});

describe("without a close of the underlying on the expiry session", () => {
  test("the last one of at most ten sessions settles it, with a finding", () => {
    const v = value(call(), { closes: { AAA: [100, 102, null, 111, 112] } });
    expect(v.realizedPnl[2]).toBe(-200);
    expect(v.findings.map(({ code }) => code)).toEqual(["STALE_PRICE", "MODELLED_PRICE", "NO_RISK_FREE"]);
  });

  test("and none at all it stays at its premium", () => {
    const v = value(call(), { closes: {} });
    expect([...v.nav]).toEqual([10_000, 10_000, 10_000, 10_000, 10_000]);
    expect([...v.lots[0]!.source]).toEqual([entry, entry, entry, entry, entry]);
    expect(v.findings.map(({ code }) => code)).toEqual(["SETTLEMENT_PRICE_MISSING", "NO_PRICE"]);
  });

  test("and none at all a series of its own ends at the expiry, and an exit still counts", () => {
    const closes = { AAA250418C00100000: [3.5, null, 9, 9, 9] };
    const v = value(call({ exitDate: "2025-04-22", exitPrice: "1" }), { closes });
    expect([...v.lots[0]!.source]).toEqual([close, stale, entry, entry, notHeld]);
    expect(v.realizedPnl[4]).toBe(-400);
  });
});

test("an option that has not expired by the last session is still held", () => {
  const option = { underlying: "AAA", strike: "100", expiration: "2025-05-16", type: "CALL" } as const;
  const v = value(call({ option }));
  expect([v.lots[0]!.closing, v.positionCount[4], v.lots[0]!.source[4]]).toEqual([null, 1, modelled]);
});
