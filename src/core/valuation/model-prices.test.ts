import { describe, expect, test } from "vitest";
import type { PositionFact } from "#core/instruments/position.ts";
import { riskPath, weightPath } from "#core/pipeline/weight-path.ts";
import { calendar, lot, type MarketGiven, market, portfolio } from "#test/golden/valuation/facts.ts";
import { heldOptionAt } from "./held-option-at.ts";
import { positionRow } from "./position-row.ts";
import { PRICE_SOURCE } from "./valuation.ts";
import { valuePortfolio } from "./value-portfolio.ts";

const { close, entry, modelled } = PRICE_SOURCE;

/** Sessions: Mon 2025-01-06, Tue 07, Wed 08, Fri 10. */
const FROM = "2025-01-06";
const LAST = calendar.ordinal("2025-01-10");
const UNDERLYING = { AAA: [50, 51, 52, 53] };
const BILL = { "^IRX": [4.2, 4.2, 4.2, 4.2] };

function call(given: Partial<PositionFact> = {}): PositionFact {
  return lot({
    symbol: "AAA250221C00050000",
    investmentClass: "OPTIONS",
    investmentSubtype: "CALL",
    quantity: "2",
    entryPrice: "2",
    option: { underlying: "AAA", strike: "50", expiration: "2025-02-21", type: "CALL" },
    ...given,
  });
}

function value(positions: readonly PositionFact[], closes: MarketGiven["closes"]) {
  return valuePortfolio(portfolio(positions), market({ from: FROM, closes }), calendar, LAST);
}

describe("an option without a close of its own", () => {
  test("starts at its premium, to which its volatility is fitted, and then moves with its underlying", () => {
    const [path] = value([call()], { ...UNDERLYING, ...BILL }).lots;
    expect(path!.price[0]).toBeCloseTo(2, 12);
    expect([...path!.source]).toEqual(Array(4).fill(modelled));
    expect(path!.price[3]).toBeGreaterThan(3);
  });

  test("is never valued at the price of the share it is on", () => {
    for (const symbol of ["AAA", "AAA call", ""]) {
      const [path] = value([call({ symbol })], { ...UNDERLYING, ...BILL, [symbol]: [50, 51, 52, 53] }).lots;
      expect([...path!.source]).toEqual(Array(4).fill(modelled));
      expect(Math.max(...path!.price)).toBeLessThan(5);
    }
  });

  test("without a bill yield is valued with a rate of 0, with a finding", () => {
    const v = value([call()], UNDERLYING);
    expect(v.findings.map(({ code }) => code)).toEqual(["MODELLED_PRICE", "NO_RISK_FREE"]);
    expect(v.findings[1]?.message).toBe(
      "AAA250221C00050000: no bill yield on 4 sessions from 2025-01-06 to 2025-01-10; valued with a rate of 0",
    );
    expect(heldOptionAt(v, v.lots[0]!, LAST)?.state.rate).toBe(0);
  });

  test("whose premium implies nothing, with too short a history, stays at it, unpriced and without a delta", () => {
    const v = value([call({ entryPrice: "49" })], { ...UNDERLYING, ...BILL });
    expect([...v.lots[0]!.source]).toEqual(Array(4).fill(entry));
    expect(v.findings.map(({ code }) => code)).toEqual(["NO_PRICE"]);
    expect(heldOptionAt(v, v.lots[0]!, LAST)).toBeNull();
    expect(positionRow(v, v.lots[0]!, LAST).greeks).toBeNull();
  });

  test("is not modelled from an underlying whose last close is too old", () => {
    const closes = { AAA: [50, ...Array<null>(14).fill(null)], "^IRX": Array<number>(15).fill(4.2) };
    const last = calendar.ordinal(FROM) + 14;
    const v = valuePortfolio(portfolio([call()]), market({ from: FROM, closes }), calendar, last);
    expect([...v.lots[0]!.source]).toEqual([...Array(11).fill(modelled), ...Array(4).fill(entry)]);
    expect(heldOptionAt(v, v.lots[0]!, last)).toBeNull();
    expect(v.findings.map(({ code }) => code)).toEqual(["NO_PRICE", "MODELLED_PRICE", "STALE_PRICE"]);
  });
});

test("a close of its own prices it and gives the volatility of its Greeks", () => {
  const v = value([call()], { ...UNDERLYING, ...BILL, AAA250221C00050000: [2, 3, null, 4] });
  const [path] = v.lots;
  expect([...path!.source]).toEqual([close, close, PRICE_SOURCE.stale, close]);
  const at = (t: number) => heldOptionAt(v, path!, v.firstOrdinal + t)!.state.volatility;
  expect(at(1)).toBeGreaterThan(at(0));
  // A price kept from the session before keeps what it implied there.
  expect(at(2)).toBe(at(1));
});

test("a lot of another kind has no model and no Greeks", () => {
  const v = value([lot({}), lot({ id: "fund", symbol: "FUND", investmentClass: "PRIVATE" })], UNDERLYING);
  expect(v.lots.map(({ option }) => option)).toEqual([null, null]);
  expect(positionRow(v, v.lots[0]!, LAST).greeks).toBeNull();
});

test("a written call has the opposite Greeks' exposure", () => {
  const v = value([call(), call({ id: "short", quantity: "-2" })], { ...UNDERLYING, ...BILL });
  const [a, b] = v.lots.map((path) => heldOptionAt(v, path, LAST)!);
  expect(a!.deltaExposure).toBe(-b!.deltaExposure);
  expect(a!.greeks).toEqual(b!.greeks);
});

describe("riskPath", () => {
  const closes = { ...UNDERLYING, ...BILL };

  test("of a book without options is its weights", () => {
    const v = value([lot({}), lot({ id: "fund", symbol: "FUND", investmentClass: "PRIVATE" })], closes);
    const [weights, risk] = [weightPath, riskPath].map((path) => path(v, v.firstOrdinal, LAST));
    expect(risk).toEqual(weights!.map((holdings) => ({ ...holdings, options: [] })));
  });

  test("nets a covered call with the shares under it, and leaves no entry of its premium", () => {
    const v = value([lot({}), call({ quantity: "-1" })], closes);
    const [holdings] = riskPath(v, LAST, LAST);
    const exposure = heldOptionAt(v, v.lots[1]!, LAST)!.deltaExposure;
    expect(holdings!.symbols).toEqual(["AAA"]);
    expect(holdings!.kinds).toEqual(["market"]);
    expect(exposure).toBeLessThan(-2600);
    expect(holdings!.marketValues[0]).toBeCloseTo(5300 + exposure, 9);
    expect(holdings!.weights[0]).toBeCloseTo((5300 + exposure) / v.nav[3]!, 12);
  });

  test("does not depend on the order of the lots, nor on the range asked for", () => {
    const lots = [
      lot({}),
      call({ quantity: "-1" }),
      call({ id: "more", quantity: "3", entryDate: "2025-01-08" }),
    ];
    const [forward, backward] = [lots, lots.toReversed()].map((positions) => {
      const v = value(positions, closes);
      return riskPath(v, v.firstOrdinal, LAST);
    });
    expect(forward).toEqual(backward);
    const v = value(lots, closes);
    expect(riskPath(v, LAST, LAST)[0]).toEqual(forward!.at(-1));
  });
});
