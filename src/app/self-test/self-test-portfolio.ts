import type { PlainDate } from "#core/dates/plain-date.ts";
import { formatOccSymbol } from "#core/instruments/occ-symbol.ts";
import type { OptionTerms, PortfolioFacts, PositionFact } from "#core/instruments/position.ts";

/** Where the results of the self-test begin and end. No window of an estimate reaches back to a scripted episode. */
export const SELF_TEST_FROM: PlainDate = "2021-12-01";
export const SELF_TEST_TO: PlainDate = "2025-12-31";

interface Holding {
  readonly symbol: string;
  /** Bought or, negative, sold short at the close of the entry session less half a percent. */
  readonly usd: number;
  readonly entryDate?: PlainDate;
  readonly exitDate?: PlainDate;
}

/** Funds of every kind and stocks: long, short, with and without dividends, entered later, exited, in two lots. */
const HOLDINGS: readonly Holding[] = [
  { symbol: "VUG", usd: 120_000 },
  { symbol: "VTV", usd: 90_000 },
  { symbol: "IEFA", usd: 60_000 },
  { symbol: "NEAIX", usd: 40_000 },
  { symbol: "GGIPX", usd: 45_000 },
  { symbol: "GINDX", usd: 55_000 },
  { symbol: "GOVT", usd: 70_000 },
  { symbol: "LQD", usd: 65_000 },
  { symbol: "BIL", usd: 50_000 },
  { symbol: "IAU", usd: 35_000 },
  { symbol: "AAPL", usd: 45_000 },
  { symbol: "ACME", usd: 25_000 },
  { symbol: "MUB", usd: 60_000, exitDate: "2024-06-14" },
  { symbol: "VO", usd: 40_000, entryDate: "2022-09-01" },
  { symbol: "XLV", usd: 50_000, entryDate: "2023-03-15" },
  { symbol: "VUG", usd: 30_000, entryDate: "2024-10-01" },
  { symbol: "TSLA", usd: -40_000 },
  { symbol: "QQQ", usd: -50_000, entryDate: "2022-05-02" },
  { symbol: "SHOP", usd: -25_000, entryDate: "2022-06-01", exitDate: "2025-03-03" },
];

/** Near the money on their first day, on a stock that is held beside them; they pay out before the last session. */
const OPTIONS = {
  underlying: "AAPL",
  entryDate: "2023-06-01",
  expiration: "2025-06-20",
  lots: [
    { type: "CALL", contracts: 4 },
    { type: "PUT", contracts: -3 },
  ],
} as const;

/** In USD; held beside what is left of the opening equity, 1 a unit. */
const CASH_LOT = "20000";

export const SELF_TEST_SYMBOLS: readonly string[] = [...new Set(HOLDINGS.map(({ symbol }) => symbol))];

/**
 * Facts of the self-test's portfolio at the market's closes and its options' prices, with one more stock, `splitting`,
 * that is to split.
 */
export function selfTestPortfolio(
  splitting: string,
  closeOn: (symbol: string, session: PlainDate) => number,
  priceOption: (terms: OptionTerms, session: PlainDate) => number,
): PortfolioFacts {
  const holdings = [...HOLDINGS, { symbol: splitting, usd: 35_000 }];
  return {
    id: "self-test",
    equityBalance: "1000000",
    equityAsOf: null,
    positions: [
      ...holdings.map((holding, i) => lotOf(holding, `lot-${i + 1}`, closeOn)),
      ...optionLots(closeOn, priceOption),
      cashLot(),
    ],
    flows: [
      { id: "flow-1", date: "2023-01-17", amount: "75000.50" },
      { id: "flow-2", date: "2024-09-03", amount: "-40000" },
    ],
  };
}

function lotOf(
  { symbol, usd, entryDate = SELF_TEST_FROM, exitDate }: Holding,
  id: string,
  closeOn: (symbol: string, session: PlainDate) => number,
): PositionFact {
  const entryPrice = (0.995 * closeOn(symbol, entryDate)).toFixed(4);
  return {
    ...cashLot(),
    id,
    symbol,
    investmentSubtype: null,
    quantity: (usd / Number(entryPrice)).toFixed(3),
    entryPrice,
    entryDate,
    exitDate: exitDate ?? null,
    exitPrice: exitDate === undefined ? null : (1.002 * closeOn(symbol, exitDate)).toFixed(4),
  };
}

function optionLots(
  closeOn: (symbol: string, session: PlainDate) => number,
  priceOption: (terms: OptionTerms, session: PlainDate) => number,
): readonly PositionFact[] {
  const { underlying, entryDate, expiration, lots } = OPTIONS;
  const strike = Math.round(closeOn(underlying, entryDate));
  return lots.map(({ type, contracts }) => {
    const terms = { underlying, type, expiration, strike: `${strike}` };
    const occ = formatOccSymbol(terms);
    if ("reason" in occ) throw new Error(`an option on ${underlying} has no symbol: ${occ.reason}`);
    return {
      ...cashLot(),
      id: `option-${type}`,
      symbol: occ.symbol,
      investmentClass: "OPTIONS",
      investmentSubtype: type,
      quantity: `${contracts}`,
      entryPrice: priceOption(terms, entryDate).toFixed(10),
      entryDate,
      option: terms,
    };
  });
}

function cashLot(): PositionFact {
  return {
    id: "cash",
    symbol: "USD",
    investmentClass: "PUBLIC",
    investmentSubtype: "CASH",
    quantity: CASH_LOT,
    entryPrice: "1",
    entryDate: SELF_TEST_FROM,
    exitDate: null,
    exitPrice: null,
    option: null,
    mark: null,
    markDate: null,
    basisDate: SELF_TEST_TO,
  };
}
