import { describe, expect, test } from "vitest";
import { calendar, lot, market, portfolio } from "#test/golden/valuation/facts.ts";
import { lotCostBasis, lotPnl } from "./position-pnl.ts";
import { valuePortfolio } from "./value-portfolio.ts";

/** 100 at 50 from Tuesday 2025-01-07, a dividend of 0.50 on the 8th, sold at 55 on the 10th. */
const facts = market({
  from: "2025-01-06",
  closes: { AAA: [51, 52, 53, 54, 54], BBB: [1, 1, 1, 1, 1] },
  dividends: { AAA: [{ exDate: "2025-01-08", amount: 0.5 }] },
});
const sold = lot({ entryDate: "2025-01-07", exitDate: "2025-01-10", exitPrice: "55" });
const other = lot({ symbol: "BBB", entryPrice: "1" });
const valuation = valuePortfolio(portfolio([sold, other]), facts, calendar, calendar.ordinal("2025-01-13"));
const path = valuation.lots.find(({ position }) => position.symbol === "AAA")!;
const at = (session: string) => lotPnl(valuation, path, calendar.ordinal(session));

describe("a lot's P&L", () => {
  const nothing = { costBasis: 0, marketValue: 0, unrealizedPnl: 0, realizedPnl: 0, dividends: 0 };

  test("is nothing before its entry", () => {
    expect(at("2025-01-06")).toEqual(nothing);
  });

  test("is unrealised, plus dividends received, while it is held", () => {
    expect(at("2025-01-08")).toEqual({
      costBasis: 5000,
      marketValue: 5300,
      unrealizedPnl: 300,
      realizedPnl: 0,
      dividends: 50,
    });
  });

  test("is realised from its exit on", () => {
    expect(at("2025-01-10")).toEqual({ ...nothing, realizedPnl: 500, dividends: 50 });
    expect(at("2025-01-13")).toEqual({ ...nothing, realizedPnl: 500, dividends: 50 });
  });
});

test("the cost basis of a short is negative", () => {
  const short = valuePortfolio(
    portfolio([lot({ quantity: "-100" })]),
    facts,
    calendar,
    calendar.ordinal("2025-01-06"),
  );
  expect(lotCostBasis(short.lots[0]!, calendar.ordinal("2025-01-06"))).toBe(-5000);
});
