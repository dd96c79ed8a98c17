import type { PlainDate } from "#core/dates/plain-date.ts";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import type { PortfolioFacts, PositionFact } from "#core/instruments/position.ts";
import type { Dividend, MarketFacts, Split } from "#core/prices/market-facts.ts";

export const calendar = createTradingCalendar();

/** A long lot of 100 at 50 of symbol AAA on 2025-01-06, stated on 2025-12-31, but for what is given. */
export function lot(given: Partial<PositionFact>): PositionFact {
  return {
    id: `lot-${given.symbol ?? "AAA"}`,
    symbol: "AAA",
    investmentClass: "PUBLIC",
    investmentSubtype: null,
    quantity: "100",
    entryPrice: "50",
    entryDate: "2025-01-06",
    exitDate: null,
    exitPrice: null,
    option: null,
    mark: null,
    markDate: null,
    basisDate: "2025-12-31",
    ...given,
  };
}

/** An opening equity of 10,000 without flows, but for what is given. */
export function portfolio(
  positions: readonly PositionFact[],
  given: Partial<PortfolioFacts> = {},
): PortfolioFacts {
  return {
    id: "portfolio",
    equityBalance: "10000",
    equityAsOf: null,
    flows: [],
    ...given,
    positions,
  };
}

export interface MarketGiven {
  /** Session of the first close. */
  readonly from: PlainDate;
  /** Raw closes by symbol, one a session; null where there is none. */
  readonly closes: Readonly<Record<string, readonly (number | null)[]>>;
  readonly splits?: Readonly<Record<string, readonly Split[]>>;
  readonly dividends?: Readonly<Record<string, readonly Dividend[]>>;
}

/** Market facts whose adjusted closes, which the ledger must not read, are all missing. */
export function market({ from, closes, splits = {}, dividends = {} }: MarketGiven): MarketFacts {
  const symbols = Object.keys(closes);
  const sessionCount = Math.max(0, ...Object.values(closes).map((row) => row.length));
  const close = new Float64Array(symbols.length * sessionCount).fill(Number.NaN);
  symbols.forEach((symbol, row) => {
    closes[symbol]?.forEach((value, t) => {
      close[row * sessionCount + t] = value ?? Number.NaN;
    });
  });
  return {
    prices: {
      symbols,
      firstOrdinal: calendar.ordinal(from),
      sessionCount,
      close,
      adjClose: new Float64Array(close.length).fill(Number.NaN),
    },
    splits: new Map(Object.entries(splits)),
    dividends: new Map(Object.entries(dividends)),
    profiles: new Map(),
  };
}

/** Rows of a CSV file without quoted fields, by column name; `#` lines are skipped. */
export function csvRows(text: string): readonly Readonly<Record<string, string>>[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  const columns = lines[0]?.split(",") ?? [];
  return lines.slice(1).map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""]));
  });
}
