import type { PlainDate } from "#core/dates/plain-date.ts";

/** The close that a made-up series passes through; everything else is cumulated from it in both directions. */
export interface PriceLevel {
  readonly session: PlainDate;
  /** USD. */
  readonly price: number;
}

/** Where every series without an entry below has its level. */
export const DEFAULT_LEVEL_SESSION: PlainDate = "2025-01-06";

/** Prices at which example portfolios were bought, so that their first session shows no jump, and factor proxies. */
const LEVELS: readonly (readonly [symbol: string, session: PlainDate, price: number])[] = [
  ["BIL", "2025-01-06", 91.44],
  ["GGIPX", "2025-01-06", 22.4],
  ["GINDX", "2025-01-06", 33.45],
  ["GOVT", "2025-01-06", 23.09],
  ["IAU", "2025-01-06", 83.96],
  ["IEFA", "2025-01-06", 91.3],
  ["LQD", "2025-01-06", 110.62],
  ["MUB", "2025-01-06", 107.66],
  ["NEAIX", "2025-01-06", 64.32],
  ["VO", "2025-01-06", 295.86],
  ["VTV", "2025-01-06", 193.94],
  ["VUG", "2025-01-06", 492.16],
  ["XLV", "2025-01-06", 159.34],
  ["TLT", "2025-01-06", 88],
  ["MTUM", "2025-01-06", 210],
  ["QUAL", "2025-01-06", 180],
  ["IWM", "2025-01-06", 225],
  ["USMV", "2025-01-06", 90],
  ["EFA", "2025-01-06", 80],
  ["QQQ", "2025-01-06", 520],
  ["SPY", "2024-01-22", 445.2],
  ["AAPL", "2024-01-16", 158],
  ["MSFT", "2024-01-22", 380],
  ["SHOP", "2024-02-09", 62.5],
  ["TSLA", "2023-12-01", 185],
  ["DIA", "2024-02-01", 390],
  ["VFIAX", "2023-12-15", 425.3],
];

const BY_SYMBOL: ReadonlyMap<string, PriceLevel> = new Map(
  LEVELS.map(([symbol, session, price]) => [symbol, { session, price }]),
);

/** The fixed level of a symbol, or null where it has none. */
export function fixedLevel(symbol: string): PriceLevel | null {
  return BY_SYMBOL.get(symbol) ?? null;
}
