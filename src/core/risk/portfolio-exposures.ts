import { FACTORS } from "#core/factors/factor-table.ts";
import { LOADING_WIDTH } from "#core/factors/loading-columns.ts";
import { COVERAGE_GROUPS, EXPOSURE_WIDTH, type ExposureBlock, GROUP_FACTORS } from "./exposure-columns.ts";
import type { ExposureContext } from "./exposure-context.ts";
import { exposureStdErrors } from "./exposure-std-errors.ts";
import { grossWeight, hasMarketReturns, type SymbolWeights } from "./symbol-weights.ts";
import { type WeightedRows, weightedRows, weightedSum } from "./weighted-rows.ts";

/**
 * Factor exposures of a portfolio at one session: e = Σ weight × loading over the symbols that have one, signed,
 * in units of the factor's return. Nothing is filled in and nothing grossed up for the rest: coverage says how
 * much of Σ|w| the sum speaks for. Cash is in neither side of it, private, unpriced and option holdings are in its
 * denominator. Where no symbol has a loading the exposure is NaN and coverage 0; where nothing but cash is held,
 * or NAV is not positive, both are NaN.
 *
 * Standard errors: {@link exposureStdErrors}, over the symbols counted in coverage. The columns of the row are
 * `EXPOSURE_COLUMNS`. Throws RangeError for a session outside the context.
 */
export function portfolioExposuresAt(
  holdings: SymbolWeights,
  context: ExposureContext,
  ordinal: number,
): Float64Array {
  const session = ordinal - context.firstOrdinal;
  if (session < 0 || session >= context.sessionCount) {
    throw new RangeError(`session ${ordinal} is outside the prepared range`);
  }
  const row = new Float64Array(EXPOSURE_WIDTH).fill(Number.NaN);
  const gross = grossWeight(holdings);
  const listed = listedHoldings(holdings, context, ordinal);
  const scratch = new Float64Array(LONGEST_WINDOW);
  let totals: CoveredTotals | null = null;
  for (const [group, { coverageIndex, symbolsIndex }] of COVERAGE_GROUPS.entries()) {
    const covered = coveredBy(group, listed, context);
    row[symbolsIndex] = covered.length;
    if (!(gross > 0)) continue;
    let coveredGross = 0;
    for (const { weight } of covered) coveredGross += Math.abs(weight);
    row[coverageIndex] = coveredGross / gross;
    if (covered.length === 0) continue;
    for (const { index, loadingIndex } of GROUP_FACTORS[group]!) {
      row[index] = exposure(covered, loadingIndex, context.loadings.values);
    }
    const regression = context.regressions[group];
    if (!regression) continue;
    if (totals === null || !sameHoldings(totals.covered, covered))
      totals = totalsOf(covered, context, ordinal);
    const window = regression.windowAt(ordinal);
    const stdErrors = exposureStdErrors(
      totals.rows,
      totals.returns.subarray(LONGEST_WINDOW - window.windowSessions),
      context.returns.values,
      regression.regressors,
      ordinal - context.returns.firstOrdinal,
      window,
      scratch,
    );
    for (const [place, { stdErrorIndex }] of GROUP_FACTORS[group]!.entries()) {
      if (stdErrorIndex !== null) row[stdErrorIndex] = stdErrors[place]!;
    }
  }
  return row;
}

/**
 * {@link portfolioExposuresAt} for consecutive sessions from `fromOrdinal` on, one entry of `path` each. The row of
 * a session is the same to the last bit whatever range it is computed in.
 */
export function portfolioExposures(
  path: readonly SymbolWeights[],
  context: ExposureContext,
  fromOrdinal: number,
): ExposureBlock {
  const values = new Float64Array(path.length * EXPOSURE_WIDTH);
  for (const [d, holdings] of path.entries()) {
    values.set(portfolioExposuresAt(holdings, context, fromOrdinal + d), d * EXPOSURE_WIDTH);
  }
  return { firstOrdinal: fromOrdinal, sessionCount: path.length, values };
}

/** A holding that may have loadings: offset of its loading row (−1: none) and its provider beta (NaN: none). */
interface ListedHolding {
  readonly symbol: string;
  readonly weight: number;
  readonly loading: number;
  readonly provider: number;
}

function listedHoldings(
  holdings: SymbolWeights,
  { loadings, loadingRows, profiles }: ExposureContext,
  ordinal: number,
): readonly ListedHolding[] {
  const listed: ListedHolding[] = [];
  const session = ordinal - loadings.firstOrdinal;
  for (const [i, symbol] of holdings.symbols.entries()) {
    if (!hasMarketReturns(holdings, i)) continue;
    const row = loadingRows.get(symbol);
    listed.push({
      symbol,
      weight: holdings.weights[i]!,
      loading: row === undefined ? -1 : (row * loadings.sessionCount + session) * LOADING_WIDTH,
      provider: profiles.get(symbol)?.providerBeta ?? Number.NaN,
    });
  }
  return listed;
}

/** The holdings that have every loading of a coverage group, in their order. */
function coveredBy(
  group: number,
  listed: readonly ListedHolding[],
  { loadings }: ExposureContext,
): readonly ListedHolding[] {
  const factors = GROUP_FACTORS[group]!;
  return listed.filter(({ loading, provider }) => {
    for (const { loadingIndex } of factors) {
      const value =
        loadingIndex === null
          ? provider
          : loading < 0
            ? Number.NaN
            : loadings.values[loading + loadingIndex]!;
      if (!Number.isFinite(value)) return false;
    }
    return true;
  });
}

/** Symbols that have every loading of a coverage group at a session. */
export function coveredSymbols(
  holdings: SymbolWeights,
  context: ExposureContext,
  ordinal: number,
  group: number,
): readonly string[] {
  return coveredBy(group, listedHoldings(holdings, context, ordinal), context).map(({ symbol }) => symbol);
}

/** The longest regression window: the weighted returns of the shorter ones are its tail. */
const LONGEST_WINDOW = Math.max(...FACTORS.map((factor) => factor.windowSessions ?? 0));

/** Weighted returns of one set of holdings, shared by the groups that cover the same ones. */
interface CoveredTotals {
  readonly covered: readonly ListedHolding[];
  readonly rows: WeightedRows;
  readonly returns: Float64Array;
}

function totalsOf(
  covered: readonly ListedHolding[],
  { returns, returnRows }: ExposureContext,
  ordinal: number,
): CoveredTotals {
  const rows = weightedRows(
    covered.map(({ symbol, weight }) => {
      const row = returnRows.get(symbol);
      if (row === undefined) throw new RangeError(`${symbol} has loadings but no returns`);
      return { weight, offset: row * returns.sessionCount };
    }),
  );
  const endColumn = ordinal - returns.firstOrdinal;
  return { covered, rows, returns: weightedSum(rows, returns.values, endColumn, LONGEST_WINDOW) };
}

function sameHoldings(a: readonly ListedHolding[], b: readonly ListedHolding[]): boolean {
  return a.length === b.length && a.every((holding, i) => holding === b[i]);
}

function exposure(
  covered: readonly ListedHolding[],
  loadingIndex: number | null,
  loadings: Float64Array,
): number {
  let sum = 0;
  for (const { weight, loading, provider } of covered) {
    sum += weight * (loadingIndex === null ? provider : loadings[loading + loadingIndex]!);
  }
  return sum;
}
