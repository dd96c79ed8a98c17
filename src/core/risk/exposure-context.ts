import type { FactorReturns } from "#core/factors/factor-returns.ts";
import { FACTOR_PROXIES, type Factor, factorsOf } from "#core/factors/factor-table.ts";
import type { LoadingBlock } from "#core/factors/loading-columns.ts";
import type { CompanyProfile } from "#core/prices/market-facts.ts";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import { COVERAGE_GROUPS } from "./exposure-columns.ts";
import {
  type RegressorSeries,
  type RegressorWindow,
  regressorSeries,
  regressorWindow,
} from "./regressor-window.ts";

/**
 * What the exposures of every portfolio at the sessions of a range share: loadings, returns, and the factors' own
 * regression windows. Made once for a range; the part of a session depends on nothing but data up to it.
 */
export interface ExposureContext {
  readonly firstOrdinal: number;
  readonly sessionCount: number;
  readonly loadings: LoadingBlock;
  readonly returns: ReturnMatrix;
  readonly factorReturns: FactorReturns;
  readonly profiles: ReadonlyMap<string, CompanyProfile>;
  /** Row of a symbol in `loadings` and in `returns`. */
  readonly loadingRows: ReadonlyMap<string, number>;
  readonly returnRows: ReadonlyMap<string, number>;
  /** One per coverage group; null for those without standard errors. */
  readonly regressions: readonly (GroupRegression | null)[];
}

/** The regressors of one coverage group, and their window at each session. */
export interface GroupRegression {
  readonly regressors: RegressorSeries;
  readonly windows: readonly RegressorWindow[];
}

/**
 * Prepares the sessions `fromOrdinal` … `toOrdinal`. `returns` must reach back 252 sessions for full windows (an
 * earlier start is not needed, a later one counts as missing); `factorReturns` spans the same sessions; `loadings`
 * must hold every session of the range. Throws RangeError where that is not so.
 */
export function prepareExposures(
  input: {
    readonly loadings: LoadingBlock;
    readonly returns: ReturnMatrix;
    readonly factorReturns: FactorReturns;
    readonly profiles: ReadonlyMap<string, CompanyProfile>;
  },
  fromOrdinal: number,
  toOrdinal: number,
): ExposureContext {
  const { loadings, returns, factorReturns, profiles } = input;
  for (const matrix of [loadings, returns]) {
    if (fromOrdinal < matrix.firstOrdinal || toOrdinal >= matrix.firstOrdinal + matrix.sessionCount) {
      throw new RangeError(`sessions ${fromOrdinal} to ${toOrdinal} are outside the loadings or the returns`);
    }
  }
  if (
    factorReturns.firstOrdinal !== returns.firstOrdinal ||
    factorReturns.sessionCount !== returns.sessionCount
  ) {
    throw new RangeError("returns and factor returns span different sessions");
  }
  return {
    firstOrdinal: fromOrdinal,
    sessionCount: toOrdinal - fromOrdinal + 1,
    loadings,
    returns,
    factorReturns,
    profiles,
    loadingRows: rowIndex(loadings.symbols),
    returnRows: rowIndex(returns.symbols),
    regressions: COVERAGE_GROUPS.map(({ factors }) =>
      regressionOf(factors, factorReturns, fromOrdinal, toOrdinal),
    ),
  };
}

function regressionOf(
  factors: readonly Factor[],
  factorReturns: FactorReturns,
  fromOrdinal: number,
  toOrdinal: number,
): GroupRegression | null {
  const { model, windowSessions } = factors[0]!;
  if (model === "provider" || model === "ridge" || windowSessions === null) return null;
  const regressors = regressorSeries(factors.map((factor) => factorSeries(factor, factorReturns)));
  const windows: RegressorWindow[] = [];
  for (let ordinal = fromOrdinal; ordinal <= toOrdinal; ordinal++) {
    windows.push(regressorWindow(regressors, ordinal - factorReturns.firstOrdinal, windowSessions));
  }
  return { regressors, windows };
}

/** How many sessions of a model's window, up to and including `ordinal`, have returns of all the factors given. */
export function factorObservations(
  factors: readonly Factor[],
  factorReturns: FactorReturns,
  ordinal: number,
): number {
  const { complete } = regressorSeries(factors.map((factor) => factorSeries(factor, factorReturns)));
  const end = ordinal - factorReturns.firstOrdinal + 1;
  const start = Math.max(0, end - (factors[0]!.windowSessions ?? 0));
  return complete.subarray(start, end).reduce((sum, flag) => sum + flag, 0);
}

/** One factor's returns over all columns, out of the session-major table of its model. */
function factorSeries(factor: Factor, factorReturns: FactorReturns): Float64Array {
  const { sessionCount, proxies, spreads, joint } = factorReturns;
  const longShort = factor.model === "spread" || factor.model === "joint";
  const table = factor.model === "spread" ? spreads : factor.model === "joint" ? joint : proxies;
  const place = longShort
    ? factorsOf(factor.model).indexOf(factor)
    : (FACTOR_PROXIES as readonly string[]).indexOf(factor.long);
  const width = table.length / sessionCount;
  return Float64Array.from({ length: sessionCount }, (_, t) => table[t * width + place]!);
}

function rowIndex(symbols: readonly string[]): ReadonlyMap<string, number> {
  return new Map(symbols.map((symbol, row) => [symbol, row]));
}
