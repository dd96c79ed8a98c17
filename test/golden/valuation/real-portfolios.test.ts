import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import { valuePortfolio } from "#core/valuation/value-portfolio.ts";
import { hasSharedData, sharedPath } from "#test/support/shared-data.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { calendar, csvRows, lot, market, portfolio } from "./facts.ts";

const CASES = [
  { name: "real-etf-10", equity: "5000000" },
  { name: "real-long-short", equity: "400000" },
] as const;

const FROM: PlainDate = "2019-01-02";
const TO: PlainDate = "2025-06-30";

describe.skipIf(!hasSharedData)("ledger against a plain ledger on real prices (needs shared data)", () => {
  for (const { name, equity } of CASES) {
    const expected = csvRows(readFileSync(path.join(import.meta.dirname, `${name}.csv`), "utf8"));
    const valuation = hasSharedData ? value(name, equity) : ({} as never);

    test(`${name}: covers the same sessions`, () => {
      const sessions = expected.map((_, t) => calendar.session(valuation.firstOrdinal + t));
      expect(sessions).toEqual(expected.map(({ session }) => session));
      expect(valuation.sessionCount).toBe(expected.length);
    });

    for (const [column, quantity, series] of [
      ["nav", "NAV", valuation.nav],
      ["cash", "cash", valuation.cash],
      ["dividends", "dividends", valuation.dividends],
      ["realized_pnl", "realised P&L", valuation.realizedPnl],
      ["daily_pnl", "daily P&L", valuation.dailyPnl],
    ] as const)
      test(`${name}: ${column} agrees to 1e-6 on every session`, () => {
        const compare = compareWith({
          quantity: `${quantity}, USD`,
          reference: "plain ledger in exact fractions",
          kind: "absolute",
          tolerance: 1e-6,
        });
        for (const [t, row] of expected.entries()) compare.add(series[t]!, Number(row[column]));
        compare.end();
      });

    test(`${name}: every lot is priced at its close on every session`, () => {
      expect(valuation.findings).toEqual([]);
    });
  }
});

function value(name: string, equity: string) {
  const stated = csvRows(readFileSync(sharedPath("portfolios", `${name}.csv`), "utf8"));
  const positions = stated.map((row, index) =>
    lot({
      id: String(index),
      symbol: row.Symbol!,
      investmentSubtype: row["Investment Subtype"]!,
      quantity: row.Quantity!,
      entryPrice: row["Entry Price Per Share"]!,
      entryDate: row["Entry Date"]!,
      exitDate: row["Exit Date"] || null,
      exitPrice: row["Exit Price Per Share"] || null,
      basisDate: TO,
    }),
  );
  const symbols = positions.filter(({ investmentSubtype }) => investmentSubtype !== "CASH");
  const facts = portfolio(positions, { equityBalance: equity });
  const prices = realMarket(new Set(symbols.map(({ symbol }) => symbol)));
  return valuePortfolio(facts, prices, calendar, calendar.ordinal(TO));
}

function realMarket(symbols: ReadonlySet<string>): MarketFacts {
  const files = [...symbols].map((symbol) => {
    const rows = csvRows(readFileSync(sharedPath("data", "etf", `${symbol}.csv`), "utf8"));
    const closes = new Map(rows.map((row) => [row.Date, Number(row.Close)]));
    const paid = rows.filter((row) => Number(row.Dividends) !== 0);
    return {
      symbol,
      closes: calendar.range(FROM, TO).map((session) => closes.get(session) ?? null),
      dividends: paid.map((row) => ({ exDate: row.Date!, amount: Number(row.Dividends) })),
    };
  });
  return market({
    from: FROM,
    closes: Object.fromEntries(files.map(({ symbol, closes }) => [symbol, closes])),
    dividends: Object.fromEntries(files.map(({ symbol, dividends }) => [symbol, dividends])),
  });
}
