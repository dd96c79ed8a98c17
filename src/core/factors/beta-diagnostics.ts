import type { CompanyProfile } from "#core/prices/market-facts.ts";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import { type LineFitTest, testLine } from "#core/stats/line-fit.ts";
import { type NoEstimate, tooFewObservations } from "#core/stats/no-estimate.ts";
import { type SerialCorrelation, serialCorrelation } from "#core/stats/serial-correlation.ts";
import { type DimsonBeta, dimsonBeta } from "./dimson-beta.ts";
import { BENCHMARK } from "./factor-table.ts";
import { limits } from "./masked-loadings.ts";
import { type StalePricing, stalePricing } from "./stale-pricing.ts";
import {
  type NoVasicekReason,
  type VasicekBeta,
  type VasicekPrior,
  vasicekBeta,
  whyNoVasicek,
} from "./vasicek-beta.ts";

export interface BetaInputs {
  /** With the market's row, and the session before the window for the lag. */
  readonly returns: ReturnMatrix;
  readonly returnRows: ReadonlyMap<string, number>;
  readonly profiles: ReadonlyMap<string, CompanyProfile>;
  readonly prior: VasicekPrior;
}

/** How far a symbol's market beta can be trusted. */
export interface BetaDiagnostics extends SerialCorrelation {
  /** The market beta of the loadings, with its standard error, t and p. */
  readonly fit: LineFitTest;
  /** Shown beside the beta where `stale.isStale`. */
  readonly dimson: DimsonBeta | NoEstimate;
  /** Only for equities and equity funds; else why there is none. */
  readonly vasicek: VasicekBeta | { readonly notShown: NoVasicekReason };
  readonly stale: StalePricing;
}

/**
 * Diagnostics of a symbol's market beta over the 90 sessions up to and including `ordinal`: ordinary least squares on
 * SPY over the sessions on which both have a return, n ≥ 30, its Durbin–Watson statistic and Newey–West standard error,
 * the Dimson beta over those of them on which the market also has a return the session before, n ≥ 30, and the Vasicek
 * beta. Made when read, for one session; not rolled. No estimate below the minimum or where the market does not move.
 */
export function betaDiagnostics(
  symbol: string,
  { returns, returnRows, profiles, prior }: BetaInputs,
  ordinal: number,
): BetaDiagnostics | NoEstimate {
  const { windowSessions, minObservations } = limits("market");
  const column = ordinal - returns.firstOrdinal;
  const [own, market] = [rowOf(symbol, returns, returnRows), rowOf(BENCHMARK, returns, returnRows)];
  if (own === null || market === null) return tooFewObservations(minObservations, 0);
  const first = Math.max(0, column - windowSessions + 1);
  const sessions = sessionsWith(own, market, first, column);
  if (sessions.length < minObservations) return tooFewObservations(minObservations, sessions.length);
  const [x, y] = [valuesAt(market, sessions), valuesAt(own, sessions)];
  const fit = testLine(x, y, sessions.length);
  if (Number.isNaN(fit.beta)) return { reason: "NO_FACTOR_VARIATION", observations: sessions.length };
  const notShown = whyNoVasicek(profiles.get(symbol));
  return {
    fit,
    ...serialCorrelation(x, y, sessions.length, fit),
    dimson: laggedBeta(own, market, sessions, minObservations),
    vasicek: notShown === null ? vasicekBeta(fit.beta, fit.stdError, prior) : { notShown },
    stale: stalePricing(own, column),
  };
}

function rowOf(
  symbol: string,
  { values, sessionCount }: ReturnMatrix,
  rows: ReadonlyMap<string, number>,
): Float64Array | null {
  const row = rows.get(symbol);
  return row === undefined ? null : values.subarray(row * sessionCount, (row + 1) * sessionCount);
}

/** Columns first … last at which both series have a value. */
function sessionsWith(a: Float64Array, b: Float64Array, first: number, last: number): Int32Array {
  const both: number[] = [];
  for (let t = first; t <= last; t++) if (!Number.isNaN(a[t]! + b[t]!)) both.push(t);
  return Int32Array.from(both);
}

function valuesAt(values: Float64Array, columns: Int32Array): Float64Array {
  return Float64Array.from(columns, (t) => values[t]!);
}

function laggedBeta(
  own: Float64Array,
  market: Float64Array,
  sessions: Int32Array,
  minimum: number,
): DimsonBeta | NoEstimate {
  const known = sessions.filter((t) => t > 0 && !Number.isNaN(market[t - 1]!));
  if (known.length < minimum) return tooFewObservations(minimum, known.length);
  const previous = Float64Array.from(known, (t) => market[t - 1]!);
  return dimsonBeta(valuesAt(own, known), valuesAt(market, known), previous, known.length);
}
