import { readFileSync } from "node:fs";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Dividend } from "#core/prices/market-facts.ts";
import { sharedPath } from "#test/support/shared-data.ts";
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

/**
 * A portfolio of the oracle with the market it lives in, and the oracle's rows for it. `suffix` `_price_only` is the same
 * without dividends.
 */
export function oracleCase(id: string, suffix: "" | "_price_only") {
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
  const adjusted = bySymbol(prices, ({ adj_close }) => Number(adj_close));
  const adjClose = Float64Array.from(synthetic.prices.symbols.flatMap((symbol) => adjusted[symbol]!));
  return {
    facts,
    /** With the adjusted closes too, which the ledger must not read. */
    market: { ...synthetic, prices: { ...synthetic.prices, adjClose } },
    lastOrdinal: first + dates.length - 1,
    ordinalOf: new Map(dates.map((date, t) => [date, first + t])),
    rows,
  };
}

function bySymbol<T>(
  rows: ReturnType<typeof csvRows>,
  value: (row: Readonly<Record<string, string>>) => T,
): Readonly<Record<string, readonly T[]>> {
  const groups = Map.groupBy(rows, ({ symbol }) => symbol as string);
  return Object.fromEntries([...groups].map(([symbol, group]) => [symbol, group.map(value)]));
}
