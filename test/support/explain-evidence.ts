import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import type { Evidence } from "#core/explain/evidence.ts";
import { BILL_YIELD_SYMBOL, FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import type { PortfolioFacts, PositionFact } from "#core/instruments/position.ts";
import { riskContext } from "#core/pipeline/risk-context.ts";
import { riskPath, weightPath } from "#core/pipeline/weight-path.ts";
import type { CompanyProfile, MarketFacts } from "#core/prices/market-facts.ts";
import { valuePortfolio } from "#core/valuation/value-portfolio.ts";

export const calendar = createTradingCalendar();

/** The session that is explained, and how far the market reaches back. */
export const LAST = calendar.ordinal("2025-12-31");
const SESSIONS = 760;
const FIRST = LAST - SESSIONS + 1;

/** A repeatable number in (−1, 1) of two integers. */
function noise(seed: number, t: number): number {
  const x = Math.sin(seed * 127.1 + t * 311.7) * 43_758.5453;
  return 2 * (x - Math.floor(x)) - 1;
}

/** Daily returns of a symbol: of the market, of rates, and of its own. */
function path(seed: number, beta: number): readonly number[] {
  let price = 40 + 10 * seed;
  return Array.from({ length: SESSIONS }, (_, t) => {
    price *= 1 + 0.0004 + beta * 0.008 * noise(1, t) + 0.004 * noise(2 + seed, t);
    return price;
  });
}

/**
 * A book with everything a ledger can meet: a split after which a lot is stated, dividends, an exit, a short, cash,
 * a private holding, an option with and one without a close of its own, a lot without prices and one with gaps.
 */
export const LOTS: readonly Partial<PositionFact>[] = [
  { id: "split", symbol: "AAA", quantity: "100", entryPrice: "30", entryDate: "2025-01-06" },
  { id: "more", symbol: "AAA", quantity: "12.5", entryPrice: null, entryDate: "2025-03-04" },
  {
    id: "gone",
    symbol: "BBB",
    quantity: "40",
    entryPrice: "62.5",
    entryDate: "2025-02-03",
    exitDate: "2025-10-06",
    exitPrice: "71.25",
  },
  { id: "short", symbol: "CCC", quantity: "-25", entryPrice: "75.1", entryDate: "2025-01-06" },
  { id: "gaps", symbol: "GAP", quantity: "5", entryPrice: "90", entryDate: "2025-01-06" },
  { id: "unpriced", symbol: "NONE", quantity: "2", entryPrice: "50", entryDate: "2025-01-06" },
  {
    id: "cash",
    symbol: "USD",
    quantity: "500",
    entryPrice: "1",
    entryDate: "2025-01-06",
    investmentSubtype: "CASH",
  },
  {
    id: "private",
    symbol: "FUND",
    quantity: "3",
    entryPrice: "20",
    entryDate: "2025-01-06",
    investmentClass: "PRIVATE",
    mark: "22.5",
    markDate: "2025-06-30",
  },
  option("modelled", "CCC260619P00080000", {
    underlying: "CCC",
    strike: "80",
    expiration: "2026-06-19",
    type: "PUT",
  }),
  option("traded", "AAA260320C00070000", {
    underlying: "AAA",
    strike: "70",
    expiration: "2026-03-20",
    type: "CALL",
  }),
  option("settled", "BBB250919C00060000", {
    underlying: "BBB",
    strike: "60",
    expiration: "2025-09-19",
    type: "CALL",
  }),
];

function option(
  id: string,
  symbol: string,
  terms: NonNullable<PositionFact["option"]>,
): Partial<PositionFact> {
  return {
    id,
    symbol,
    quantity: "1",
    entryPrice: "6.4",
    entryDate: "2025-05-05",
    investmentClass: "OPTIONS",
    option: terms,
  };
}

export function facts(
  given: Partial<PortfolioFacts> = {},
  lots: readonly Partial<PositionFact>[] = LOTS,
): PortfolioFacts {
  return {
    id: "portfolio",
    equityBalance: "20000",
    equityAsOf: null,
    flows: [
      { id: "in", date: "2025-04-01", amount: "1000" },
      { id: "out", date: "2025-07-01", amount: "-250.5" },
    ],
    positions: lots.map((lot) => ({
      id: "",
      symbol: "",
      investmentClass: "PUBLIC",
      investmentSubtype: null,
      quantity: "0",
      entryPrice: null,
      entryDate: "2025-01-06",
      exitDate: null,
      exitPrice: null,
      option: null,
      mark: null,
      markDate: null,
      basisDate: "2025-12-31",
      ...lot,
    })),
    ...given,
  };
}

/** Prices, splits, dividends, profiles and volumes of the book's symbols and the factors. */
export function marketOf(): MarketFacts {
  const own = [
    ["AAA", 1.2],
    ["BBB", 0.7],
    ["CCC", 0.9],
    ["GAP", 1],
  ] as const;
  const rows = new Map<string, { close: number[]; adjusted: number[] }>();
  for (const [place, proxy] of FACTOR_PROXIES.entries()) {
    const prices = [...path(20 + place, proxy === "TLT" ? -0.2 : 0.9 + 0.03 * place)];
    rows.set(proxy, { close: prices, adjusted: prices });
  }
  for (const [place, [symbol, beta]] of own.entries()) {
    const prices = [...path(place, beta)];
    rows.set(symbol, { close: prices, adjusted: prices.map((price, t) => price * (1 + t / 20_000)) });
  }
  // AAA splits 2:1 in May, so its raw closes before are twice as high.
  const splitAt = calendar.ordinal("2025-05-15") - FIRST;
  rows.get("AAA")!.close = rows.get("AAA")!.close.map((price, t) => (t < splitAt ? 2 * price : price));
  for (const t of [300, 301, 500, SESSIONS - 1, SESSIONS - 2]) {
    rows.get("GAP")!.close[t] = Number.NaN;
    rows.get("GAP")!.adjusted[t] = Number.NaN;
  }
  const contract = Array.from({ length: SESSIONS }, (_, t) => 5 + noise(77, t));
  rows.set("AAA260320C00070000", { close: contract, adjusted: contract });
  rows.set(BILL_YIELD_SYMBOL, { close: Array.from({ length: SESSIONS }, () => 4.2), adjusted: [] });
  const symbols = [...rows.keys()].sort();
  const flat = (pick: "close" | "adjusted") =>
    Float64Array.from(
      symbols.flatMap((symbol) =>
        Array.from({ length: SESSIONS }, (_, t) => rows.get(symbol)![pick][t] ?? Number.NaN),
      ),
    );
  return {
    prices: {
      symbols,
      firstOrdinal: FIRST,
      sessionCount: SESSIONS,
      close: flat("close"),
      adjClose: flat("adjusted"),
      volume: Float64Array.from({ length: symbols.length * SESSIONS }, (_, t) =>
        Math.round(1e5 * (2 + noise(9, t))),
      ),
    },
    splits: new Map([["AAA", [{ exDate: "2025-05-15", ratio: 2 }]]]),
    dividends: new Map([
      [
        "AAA",
        [
          { exDate: "2025-03-14", amount: 0.5 },
          { exDate: "2025-09-12", amount: 0.3 },
        ],
      ],
      ["BBB", [{ exDate: "2025-10-06", amount: 0.25 }]],
      ["CCC", [{ exDate: "2025-12-31", amount: 0.4 }]],
    ]),
    profiles: new Map([
      ["AAA", profile("AAA", { sector: "Technology", assetType: "stock", providerBeta: 1.3 })],
      ["CCC", profile("CCC", { assetType: "etf", sectorWeights: { Energy: 0.6, Technology: 0.3 } })],
    ]),
  };
}

function profile(symbol: string, given: Partial<CompanyProfile>): CompanyProfile {
  return {
    symbol,
    name: null,
    sector: null,
    industry: null,
    assetType: null,
    providerBeta: null,
    sectorWeights: null,
    ...given,
  };
}

/** Evidence of a session, the last one by default. */
export function evidenceOf(
  portfolio: PortfolioFacts = facts(),
  market: MarketFacts = marketOf(),
  ordinal: number = LAST,
): Evidence {
  const valuation = valuePortfolio(portfolio, market, calendar, LAST);
  return {
    calendar,
    session: calendar.session(ordinal),
    ordinal,
    facts: portfolio,
    valuation,
    market,
    risk: riskContext(market, ordinal, ordinal),
    holdings: weightPath(valuation, ordinal, ordinal)[0]!,
    riskHoldings: riskPath(valuation, ordinal, ordinal)[0]!,
  };
}
