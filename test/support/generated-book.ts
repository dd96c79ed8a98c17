import type { PlainDate } from "#core/dates/plain-date.ts";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { BILL_YIELD_SYMBOL, FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import type { PortfolioFacts, PositionFact } from "#core/instruments/position.ts";
import type { Dividend, MarketFacts, PriceMatrix, Split } from "#core/prices/market-facts.ts";
import type { FactorEpisode } from "#core/scenarios/factor-episodes.ts";

/**
 * A seeded market and a portfolio in it that holds whatever could look ahead: gaps, shorts, options with and without
 * prices of their own, a listing and a delisting inside the range, splits, dividends, a mark, flows, entries and exits.
 */
export const bookCalendar = createTradingCalendar();

export const FIRST_HELD = bookCalendar.ordinal("2024-02-01");
/** By then every lot has been entered, and every one that ends has ended. */
export const LAST_HELD = FIRST_HELD + 39;
/** 63 returns after the first session and more. */
export const LAST_PRICED = FIRST_HELD + 69;
const FIRST_PRICED = FIRST_HELD - 640;
const SESSIONS = LAST_PRICED - FIRST_PRICED + 1;

/** Session that is `day` sessions after the first one held; negative before it. */
export const heldDay = (day: number): PlainDate => bookCalendar.session(FIRST_HELD + day);
const column = (day: number) => FIRST_HELD + day - FIRST_PRICED;

const DELTA_CALL = "AAA   240315C00050000";
const SPLIT_PUT = "SPLIT 240517P00040000";
const PRICED_CALL = "TLT   240621C00050000";

/** A row of closes by its place among the sessions. */
type Series = readonly number[];

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Total-return levels that follow the market by `beta`, 50 on the first session held. */
function levels(market: Series, beta: number, size: number, seed: number): Series {
  const random = seeded(seed);
  let level = 1;
  const path = market.map((r) => {
    const own = (random() + random() + random() + random() - 2) * size;
    level *= 1 + beta * r + own;
    return level;
  });
  return path.map((value) => (50 * value) / path[column(0)]!);
}

const splits = new Map<string, readonly Split[]>([
  [
    "SPLIT",
    [
      { exDate: heldDay(-150), ratio: 3 },
      { exDate: heldDay(10), ratio: 2 },
    ],
  ],
]);

const dividends = new Map<string, readonly Dividend[]>([
  ["AAA", [-200, -137, -74, -11, 12, 30].map((day) => ({ exDate: heldDay(day), amount: 0.3 }))],
  ["SPLIT", [10, 24].map((day) => ({ exDate: heldDay(day), amount: 0.1 }))],
  ["GAPS", [{ exDate: heldDay(9), amount: 0.25 }]],
]);

/** A symbol's close is missing where this says so. */
const MISSING: Readonly<Record<string, (day: number) => boolean>> = {
  GAPS: (day) => (day * 7919) % 17 === 0 || (day >= 13 && day <= 25),
  LATE: (day) => day < -70,
  LISTED: (day) => day < 15,
  GONE: (day) => day > 20,
  [PRICED_CALL]: (day) => day < -20 || day === 6 || day > 30,
  [BILL_YIELD_SYMBOL]: (day) => day > 16 && day < 25,
};

/** A series for a symbol that nobody holds, for a market with one more. */
export function otherSeries(seed: number): Series {
  return levels(
    Array.from({ length: SESSIONS }, () => 0),
    0,
    0.02,
    seed,
  );
}

function closes(): ReadonlyMap<string, Series> {
  const market = levels(
    Array.from({ length: SESSIONS }, () => 0),
    0,
    0.01,
    4_711,
  ).map((level, t, all) => (t === 0 ? 0 : level / all[t - 1]! - 1));
  const rows = new Map<string, Series>(
    FACTOR_PROXIES.map((proxy, i) => [proxy, levels(market, 0.7 + i / 20, 0.004, 100 + i)]),
  );
  rows.set(
    BILL_YIELD_SYMBOL,
    Array.from({ length: SESSIONS }, (_, t) => 5 + (t % 9) / 10),
  );
  for (const [i, symbol] of ["AAA", "GAPS", "LATE", "LISTED", "GONE", "SPLIT"].entries())
    rows.set(symbol, levels(market, 0.6 + i / 5, 0.012, 900 + i));
  rows.set(
    "HALTED",
    levels(market, 1, 0.01, 77).map((level, t, all) => (t > column(-25) ? all[column(-25)]! : level)),
  );
  rows.set(
    PRICED_CALL,
    levels(market, 3, 0.05, 55).map((level) => level / 10),
  );
  return rows;
}

function priceMatrix(rows: ReadonlyMap<string, Series>): PriceMatrix {
  const symbols = [...rows.keys()];
  const adjClose = Float64Array.from(
    symbols.flatMap((symbol) =>
      rows.get(symbol)!.map((level, t) => (MISSING[symbol]?.(t - column(0)) === true ? Number.NaN : level)),
    ),
  );
  const close = adjClose.map((level, i) => {
    const session = bookCalendar.session(FIRST_PRICED + (i % SESSIONS));
    const past = (splits.get(symbols[Math.floor(i / SESSIONS)]!) ?? []).filter(
      ({ exDate }) => exDate <= session,
    );
    return past.reduce((price, { ratio }) => price / ratio, level);
  });
  const volume = adjClose.map((level, i) => (Number.isNaN(level) ? level : 10_000 + ((i * 7919) % 5_003)));
  return { symbols, firstOrdinal: FIRST_PRICED, sessionCount: SESSIONS, close, adjClose, volume };
}

/** A scenario's episode as though it ended on a day; the factors lose, the bonds gain. */
function episode(scenarioId: string, day: number): FactorEpisode {
  const proxyReturns = Float64Array.from(FACTOR_PROXIES, (proxy, i) =>
    proxy === "TLT" ? 0.1 : -0.3 + i / 50,
  );
  return { scenarioId, endOrdinal: FIRST_HELD + day, sessions: 23, proxyReturns };
}

export function generatedMarket(): MarketFacts {
  const profile = { name: null, sector: null, industry: null, sectorWeights: null } as const;
  return {
    prices: priceMatrix(closes()),
    splits,
    dividends,
    episodes: [episode("financial_crisis_2008", -400), episode("covid_crash_2020", 17)],
    profiles: new Map(
      ["AAA", "GAPS", "LATE"].map((symbol, i) => [
        symbol,
        { symbol, ...profile, assetType: i === 2 ? "etf" : "stock", providerBeta: 0.9 + i / 10 },
      ]),
    ),
  };
}

/** A lot entered on a day at the close of that day, stated on it, but for what is given. */
function lot(symbol: string, quantity: string, day: number, given: Partial<PositionFact> = {}): PositionFact {
  return {
    id: `${symbol} ${day}`,
    symbol,
    investmentClass: "PUBLIC",
    investmentSubtype: null,
    quantity,
    entryPrice: null,
    entryDate: heldDay(day),
    exitDate: null,
    exitPrice: null,
    option: null,
    mark: null,
    markDate: null,
    basisDate: heldDay(day),
    ...given,
  };
}

function option(
  symbol: string,
  quantity: string,
  day: number,
  terms: NonNullable<PositionFact["option"]>,
): PositionFact {
  return lot(symbol, quantity, day, {
    investmentClass: "OPTIONS",
    investmentSubtype: terms.type,
    entryPrice: "4.25",
    option: terms,
  });
}

export const GENERATED_BOOK: PortfolioFacts = {
  id: "book",
  equityBalance: "100000",
  equityAsOf: null,
  flows: [
    { id: "in", date: heldDay(7), amount: "5000" },
    { id: "out", date: heldDay(22), amount: "-2000" },
  ],
  positions: [
    lot("AAA", "900", 0),
    lot("AAA", "-120", 8, { exitDate: heldDay(27), exitPrice: "48.5" }),
    lot("GAPS", "-12", 0),
    lot("LATE", "25", 3),
    lot("LISTED", "12", 18),
    lot("GONE", "11", 0),
    lot("HALTED", "60", 1, { exitDate: heldDay(33), exitPrice: "51" }),
    lot("SPLIT", "-800", 0),
    lot("TLT", "420", 5),
    lot("HOUSE", "1", 0, {
      investmentClass: "PRIVATE",
      entryPrice: "500",
      mark: "560",
      markDate: heldDay(19),
    }),
    lot("SWEEP", "3000", 0, { investmentSubtype: "CASH", entryPrice: "1" }),
    option(DELTA_CALL, "3", 2, {
      underlying: "AAA",
      strike: "50",
      expiration: heldDay(29),
      type: "CALL",
    }),
    option(SPLIT_PUT, "-2", 4, {
      underlying: "SPLIT",
      strike: "18",
      expiration: heldDay(74),
      type: "PUT",
    }),
    option(PRICED_CALL, "2", 1, {
      underlying: "TLT",
      strike: "50",
      expiration: heldDay(98),
      type: "CALL",
    }),
  ],
};
