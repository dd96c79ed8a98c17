import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { factorReturnsOf } from "#core/factors/factor-returns.ts";
import { FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import { LOADING_COLUMNS, LOADING_WIDTH } from "#core/factors/loading-columns.ts";
import { estimateLoadings } from "#core/factors/symbol-loadings.ts";
import { METRIC_COLUMNS, METRIC_WIDTH } from "#core/metrics/metric-columns.ts";
import { symbolMetrics } from "#core/metrics/symbol-metrics.ts";
import type { PriceMatrix } from "#core/prices/market-facts.ts";
import { dailyReturns } from "#core/prices/returns.ts";

/** Rows of S symbols over D sessions; the row of (s, d) starts at `(s * D + d) * width`. */
export interface SymbolBlock {
  readonly symbols: readonly string[];
  readonly values: Float64Array;
}

/** The computing half of a symbol job: one wide row for each symbol and session, from prices alone. */
export interface SymbolComputation {
  readonly name: string;
  /** Columns of a row in order; those ending in `observations` are counts. */
  readonly columns: readonly string[];
  readonly width: number;
  /** Symbols it needs beside the unit's own. */
  readonly alsoLoad: readonly string[];
  /** Whether it needs the shares traded beside the closes. */
  readonly withVolume: boolean;
  /** Sessions before the first one that its windows reach back. */
  readonly lookbackSessions: number;
  compute(
    prices: PriceMatrix,
    calendar: TradingCalendar,
    fromOrdinal: number,
    toOrdinal: number,
  ): SymbolBlock;
}

export const symbolFactorLoadings: SymbolComputation = {
  name: "symbol-factors",
  columns: LOADING_COLUMNS,
  width: LOADING_WIDTH,
  alsoLoad: FACTOR_PROXIES,
  withVolume: false,
  // Longest window, and the sessions back to the anchor where its rolling sums start.
  lookbackSessions: 252 + 64,
  compute(prices, _calendar, from, to) {
    const returns = dailyReturns(prices);
    return estimateLoadings(returns, factorReturnsOf(returns), from, to);
  },
};

export const symbolDailyMetrics: SymbolComputation = {
  name: "symbol-metrics",
  columns: METRIC_COLUMNS,
  width: METRIC_WIDTH,
  alsoLoad: [],
  withVolume: true,
  // The EWMA's window; a year's return needs less.
  lookbackSessions: 505,
  compute: (prices, calendar, from, to) => symbolMetrics(prices, dailyReturns(prices), calendar, from, to),
};

const COMPUTATIONS: readonly SymbolComputation[] = [symbolFactorLoadings, symbolDailyMetrics];

/** Throws RangeError for a name that no job has. */
export function symbolComputation(name: string): SymbolComputation {
  const found = COMPUTATIONS.find((computation) => computation.name === name);
  if (found === undefined) throw new RangeError(`nothing computes ${JSON.stringify(name)}`);
  return found;
}
