import { expect, test } from "vitest";
import type { PositionFact } from "#core/instruments/position.ts";
import { calendar, lot, market, portfolio } from "#test/golden/valuation/facts.ts";
import { valuePortfolio } from "./value-portfolio.ts";

/** 0.50 a share on Wednesday 2025-01-08; closes do not move. */
const MARKET = {
  from: "2025-01-06",
  closes: { AAA: [50, 50, 50, 50] },
  dividends: { AAA: [{ exDate: "2025-01-08", amount: 0.5 }] },
} as const;

function value(position: PositionFact, exDate = "2025-01-08") {
  const facts = market({ ...MARKET, dividends: { AAA: [{ exDate, amount: 0.5 }] } });
  return valuePortfolio(portfolio([position]), facts, calendar, calendar.ordinal("2025-01-10"));
}

test("a dividend is cash on its ex-date and stays there", () => {
  const v = value(lot({}));
  expect([...v.dividends]).toEqual([0, 0, 50, 0]);
  expect([...v.nav]).toEqual([10_000, 10_000, 10_050, 10_050]);
  expect([...v.cash]).toEqual([5000, 5000, 5050, 5050]);
});

test("a short pays it", () => {
  expect([...value(lot({ quantity: "-100" })).dividends]).toEqual([0, 0, -50, 0]);
});

test("a lot entered on the ex-date does not receive it", () => {
  expect([...value(lot({ entryDate: "2025-01-08" })).dividends]).toEqual([0, 0]);
});

test("a lot exited on the ex-date receives it", () => {
  const v = value(lot({ exitDate: "2025-01-08", exitPrice: "50" }));
  expect([...v.dividends]).toEqual([0, 0, 50, 0]);
  expect(v.nav[2]).toBe(10_050);
});

test("a lot exited the session before does not", () => {
  expect([...value(lot({ exitDate: "2025-01-07", exitPrice: "50" })).dividends]).toEqual([0, 0, 0, 0]);
});

test("an ex-date on a closed day counts on the next session, with a finding", () => {
  const v = value(lot({}), "2025-01-09");
  expect([...v.dividends]).toEqual([0, 0, 0, 50]);
  expect(v.findings).toMatchObject([{ code: "NON_SESSION_DATE", subject: "AAA" }]);
});

test("a dividend after the last session is not paid yet", () => {
  expect([...value(lot({}), "2025-01-13").dividends]).toEqual([0, 0, 0, 0]);
});
