import { describe, expect, it } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { BILL_YIELD_SYMBOL } from "#core/factors/factor-table.ts";
import { riskFreeSeries } from "#core/risk/risk-free.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { ANSWERS } from "./answers.ts";

const calendar = createTradingCalendar();
const { sessions, yields, daily, continuous } = ANSWERS.bills;
const close = Float64Array.from(yields, (value) => value ?? Number.NaN);
const prices = {
  symbols: [BILL_YIELD_SYMBOL],
  firstOrdinal: calendar.ordinal(sessions[0]!),
  sessionCount: sessions.length,
  close,
  adjClose: close,
};

describe("the bill yields", () => {
  it("belong to consecutive sessions", () => {
    expect(calendar.range(sessions[0]!, sessions.at(-1)!)).toEqual(sessions);
  });

  it.each([
    ["daily", daily],
    ["continuous", continuous],
  ] as const)("make the %s rates of exact decimal arithmetic", (name, answers) => {
    const comparison = compareWith({
      quantity: `Risk-free rate, ${name}`,
      reference: "Python decimal, 50 digits",
      kind: "relative",
      tolerance: 1e-13,
    });
    const rates = riskFreeSeries(prices, calendar)[name];
    for (const [t, answer] of answers.entries()) comparison.add(rates[t]!, answer ?? Number.NaN);
    comparison.end();
  });
});
