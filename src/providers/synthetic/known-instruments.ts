import type { SyntheticFactor } from "./market-paths.ts";

/** What makes an instrument's returns and profile. Volatility and yield are annual fractions. */
export interface InstrumentTraits {
  readonly assetType: "stock" | "etf" | "mutual_fund" | "bond" | "index";
  /** On the joint factors; a factor not named is 0. */
  readonly loadings: Partial<Record<SyntheticFactor, number>>;
  readonly specificVol: number;
  readonly dividendYield: number;
  /** Dividends a year; bond funds pay monthly. */
  readonly payoutsPerYear: 0 | 4 | 12;
  readonly sector: string | null;
  readonly sectorWeights: Readonly<Record<string, number>> | null;
  /** Symbols with the same stream share their specific noise. */
  readonly noiseStream?: string;
}

/** GICS sectors. */
export const SECTORS = [
  "Information Technology",
  "Financials",
  "Health Care",
  "Consumer Discretionary",
  "Communication Services",
  "Industrials",
  "Consumer Staples",
  "Energy",
  "Utilities",
  "Real Estate",
  "Materials",
] as const;

/** Fund look-through in the order of {@link SECTORS}; what is missing to 1 is cash. */
const BROAD = weights(0.31, 0.13, 0.1, 0.11, 0.09, 0.08, 0.06, 0.035, 0.025, 0.02, 0.02);
const GROWTH = weights(0.5, 0.06, 0.07, 0.18, 0.13, 0.03, 0.01, 0.003, 0.002, 0.007, 0.005);
const VALUE = weights(0.09, 0.23, 0.16, 0.05, 0.03, 0.15, 0.1, 0.07, 0.06, 0.03, 0.02);
const SMALL = weights(0.14, 0.18, 0.16, 0.1, 0.03, 0.17, 0.03, 0.06, 0.03, 0.06, 0.04);
const ABROAD = weights(0.09, 0.2, 0.12, 0.11, 0.05, 0.18, 0.08, 0.04, 0.04, 0.03, 0.06);
const DEFENSIVE = weights(0.24, 0.15, 0.16, 0.06, 0.08, 0.08, 0.13, 0.02, 0.06, 0.01, 0.01);

/**
 * VUG and VTV lie half a growth-value factor above and below the same market with the same noise, so that their
 * difference is the factor exactly; the other proxies are their factor plus SPY.
 */
const KNOWN: Readonly<Record<string, InstrumentTraits>> = {
  SPY: equityFund({ market: 1 }, 0, 0.013, BROAD),
  VUG: { ...equityFund({ market: 1.02, growthValue: 0.5 }, 0.015, 0.005, GROWTH), noiseStream: "VUG-VTV" },
  VTV: { ...equityFund({ market: 1.02, growthValue: -0.5 }, 0.015, 0.023, VALUE), noiseStream: "VUG-VTV" },
  MTUM: equityFund({ market: 1, momentum: 1 }, 0, 0.008, BROAD),
  IWM: equityFund({ market: 1, size: 1 }, 0, 0.012, SMALL),
  QUAL: equityFund({ market: 1, quality: 1 }, 0, 0.011, BROAD),
  USMV: equityFund({ market: 1, lowVolatility: 1 }, 0, 0.017, DEFENSIVE),
  TLT: otherFund({ rates: 1 }, 0, 0.04, 12),

  BIL: otherFund({}, 0.002, 0.043, 12),
  GOVT: otherFund({ rates: 0.38 }, 0.011, 0.031, 12),
  LQD: otherFund({ market: 0.14, rates: 0.5 }, 0.02, 0.043, 12),
  MUB: otherFund({ market: 0.05, rates: 0.22 }, 0.024, 0.03, 12),
  IAU: otherFund({ market: 0.06, rates: 0.28 }, 0.135, 0, 0),
  IEFA: equityFund({ market: 0.86, growthValue: -0.12, size: 0.1 }, 0.075, 0.03, ABROAD),
  EFA: equityFund({ market: 0.86, growthValue: -0.12, size: 0.06 }, 0.075, 0.029, ABROAD),
  VO: equityFund({ market: 1.03, size: 0.4, lowVolatility: 0.1 }, 0.025, 0.015, SMALL),
  XLV: equityFund({ market: 0.85, lowVolatility: 0.55, growthValue: -0.1 }, 0.09, 0.016, {
    "Health Care": 1,
  }),
  QQQ: equityFund({ market: 1.06, growthValue: 0.62, momentum: 0.08 }, 0.04, 0.006, GROWTH),
  DIA: equityFund({ market: 0.95, growthValue: -0.25, quality: 0.2 }, 0.035, 0.017, VALUE),
  GGIPX: {
    ...equityFund({ market: 0.93, growthValue: 0.1, quality: 0.25 }, 0.05, 0.012, ABROAD),
    assetType: "mutual_fund",
  },
  GINDX: {
    ...equityFund({ market: 1.04, momentum: 0.12, growthValue: -0.08 }, 0.03, 0.009, BROAD),
    assetType: "mutual_fund",
  },
  NEAIX: {
    ...equityFund({ market: 1.08, size: 0.75, growthValue: 0.2, momentum: 0.15 }, 0.09, 0, SMALL),
    assetType: "mutual_fund",
  },
  VFIAX: { ...equityFund({ market: 1 }, 0.001, 0.013, BROAD), assetType: "mutual_fund" },

  AAPL: stock({ market: 1.15, growthValue: 0.35, quality: 0.5 }, 0.19, 0.005, "Information Technology"),
  MSFT: stock({ market: 1.05, growthValue: 0.5, quality: 0.6 }, 0.17, 0.008, "Information Technology"),
  SHOP: stock({ market: 1.7, growthValue: 0.8, size: 0.6 }, 0.45, 0, "Information Technology"),
  TSLA: stock({ market: 1.65, growthValue: 0.7, size: 0.3 }, 0.48, 0, "Consumer Discretionary"),
};

const BY_SYMBOL: ReadonlyMap<string, InstrumentTraits> = new Map(Object.entries(KNOWN));

/** Traits of a well-known ticker, or null. */
export function knownInstrument(symbol: string): InstrumentTraits | null {
  return BY_SYMBOL.get(symbol) ?? null;
}

function weights(...fractions: readonly number[]): Readonly<Record<string, number>> {
  return Object.fromEntries(SECTORS.map((sector, i) => [sector, fractions[i] ?? 0]));
}

function equityFund(
  loadings: InstrumentTraits["loadings"],
  specificVol: number,
  dividendYield: number,
  sectorWeights: Readonly<Record<string, number>>,
): InstrumentTraits {
  return {
    assetType: "etf",
    loadings,
    specificVol,
    dividendYield,
    payoutsPerYear: dividendYield > 0 ? 4 : 0,
    sector: null,
    sectorWeights,
  };
}

function otherFund(
  loadings: InstrumentTraits["loadings"],
  specificVol: number,
  dividendYield: number,
  payoutsPerYear: 0 | 12,
): InstrumentTraits {
  return {
    assetType: "etf",
    loadings,
    specificVol,
    dividendYield,
    payoutsPerYear,
    sector: null,
    sectorWeights: null,
  };
}

function stock(
  loadings: InstrumentTraits["loadings"],
  specificVol: number,
  dividendYield: number,
  sector: (typeof SECTORS)[number],
): InstrumentTraits {
  return {
    assetType: "stock",
    loadings,
    specificVol,
    dividendYield,
    payoutsPerYear: dividendYield > 0 ? 4 : 0,
    sector,
    sectorWeights: null,
  };
}
