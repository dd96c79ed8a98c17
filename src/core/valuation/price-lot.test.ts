import { describe, expect, test } from "vitest";
import { addDays } from "#core/dates/plain-date.ts";
import type { PositionFact } from "#core/instruments/position.ts";
import { calendar, lot, market, portfolio } from "#test/golden/valuation/facts.ts";
import { PRICE_SOURCE } from "./valuation.ts";
import { valuePortfolio } from "./value-portfolio.ts";

const FROM = "2025-01-06";
const { notHeld, close, stale, entry, mark, cash } = PRICE_SOURCE;

function path(position: PositionFact, closes: readonly (number | null)[], sessions = closes.length) {
  const last = calendar.ordinal(FROM) + sessions - 1;
  const facts = market({ from: FROM, closes: { AAA: closes } });
  const valuation = valuePortfolio(portfolio([position]), facts, calendar, last);
  return { ...valuation.lots[0]!, findings: valuation.findings };
}

describe("a missing close", () => {
  test("is the last one, with one finding for the gap", () => {
    const { price, source, findings } = path(lot({}), [51, null, null, 53, null]);
    expect([...price]).toEqual([51, 51, 51, 53, 53]);
    expect([...source]).toEqual([close, stale, stale, close, stale]);
    expect(findings).toEqual([
      {
        code: "STALE_PRICE",
        severity: "warning",
        subject: "AAA",
        session: "2025-01-07",
        message: "AAA has no close; held at its last close on 3 sessions from 2025-01-07 to 2025-01-13",
      },
    ]);
  });

  test("of more than ten sessions is the entry price, outside coverage", () => {
    const { price, source, findings } = path(lot({}), [51], 13);
    expect([...price]).toEqual([...Array(11).fill(51), 50, 50]);
    expect([...source]).toEqual([close, ...Array(10).fill(stale), entry, entry]);
    expect(findings.map(({ code }) => code)).toEqual(["NO_PRICE", "STALE_PRICE"]);
  });

  test("on the entry session may be one from before it", () => {
    const { price, source } = path(lot({ entryDate: "2025-01-08" }), [51, 52, null, 53]);
    expect([...price]).toEqual([52, 53]);
    expect([...source]).toEqual([stale, close]);
  });

  test("never any there holds the lot at its entry price throughout", () => {
    const { marketValue, source, findings } = path(lot({ symbol: "ZZZ" }), [51, 52]);
    expect([...marketValue]).toEqual([5000, 5000]);
    expect([...source]).toEqual([entry, entry]);
    expect(findings).toMatchObject([{ code: "NO_PRICE", subject: "ZZZ" }]);
  });

  test("the jump across a gap reaches the P&L on the session prices are back", () => {
    const facts = market({ from: FROM, closes: { AAA: [51, null, 61] } });
    const v = valuePortfolio(portfolio([lot({})]), facts, calendar, calendar.ordinal(FROM) + 2);
    expect([...v.dailyPnl]).toEqual([100, 0, 1000]);
  });
});

test("before entry and after exit a lot has no price and no value", () => {
  const first = lot({ id: "first" });
  const second = lot({ id: "second", entryDate: "2025-01-07", exitDate: "2025-01-10", exitPrice: "52" });
  const facts = market({ from: FROM, closes: { AAA: [51, 52, 53, 54] } });
  const v = valuePortfolio(portfolio([second, first]), facts, calendar, calendar.ordinal("2025-01-10"));
  const { price, source, quantity, marketValue } = v.lots[1]!;
  expect([...price]).toEqual([Number.NaN, 52, 53, Number.NaN]);
  expect([...source]).toEqual([notHeld, close, close, notHeld]);
  expect([...quantity]).toEqual([0, 100, 100, 0]);
  expect([...marketValue]).toEqual([0, 5200, 5300, 0]);
});

test("cash is 1 and needs no series", () => {
  const { price, source, findings } = path(
    lot({ symbol: "SPAXX", investmentSubtype: "CASH", entryPrice: "1" }),
    [null, null],
  );
  expect([...price]).toEqual([1, 1]);
  expect([...source]).toEqual([cash, cash]);
  expect(findings).toEqual([]);
});

describe("a private holding", () => {
  const held = lot({ symbol: "FUND", investmentClass: "PRIVATE" });

  test("is at its entry price, outside coverage, without a mark", () => {
    const { price, source, findings } = path(held, [null, null]);
    expect([...price]).toEqual([50, 50]);
    expect([...source]).toEqual([entry, entry]);
    expect(findings).toEqual([
      {
        code: "NO_PRICE",
        severity: "info",
        subject: "FUND",
        session: FROM,
        message: "FUND is held at its entry price until a mark is given",
      },
    ]);
  });

  test("is at its mark from the mark's date on", () => {
    const { price, source, findings } = path({ ...held, mark: "70", markDate: "2025-01-07" }, [
      null,
      null,
      null,
    ]);
    expect([...price]).toEqual([50, 70, 70]);
    expect([...source]).toEqual([entry, mark, mark]);
    expect(findings).toEqual([]);
  });

  test("is at a mark older than its entry from the start", () => {
    const { price } = path({ ...held, mark: "70", markDate: addDays(FROM, -400) }, [null]);
    expect([...price]).toEqual([70]);
  });

  test("ignores market prices, splits and dividends under its name", () => {
    const facts = market({
      from: FROM,
      closes: { FUND: [1, 2] },
      splits: { FUND: [{ exDate: "2025-01-07", ratio: 2 }] },
      dividends: { FUND: [{ exDate: "2025-01-07", amount: 9 }] },
    });
    const v = valuePortfolio(portfolio([held]), facts, calendar, calendar.ordinal("2025-01-07"));
    expect([...v.nav]).toEqual([10_000, 10_000]);
  });
});
