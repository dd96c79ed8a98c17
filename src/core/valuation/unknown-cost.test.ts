import { describe, expect, test } from "vitest";
import type { PositionFact } from "#core/instruments/position.ts";
import { calendar, lot, type MarketGiven, market, portfolio } from "#test/golden/valuation/facts.ts";
import { PRICE_SOURCE } from "./valuation.ts";
import { valuePortfolio } from "./value-portfolio.ts";

const FROM = "2025-01-06";
const LAST = calendar.ordinal("2025-01-13");
const UNKNOWN = lot({ entryPrice: null });

function value(position: PositionFact, closes: readonly (number | null)[], given: Partial<MarketGiven> = {}) {
  const facts = market({ from: FROM, closes: { AAA: closes }, ...given });
  return valuePortfolio(portfolio([position]), facts, calendar, LAST);
}

describe("a lot of unknown cost", () => {
  test("enters at the close of its entry session, so that its first day earns nothing", () => {
    const v = value(UNKNOWN, [51, 52, 50, 53, 54]);
    expect([...v.dailyPnl]).toEqual([0, 100, -200, 300, 100]);
    expect(v.findings).toMatchObject([{ code: "COST_UNKNOWN", subject: "lot-AAA", session: FROM }]);
  });

  test("enters at the last close before where the session has none", () => {
    const v = value({ ...UNKNOWN, entryDate: "2025-01-07" }, [51, null, 50, 53, 54]);
    expect([...v.dailyPnl]).toEqual([0, -100, 300, 100]);
    expect(v.lots[0]?.entry).toMatchObject({ ordinal: calendar.ordinal("2025-01-07"), price: 51 });
  });

  test("waits for the first close where there is none before", () => {
    const v = value(UNKNOWN, [null, null, 50, 53, 54]);
    expect(v.firstOrdinal).toBe(calendar.ordinal("2025-01-08"));
    expect([...v.dailyPnl]).toEqual([0, 300, 100]);
  });

  test("is left out with a finding where there never is a price", () => {
    const v = value(UNKNOWN, [null, null]);
    expect([v.sessionCount, v.lots[0]?.entry]).toEqual([0, null]);
    expect(v.findings).toMatchObject([{ code: "NO_PRICE", subject: "AAA" }]);
  });

  test("is left out where it was gone before the first price", () => {
    const v = value({ ...UNKNOWN, exitDate: "2025-01-07", exitPrice: "51" }, [null, null, 50]);
    expect(v.lots[0]?.entry).toBeNull();
    expect(v.findings.map(({ code }) => code)).toEqual(["COST_UNKNOWN", "NO_PRICE"]);
  });

  test("is a holding of the basis date: fewer shares before a split, and no doubt about it", () => {
    const splits = { AAA: [{ exDate: "2025-01-08", ratio: 4 }] };
    const v = value({ ...UNKNOWN, quantity: "400" }, [50, 52, 13, 13.5, 14], { splits });
    expect([...v.lots[0]!.quantity]).toEqual([100, 100, 400, 400, 400]);
    expect([...v.dailyPnl]).toEqual([0, 200, 0, 200, 200]);
    expect(v.findings.map(({ code }) => code)).toEqual(["COST_UNKNOWN"]);
  });
});

test("a private holding of unknown cost enters at its mark, not before the mark's date", () => {
  const held = { ...UNKNOWN, investmentClass: "PRIVATE", mark: "70", markDate: "2025-01-08" } as const;
  const v = value(held, []);
  expect(v.firstOrdinal).toBe(calendar.ordinal("2025-01-08"));
  expect([...v.nav]).toEqual([10_000, 10_000, 10_000]);
  expect(v.lots[0]?.marketValue[0]).toBe(7000);
});

test("cash of unknown cost enters at 1, which is no finding", () => {
  const v = value({ ...UNKNOWN, investmentSubtype: "CASH" }, []);
  expect([v.lots[0]?.entry?.price, v.findings.length]).toEqual([1, 0]);
});

describe("an option of unknown cost", () => {
  /** Closes that go up and down by 1 % in turn from 100, for 40 sessions up to the last. */
  const SESSIONS = 40;
  const FIRST = LAST - SESSIONS + 1;
  const closes = Array.from({ length: SESSIONS }, (_, t) => (t % 2 === 0 ? 100 : 101));
  const call = {
    ...UNKNOWN,
    symbol: "AAA250620C00100000",
    investmentClass: "OPTIONS",
    quantity: "2",
    option: { underlying: "AAA", strike: "100", expiration: "2025-06-20", type: "CALL" },
  } as const;

  function valueOption(position: PositionFact, entry: number, given: Partial<MarketGiven> = {}) {
    const { prices, ...facts } = market({ from: calendar.session(FIRST), closes: { AAA: closes }, ...given });
    const entered = { ...position, entryDate: calendar.session(entry) };
    const adjusted = { ...facts, prices: { ...prices, adjClose: prices.close } };
    return valuePortfolio(portfolio([entered]), adjusted, calendar, LAST);
  }

  test("enters at its modelled price, so that its first day earns nothing", () => {
    const v = valueOption(call, LAST - 2);
    expect(v.firstOrdinal).toBe(LAST - 2);
    expect(v.dailyPnl[0]).toBeCloseTo(0, 9);
    expect([...v.lots[0]!.source]).toEqual(Array(3).fill(PRICE_SOURCE.modelled));
    expect(v.lots[0]!.option).toMatchObject({ volatilitySource: "underlying" });
    expect(v.findings.map(({ code }) => code)).toEqual(["COST_UNKNOWN", "MODELLED_PRICE", "NO_RISK_FREE"]);
  });

  test("waits for the 21 returns that a volatility takes", () => {
    expect(valueOption(call, FIRST).firstOrdinal).toBe(FIRST + 21);
  });

  test("enters at a close of its own where it has one", () => {
    const own = [...Array<null>(SESSIONS - 1).fill(null), 4];
    const v = valueOption(call, LAST, { closes: { AAA: closes, [call.symbol]: own } });
    expect(v.lots[0]!.entry!.price).toBe(4);
    expect(v.lots[0]!.option).toMatchObject({ volatilitySource: "entryPrice" });
  });

  test("keeps its strike as of the basis date", () => {
    const exDate = calendar.session(LAST - 1);
    const halved = closes.map((close, t) => (t >= SESSIONS - 2 ? close / 2 : close));
    const whole = valueOption(call, LAST - 3);
    const split = { quantity: "4", option: { ...call.option, strike: "50" } };
    const { prices, ...facts } = market({
      from: calendar.session(FIRST),
      closes: { AAA: halved },
      splits: { AAA: [{ exDate, ratio: 2 }] },
    });
    const adjClose = Float64Array.from(closes);
    const entered = { ...call, ...split, entryDate: calendar.session(LAST - 3) };
    const v = valuePortfolio(
      portfolio([entered]),
      { ...facts, prices: { ...prices, adjClose } },
      calendar,
      LAST,
    );
    for (const [t, nav] of whole.nav.entries()) expect(v.nav[t]).toBeCloseTo(nav, 9);
    expect([...v.lots[0]!.quantity]).toEqual([2, 2, 4, 4]);
  });

  test("is left out where its underlying has no price, and where it expired before the first", () => {
    const without = valueOption(call, FIRST, { closes: {} });
    expect([without.sessionCount, without.findings.map(({ code }) => code)]).toEqual([0, ["NO_PRICE"]]);
    const option = { ...call.option, expiration: calendar.session(FIRST + 20) };
    expect(valueOption({ ...call, option }, FIRST).sessionCount).toBe(0);
  });
});
