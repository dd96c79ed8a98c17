import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Finding } from "#core/errors/finding.ts";
import { PRO_FORMA_COVERAGE, type ProFormaInputs, proFormaReturns } from "./pro-forma-returns.ts";
import { grossWeight, hasMarketReturns, isHeld, type SymbolWeights } from "./symbol-weights.ts";
import {
  EWMA_WINDOW,
  ewmaVolatility,
  realizedVolatility,
  VOLATILITY_WINDOWS,
  volatilityTrend,
} from "./volatility.ts";
import { harVolatility, volatilityPercentile } from "./volatility-forecast.ts";

/**
 * The layout of a portfolio's volatility at one session: annualised fractions, NaN where there is no estimate;
 * `percentile` is the rank of the last 21 sessions in their year, `trend` their ratio to the 21 before, see
 * `volatilityPercentile` and `volatilityTrend`;
 * `observations` are the pro-forma returns of the last 504 sessions, `proxied` those of them in which part of the book
 * stands as factor returns or 0.
 */
export const VOLATILITY_COLUMNS = [
  "realized_vol_21",
  "realized_vol_63",
  "realized_vol_252",
  "ewma_vol",
  "har_21",
  "percentile",
  "trend",
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
  const { returns, observations, proxied } = proFormaReturns(holdings, inputs, ordinal, EWMA_WINDOW, PAST);
  const end = EWMA_WINDOW - 1;
  const [short, medium, long] = VOLATILITY_WINDOWS;
  return Float64Array.of(
    realizedVolatility(returns, end, short),
    realizedVolatility(returns, end, medium),
    realizedVolatility(returns, end, long),
    ewmaVolatility(returns, end),
    harVolatility(returns, end),
    volatilityPercentile(returns, end),
    volatilityTrend(returns, end),
    observations,
    proxied,
  );
}

/** Pro-forma returns of one call, overwritten by the next. */
const PAST = new Float64Array(EWMA_WINDOW);

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

/** Symbols named in a message; the rest is counted. */
const SHOWN_SYMBOLS = 5;

/**
 * INCOMPLETE_HISTORY where something but cash is held and not one past session counts. Names the holdings without any
 * return in the window, the largest first. `row` is the volatility row of `ordinal`. Silent where NAV is not positive:
 * then there are no weights at all, which the valuation reports.
 */
export function missingHistoryFindings(
  row: Float64Array,
  holdings: SymbolWeights,
  inputs: Pick<ProFormaInputs, "returns" | "returnRows">,
  ordinal: number,
  portfolio: { readonly id: string; readonly session: PlainDate },
): readonly Finding[] {
  if (row[volatilityColumn("observations")] !== 0 || !(grossWeight(holdings) > 0)) return [];
  const without = [...holdings.symbols.keys()]
    .filter((index) => holdings.kinds[index] !== "cash" && isHeld(holdings, index))
    .filter((index) => !hasReturns(holdings, index, inputs, ordinal))
    .sort((a, b) => Math.abs(holdings.weights[b]!) - Math.abs(holdings.weights[a]!))
    .map((index) => holdings.symbols[index]!);
  const more = without.length - SHOWN_SYMBOLS;
  const names = `${without.slice(0, SHOWN_SYMBOLS).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return [
    {
      code: "INCOMPLETE_HISTORY",
      severity: "warning",
      subject: portfolio.id,
      session: portfolio.session,
      message: `In no past session do holdings of at least ${100 * PRO_FORMA_COVERAGE} % of gross exposure have a return${without.length === 0 ? "" : `; without any: ${names}`}.`,
    },
  ];
}

/** Whether a holding has a return in one of the sessions that volatility looks back on. */
function hasReturns(
  holdings: SymbolWeights,
  index: number,
  { returns, returnRows }: Pick<ProFormaInputs, "returns" | "returnRows">,
  ordinal: number,
): boolean {
  const row = hasMarketReturns(holdings, index) ? returnRows.get(holdings.symbols[index]!) : undefined;
  if (row === undefined) return false;
  const start = row * returns.sessionCount;
  const end = ordinal - returns.firstOrdinal + 1;
  const window = returns.values.subarray(start + Math.max(0, end - EWMA_WINDOW), start + end);
  return window.some((value) => !Number.isNaN(value));
}
