import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Dividend } from "#core/prices/market-facts.ts";
import type { Valuation } from "#core/valuation/valuation.ts";
import { valuePortfolio } from "#core/valuation/value-portfolio.ts";
import { hasSharedData, sharedPath } from "#test/support/shared-data.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { calendar, csvRows, lot, market, portfolio } from "./facts.ts";

interface OraclePortfolio {
  readonly id: string;
  readonly start_date: PlainDate;
  readonly initial_cash: number;
  readonly positions: readonly {
    readonly symbol: string;
    readonly quantity: number;
    readonly entry_date: PlainDate;
    readonly entry_price: number;
    readonly exit_date: PlainDate | null;
    readonly exit_price: number | null;
  }[];
  readonly flows: readonly { readonly date: PlainDate; readonly amount: number }[];
}

/** Rows of the synthetic market stand for consecutive sessions from this one on, whatever their dates. */
const FIRST_SESSION: PlainDate = "2022-01-03";

/** What a column is, in the words of the method, and where the ledger has it. */
const MONEY_COLUMNS = {
  nav: ["NAV", (v) => v.nav],
  cash: ["cash", (v) => v.cash],
  long_value: ["long value", (v) => v.longExposure],
  short_value: ["short value", (v) => v.shortExposure],
  gross: ["gross value", (v) => v.grossExposure],
  net: ["net value", (v) => v.netExposure],
  flow: ["flow", (v) => v.flow],
  dividends: ["dividends", (v) => v.dividends],
  realised: ["realised P&L", (v) => v.realizedPnl],
  unrealised: ["unrealised P&L", (v) => v.unrealizedPnl],
  daily_pnl: ["daily P&L", (v) => v.dailyPnl],
} as const satisfies Record<string, readonly [string, (valuation: Valuation) => Float64Array]>;

function absolute(quantity: string, tolerance: number) {
  return compareWith({ quantity, reference: "pandas/NumPy (oracle)", kind: "absolute", tolerance });
}

describe.skipIf(!hasSharedData)("ledger against the synthetic portfolios (skipped: no shared data)", () => {
  for (const id of ["P1_long_only", "P2_long_short", "P3_flows"])
    for (const withDividends of [true, false]) {
      const suffix = withDividends ? "" : "_price_only";
      const { valuation, rows } = hasSharedData ? readCase(id, suffix) : ({} as never);

      for (const [column, [quantity, series]] of Object.entries(MONEY_COLUMNS))
        test(`${id}${suffix}: ${column} agrees to 1e-6 on every session`, () => {
          expect(valuation.sessionCount).toBe(rows.length);
          const actual = series(valuation);
          const compare = absolute(`${quantity}, USD`, 1e-6);
          for (const [t, row] of rows.entries()) compare.add(actual[t]!, Number(row[column]));
          compare.end();
        });

      test(`${id}${suffix}: returns and the index agree to 1e-12, the positions are counted alike`, () => {
        const daily = absolute("daily return", 1e-12);
        const cumulative = absolute("cumulative return", 1e-12);
        for (const [t, row] of rows.entries()) {
          daily.add(valuation.dailyReturn[t]!, Number(row.ret_sod));
          cumulative.add(valuation.cumulativeReturn[t]!, Number(row.twr_index) - 1);
          expect(valuation.positionCount[t]).toBe(Number(row.n_positions));
        }
        daily.end();
        cumulative.end();
      });
    }
});

function readCase(id: string, suffix: string) {
  const read = (name: string) => readFileSync(sharedPath("oracle", "synthetic", name), "utf8");
  const rows = csvRows(read(`portfolio_${id}${suffix}.csv`));
  const prices = csvRows(read("prices.csv"));
  const dates = [...new Set(prices.map((row) => row.date as string))].sort();
  const first = calendar.ordinal(FIRST_SESSION);
  const sessionOf = new Map(dates.map((date, t) => [date, calendar.session(first + t)]));
  const session = (date: string) => sessionOf.get(date) as PlainDate;

  const closes = bySymbol(prices, ({ close }) => Number(close));
  const paid = suffix === "" ? csvRows(read("dividends.csv")) : [];
  const dividends = bySymbol(
    paid,
    ({ date, amount }): Dividend => ({ exDate: session(date as string), amount: Number(amount) }),
  );

  const stated = JSON.parse(read("portfolios.json")) as readonly OraclePortfolio[];
  const oracle = stated.find((candidate) => candidate.id === id) as OraclePortfolio;
  // These portfolios open in kind: what the first lots are worth comes on top of the initial cash.
  const inKind = oracle.positions
    .filter(({ entry_date }) => entry_date === oracle.start_date)
    .reduce((sum, { quantity, entry_price }) => sum + quantity * entry_price, 0);
  const facts = portfolio(
    oracle.positions.map((position, index) =>
      lot({
        id: String(index),
        symbol: position.symbol,
        quantity: String(position.quantity),
        entryPrice: String(position.entry_price),
        entryDate: session(position.entry_date),
        exitDate: position.exit_date === null ? null : session(position.exit_date),
        exitPrice: position.exit_price === null ? null : String(position.exit_price),
      }),
    ),
    {
      equityBalance: String(oracle.initial_cash + inKind),
      flows: oracle.flows.map(({ date, amount }, index) => ({
        id: String(index),
        date: session(date),
        amount: String(amount),
      })),
    },
  );
  const synthetic = market({ from: FIRST_SESSION, closes, dividends });
  return { valuation: valuePortfolio(facts, synthetic, calendar, first + dates.length - 1), rows };
}

function bySymbol<T>(
  rows: ReturnType<typeof csvRows>,
  value: (row: Readonly<Record<string, string>>) => T,
): Readonly<Record<string, readonly T[]>> {
  const groups = Map.groupBy(rows, ({ symbol }) => symbol as string);
  return Object.fromEntries([...groups].map(([symbol, group]) => [symbol, group.map(value)]));
}
