import { describe, expect, test } from "vitest";
import type { PositionFact } from "#core/instruments/position.ts";
import { valuePortfolio } from "#core/valuation/value-portfolio.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { calendar, lot, type MarketGiven, market, portfolio } from "./facts.ts";

const FROM = "2020-08-26";
const LAST = calendar.ordinal("2020-09-02");
const LATER = "2020-12-31";

/** A 4:1 split on Monday 2020-08-31; the arithmetic of every case is in README.md. */
const MARKET: MarketGiven = {
  from: FROM,
  closes: { SPL: [500, 504, 500, 128, 130, 131] },
  splits: { SPL: [{ exDate: "2020-08-31", ratio: 4 }] },
};

const AS_TRADED = lot({ symbol: "SPL", quantity: "100", entryPrice: "500", entryDate: FROM });
const AS_OF_BASIS = lot({ symbol: "SPL", quantity: "400", entryPrice: "125", entryDate: FROM });

function value(position: PositionFact, given: Partial<MarketGiven> = {}, basisDate = LATER) {
  const facts = portfolio([{ ...position, basisDate }], { equityBalance: "60000" });
  return valuePortfolio(facts, market({ ...MARKET, ...given }), calendar, LAST);
}

/** Session by session as worked in README.md; exactly, unless the arithmetic itself rounds. */
function expectWorked(
  quantity: string,
  actual: Float64Array | undefined,
  worked: readonly number[],
  tolerance = 0,
): void {
  expect(actual).toHaveLength(worked.length);
  const compare = compareWith({ quantity, reference: "by hand", kind: "absolute", tolerance });
  for (const [t, value] of worked.entries()) compare.add(actual![t]!, value);
  compare.end();
}

const NAV = "NAV across a split, USD";
const QUANTITY = "quantity across a split";
const DIVIDENDS = "dividends across a split, USD";
const REALISED = "realised P&L across a split, USD";

describe("a 4:1 split", () => {
  const nav = [60_000, 60_400, 60_000, 61_200, 62_000, 62_400];

  test("a lot stated as traded has the worked NAV", () => {
    const valuation = value(AS_TRADED);
    expectWorked(NAV, valuation.nav, nav);
    expectWorked(QUANTITY, valuation.lots[0]?.quantity, [100, 100, 100, 400, 400, 400]);
    expect(valuation.findings).toEqual([]);
  });

  test("a lot stated as of the basis date has the same NAV", () => {
    const valuation = value(AS_OF_BASIS);
    expectWorked(NAV, valuation.nav, nav);
    expectWorked(QUANTITY, valuation.lots[0]?.quantity, [100, 100, 100, 400, 400, 400]);
    expect(valuation.findings).toEqual([]);
  });

  test("a lot stated before the split is not asked which basis it has", () => {
    expectWorked(NAV, value(AS_TRADED, {}, "2020-08-28").nav, nav);
  });

  test("an entry on the ex-date is on the new basis", () => {
    const position = lot({ symbol: "SPL", quantity: "100", entryPrice: "127", entryDate: "2020-08-31" });
    expectWorked(NAV, value(position).nav, [60_100, 60_300, 60_400]);
  });

  test("an ex-date on a Saturday counts on Monday, with a finding", () => {
    const valuation = value(AS_TRADED, { splits: { SPL: [{ exDate: "2020-08-29", ratio: 4 }] } });
    expectWorked(NAV, valuation.nav, nav);
    expect(valuation.findings.map(({ code }) => code)).toEqual(["NON_SESSION_DATE"]);
  });

  test("a dividend on the day of the split is paid on the new shares", () => {
    const valuation = value(AS_TRADED, { dividends: { SPL: [{ exDate: "2020-08-31", amount: 0.2 }] } });
    expectWorked(DIVIDENDS, valuation.dividends, [0, 0, 0, 80, 0, 0]);
    expectWorked(NAV, valuation.nav, [60_000, 60_400, 60_000, 61_280, 62_080, 62_480]);
  });

  test("a dividend the day before is paid on the old shares", () => {
    const valuation = value(AS_OF_BASIS, { dividends: { SPL: [{ exDate: "2020-08-28", amount: 0.8 }] } });
    expectWorked(DIVIDENDS, valuation.dividends, [0, 0, 80, 0, 0, 0]);
  });

  test("a short owes four times the shares and pays their dividend", () => {
    const short = { ...AS_TRADED, quantity: "-100" };
    const valuation = value(short, { dividends: { SPL: [{ exDate: "2020-08-31", amount: 0.2 }] } });
    expectWorked(NAV, valuation.nav, [60_000, 59_600, 60_000, 58_720, 57_920, 57_520]);
    expectWorked(
      "short value across a split, USD",
      valuation.shortExposure,
      [-50_000, -50_400, -50_000, -51_200, -52_000, -52_400],
    );
  });

  test("a missing close on the ex-date is the last one on the new basis", () => {
    const valuation = value(AS_TRADED, { closes: { SPL: [500, 504, 500, null, 130, 131] } });
    expectWorked(NAV, valuation.nav, [60_000, 60_400, 60_000, 60_000, 62_000, 62_400]);
  });

  test("without any close the entry value is carried over the split", () => {
    const valuation = value(AS_TRADED, { closes: {} }, "2020-08-28");
    expectWorked(NAV, valuation.nav, [60_000, 60_000, 60_000, 60_000, 60_000, 60_000]);
    expect(valuation.lots[0]!.price[5]).toBe(125);
  });

  test.each([
    ["as traded", AS_TRADED, "131"],
    ["as of the basis date", AS_OF_BASIS, "131"],
  ])("an exit after the split is realised alike when stated %s", (_, position, exitPrice) => {
    const valuation = value({ ...position, exitDate: "2020-09-02", exitPrice });
    expectWorked(REALISED, valuation.realizedPnl, [0, 0, 0, 0, 0, 2_400]);
    expect(valuation.nav[5]).toBe(62_400);
  });

  test.each([
    ["as traded", AS_TRADED, "504"],
    ["as of the basis date", AS_OF_BASIS, "126"],
  ])("an exit before the split is realised alike when stated %s", (_, position, exitPrice) => {
    const valuation = value({ ...position, exitDate: "2020-08-27", exitPrice });
    expectWorked(NAV, valuation.nav, [60_000, 60_400, 60_400, 60_400, 60_400, 60_400]);
  });
});

describe("two lots, one stated before the split and one after it", () => {
  const nav = [70_000, 70_500, 70_000, 71_500, 72_500, 73_000];
  const stated = (entryPrices: readonly [string | null, string | null]) =>
    portfolio(
      [
        lot({
          id: "before",
          symbol: "SPL",
          entryPrice: entryPrices[0],
          entryDate: FROM,
          basisDate: "2020-08-28",
        }),
        lot({
          id: "after",
          symbol: "SPL",
          entryPrice: entryPrices[1],
          entryDate: FROM,
          basisDate: "2020-09-01",
        }),
      ],
      { equityBalance: "70000" },
    );

  test.each([
    ["with their costs", ["500", "125"] as const],
    ["of unknown cost", [null, null] as const],
  ])("%s have each its own share basis", (_, entryPrices) => {
    const valuation = valuePortfolio(stated(entryPrices), market(MARKET), calendar, LAST);
    const quantities = new Map(valuation.lots.map(({ position, quantity }) => [position.id, quantity]));
    expectWorked(QUANTITY, quantities.get("before"), [100, 100, 100, 400, 400, 400]);
    expectWorked(QUANTITY, quantities.get("after"), [25, 25, 25, 100, 100, 100]);
    expectWorked(NAV, valuation.nav, nav);
    expect(valuation.findings.filter(({ code }) => code !== "COST_UNKNOWN")).toEqual([]);
  });
});

describe("an option across a 4:1 split of its underlying", () => {
  const call = (quantity: string, entryPrice: string, strike: string) =>
    lot({
      symbol: "SPL call",
      investmentClass: "OPTIONS",
      investmentSubtype: "CALL",
      entryDate: "2020-08-27",
      quantity,
      entryPrice,
      option: { underlying: "SPL", strike, expiration: "2020-09-01", type: "CALL" },
    });

  /** Settled as worked by hand; before that, by SciPy's Black–Scholes at the volatility of the entry price. */
  function expectNav(actual: Float64Array): void {
    const modelled = compareWith({
      quantity: "NAV with a modelled option across a split, USD",
      reference: "SciPy 1.17",
      kind: "absolute",
      tolerance: 1e-6,
    });
    for (const [t, nav] of [60_000, 59_143.416758305, 60_439.523178084].entries())
      modelled.add(actual[t]!, nav);
    modelled.end();
    expectWorked("option settlement: NAV, USD", actual.slice(3), [62_000, 62_000]);
  }

  test("stated before the split, it settles at the adjusted strike and quantity", () => {
    const valuation = value(call("2", "30", "480"), {}, "2020-08-27");
    expectNav(valuation.nav);
    expectWorked(QUANTITY, valuation.lots[0]?.quantity, [2, 2, 8, 0, 0]);
    expectWorked("option settlement: realised P&L, USD", valuation.realizedPnl, [0, 0, 0, 2_000, 0]);
    expect(valuation.findings.map(({ code }) => code)).toEqual(["MODELLED_PRICE", "NO_RISK_FREE"]);
  });

  test("stated after it, the same money comes out, and the doubt is a finding", () => {
    const valuation = value(call("8", "7.5", "120"));
    expectNav(valuation.nav);
    expect(valuation.findings.map(({ code }) => code)).toEqual([
      "SHARE_BASIS_UNCLEAR",
      "MODELLED_PRICE",
      "NO_RISK_FREE",
    ]);
  });
});

test("a 1:10 reverse split leaves a tenth of the shares", () => {
  const given = {
    closes: { SPL: [5, 5, 5, 52, 50, 48] },
    splits: { SPL: [{ exDate: "2020-08-31", ratio: 0.1 }] },
  };
  const valuation = value(lot({ symbol: "SPL", quantity: "1000", entryPrice: "5", entryDate: FROM }), given);
  expectWorked(NAV, valuation.nav, [60_000, 60_000, 60_000, 60_200, 60_000, 59_800], 5e-10);
});
