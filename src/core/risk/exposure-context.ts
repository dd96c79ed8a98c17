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
  /** One per coverage group; null for those of no series of factors: the provider's beta. */
  readonly regressors: readonly (RegressorSeries | null)[];
  /** One per coverage group; null for those without standard errors. */
  readonly regressions: readonly (GroupRegression | null)[];
}

/** The regressors of one coverage group, and their window at a session of the range: made once, when first asked for. */
export interface GroupRegression {
  readonly regressors: RegressorSeries;
  readonly windowAt: (ordinal: number) => RegressorWindow;
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
  const regressors = COVERAGE_GROUPS.map(({ factors }) =>
    factors[0]!.model === "provider"
      ? null
      : regressorSeries(factors.map((factor) => factorSeries(factor, factorReturns))),
  );
  return {
    firstOrdinal: fromOrdinal,
    sessionCount: toOrdinal - fromOrdinal + 1,
    loadings,
    returns,
    factorReturns,
    profiles,
    loadingRows: rowIndex(loadings.symbols),
    returnRows: rowIndex(returns.symbols),
    regressors,
    regressions: COVERAGE_GROUPS.map(({ factors }, group) =>
      regressionOf(factors, regressors[group]!, factorReturns.firstOrdinal),
    ),
  };
}

function regressionOf(
  factors: readonly Factor[],
  regressors: RegressorSeries | null,
  firstOrdinal: number,
): GroupRegression | null {
  const { model, windowSessions } = factors[0]!;
  if (regressors === null || model === "ridge" || windowSessions === null) return null;
  const windows = new Map<number, RegressorWindow>();
  const windowAt = (ordinal: number): RegressorWindow => {
    const window =
      windows.get(ordinal) ?? regressorWindow(regressors, ordinal - firstOrdinal, windowSessions);
    windows.set(ordinal, window);
    return window;
  };
  return { regressors, windowAt };
}

/** How many sessions of a group's window, up to and including `ordinal`, have returns of all its factors. */
export function factorObservations(
  { regressors, factorReturns }: Pick<ExposureContext, "regressors" | "factorReturns">,
  group: number,
  ordinal: number,
): number {
  const end = ordinal - factorReturns.firstOrdinal + 1;
  const start = Math.max(0, end - (COVERAGE_GROUPS[group]!.factors[0]!.windowSessions ?? 0));
  let observations = 0;
  for (const flag of regressors[group]?.complete.subarray(start, end) ?? []) observations += flag;
  return observations;
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
  const series = new Float64Array(sessionCount);
  for (let t = 0; t < sessionCount; t++) series[t] = table[t * width + place]!;
  return series;
}

function rowIndex(symbols: readonly string[]): ReadonlyMap<string, number> {
  return new Map(symbols.map((symbol, row) => [symbol, row]));
}
