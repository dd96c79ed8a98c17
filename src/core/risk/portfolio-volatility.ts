import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Finding } from "#core/errors/finding.ts";
import { type ProFormaInputs, proFormaReturns } from "./pro-forma-returns.ts";
import type { SymbolWeights } from "./symbol-weights.ts";
import { EWMA_WINDOW, ewmaVolatility, realizedVolatility, VOLATILITY_WINDOWS } from "./volatility.ts";

/**
 * The layout of a portfolio's volatility at one session, and the columns of the table `volatility`: annualised
 * fractions, NaN where there is no estimate; `observations` are the pro-forma returns of the last 504 sessions,
 * `proxied` those of them in which part of the book stands as factor returns or 0.
 */
export const VOLATILITY_COLUMNS = [
  "realized_vol_21",
  "realized_vol_63",
  "realized_vol_252",
  "ewma_vol",
  "observations",
  "proxied",
] as const;

export const VOLATILITY_WIDTH = VOLATILITY_COLUMNS.length;
export type VolatilityColumn = (typeof VOLATILITY_COLUMNS)[number];

/** Volatility of one portfolio over D sessions: the row of session d starts at `d * VOLATILITY_WIDTH`. */
export interface VolatilityBlock {
  readonly firstOrdinal: number;
  readonly sessionCount: number;
  readonly values: Float64Array;
}

/** Column of a volatility row by name. */
export function volatilityColumn(name: VolatilityColumn): number {
  return VOLATILITY_COLUMNS.indexOf(name);
}

/**
 * Volatility of the holdings of one session over their own pro-forma past of 504 sessions: what the book as it
 * stands would have done. No look-ahead: returns and loadings up to the session only.
 */
export function portfolioVolatilityAt(
  holdings: SymbolWeights,
  inputs: ProFormaInputs,
  ordinal: number,
): Float64Array {
  const { returns, observations, proxied } = proFormaReturns(holdings, inputs, ordinal, EWMA_WINDOW);
  const end = EWMA_WINDOW - 1;
  const [short, medium, long] = VOLATILITY_WINDOWS;
  return Float64Array.of(
    realizedVolatility(returns, end, short),
    realizedVolatility(returns, end, medium),
    realizedVolatility(returns, end, long),
    ewmaVolatility(returns, end),
    observations,
    proxied,
  );
}

/** {@link portfolioVolatilityAt} for consecutive sessions from `fromOrdinal` on, one entry of `path` each. */
export function portfolioVolatility(
  path: readonly SymbolWeights[],
  inputs: ProFormaInputs,
  fromOrdinal: number,
): VolatilityBlock {
  const values = new Float64Array(path.length * VOLATILITY_WIDTH);
  for (const [d, holdings] of path.entries()) {
    values.set(portfolioVolatilityAt(holdings, inputs, fromOrdinal + d), d * VOLATILITY_WIDTH);
  }
  return { firstOrdinal: fromOrdinal, sessionCount: path.length, values };
}

/** PROXIED_HISTORY where returns of the pro-forma history were missing. `row` is a volatility row. */
export function volatilityFindings(
  row: Float64Array,
  portfolioId: string,
  session: PlainDate,
): readonly Finding[] {
  const observations = row[volatilityColumn("observations")]!;
  const proxied = row[volatilityColumn("proxied")]!;
  if (proxied === 0) return [];
  return [
    {
      code: "PROXIED_HISTORY",
      severity: "info",
      subject: portfolioId,
      session,
      message: `In ${proxied} of the ${observations} past sessions used, part of the book has no return of its own.`,
    },
  ];
}
