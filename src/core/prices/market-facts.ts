import type { PlainDate } from "#core/dates/plain-date.ts";
import type { FactorEpisode } from "#core/scenarios/factor-episodes.ts";

/**
 * Closing prices of S symbols over T consecutive sessions, symbol-major: the value of symbol row i at session
 * column t is `close[i * sessionCount + t]`; column t is the session with ordinal `firstOrdinal + t`.
 * NaN where there is no price. Prices are float64 in USD.
 */
export interface PriceMatrix {
  readonly symbols: readonly string[];
  readonly firstOrdinal: number;
  readonly sessionCount: number;
  /** As printed on the day: raw, neither split- nor dividend-adjusted. For values and P&L. */
  readonly close: Float64Array;
  /** Total-return close: corrected for splits and dividends. For returns. Its level has no meaning. */
  readonly adjClose: Float64Array;
  /** Shares traded on the day; only where it was asked for. */
  readonly volume?: Float64Array;
}

/** `ratio` new shares for one old (2 for a 2:1 split), from the open of the ex-date on. */
export interface Split {
  readonly exDate: PlainDate;
  readonly ratio: number;
}

/** Cash per share in USD, on the share basis of its ex-date (after a split of the same day). */
export interface Dividend {
  readonly exDate: PlainDate;
  readonly amount: number;
}

export interface CompanyProfile {
  readonly symbol: string;
  readonly name: string | null;
  readonly sector: string | null;
  readonly industry: string | null;
  readonly assetType: "stock" | "etf" | "mutual_fund" | "bond" | "index" | "other" | null;
  /** The vendor's own beta, whatever its window. */
  readonly providerBeta: number | null;
  /** Sector look-through of a fund, fractions that add up to at most 1; null where unknown. */
  readonly sectorWeights: Readonly<Record<string, number>> | null;
}

/** What the market is known to have done: the second input of every result, beside the portfolio's facts. */
export interface MarketFacts {
  readonly prices: PriceMatrix;
  readonly splits: ReadonlyMap<string, readonly Split[]>;
  readonly dividends: ReadonlyMap<string, readonly Dividend[]>;
  readonly profiles: ReadonlyMap<string, CompanyProfile>;
  /** What the factors' proxies did in the episodes of historical scenarios; without them the scenario table stands. */
  readonly episodes?: readonly FactorEpisode[];
}
