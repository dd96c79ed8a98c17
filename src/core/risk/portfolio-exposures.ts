import { FACTORS } from "#core/factors/factor-table.ts";
import { LOADING_WIDTH } from "#core/factors/loading-columns.ts";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import { COVERAGE_GROUPS, EXPOSURE_WIDTH, type ExposureBlock, GROUP_FACTORS } from "./exposure-columns.ts";
import type { ExposureContext } from "./exposure-context.ts";
import { exposureStdErrors, WindowTotals } from "./exposure-std-errors.ts";
import { symbolLookups } from "./symbol-lookups.ts";
import { grossWeight, hasMarketReturns, type SymbolWeights } from "./symbol-weights.ts";
import type { WeightedRows } from "./weighted-rows.ts";

/**
 * Factor exposures of a portfolio at one session: e = Σ weight × loading over the symbols that have one, signed,
 * in units of the factor's return. Nothing is filled in and nothing grossed up for the rest: coverage says how
 * much of Σ|w| the sum speaks for. Cash is in neither side of it, private, unpriced and option holdings are in its
 * denominator. Where no symbol has a loading the exposure is NaN and coverage 0; where nothing but cash is held,
 * or NAV is not positive, both are NaN.
 *
 * Standard errors: {@link exposureStdErrors}, over the symbols counted in coverage. The columns of the row are
 * `EXPOSURE_COLUMNS`; it is written to `row`, a new one unless given. Throws RangeError for a session outside the
 * context.
 */
export function portfolioExposuresAt(
  holdings: SymbolWeights,
  context: ExposureContext,
  ordinal: number,
  row: Float64Array = new Float64Array(EXPOSURE_WIDTH),
): Float64Array {
  const session = ordinal - context.firstOrdinal;
  if (session < 0 || session >= context.sessionCount) {
    throw new RangeError(`session ${ordinal} is outside the prepared range`);
  }
  row.fill(Number.NaN);
  const gross = grossWeight(holdings);
  const listed = listedHoldings(holdings, context, ordinal);
  let totals: { readonly covered: readonly number[]; readonly rows: WeightedRows } | null = null;
  for (const [group, { coverageIndex, symbolsIndex }] of COVERAGE_GROUPS.entries()) {
    const columns = GROUP_LOADINGS[group]!;
    const covered = coveredBy(columns, listed, context);
    row[symbolsIndex] = covered.length;
    if (!(gross > 0)) continue;
    row[coverageIndex] = coveredGross(listed, covered) / gross;
    if (covered.length === 0) continue;
    for (const [place, { index }] of GROUP_FACTORS[group]!.entries()) {
      row[index] = exposure(listed, covered, columns[place]!, context.loadings.values);
    }
    const regression = context.regressions[group];
    if (!regression) continue;
    const endColumn = ordinal - context.returns.firstOrdinal;
    if (totals === null || !samePlaces(totals.covered, covered)) {
      totals = { covered, rows: rowsOf(listed, covered, context.returns) };
      TOTALS.sumUp(totals.rows, context.returns.values, endColumn);
    }
    const stdErrors = exposureStdErrors(
      totals.rows,
      TOTALS,
      context.returns.values,
      regression.regressors,
      endColumn,
      regression.windowAt(ordinal),
      RESIDUALS,
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
    const row = values.subarray(d * EXPOSURE_WIDTH, (d + 1) * EXPOSURE_WIDTH);
    portfolioExposuresAt(holdings, context, fromOrdinal + d, row);
  }
  return { firstOrdinal: fromOrdinal, sessionCount: path.length, values };
}

/** The holdings that may have loadings, in their order. Arrays, not objects: a year of sessions would make thousands. */
interface ListedHoldings {
  /** Place of each among the holdings. */
  readonly indices: readonly number[];
  readonly weights: readonly number[];
  /** Offset of its loading row; −1: none. */
  readonly loadings: readonly number[];
  /** Its provider's beta; NaN: none. */
  readonly providerBetas: readonly number[];
  /** Row of its returns; −1: none. */
  readonly returnRows: readonly number[];
}

function listedHoldings(
  holdings: SymbolWeights,
  { loadings: block, loadingRows, returnRows, profiles }: ExposureContext,
  ordinal: number,
): ListedHoldings {
  const { symbols, weights: all } = holdings;
  const loadingRowOf = symbolLookups(loadingRows, symbols);
  const returnRowOf = symbolLookups(returnRows, symbols);
  const profileOf = symbolLookups(profiles, symbols);
  const session = ordinal - block.firstOrdinal;
  const listed = {
    indices: [] as number[],
    weights: [] as number[],
    loadings: [] as number[],
    providerBetas: [] as number[],
    returnRows: [] as number[],
  };
  for (let i = 0; i < symbols.length; i++) {
    if (!hasMarketReturns(holdings, i)) continue;
    const row = loadingRowOf[i];
    listed.indices.push(i);
    listed.weights.push(all[i]!);
    listed.loadings.push(row === undefined ? -1 : (row * block.sessionCount + session) * LOADING_WIDTH);
    listed.providerBetas.push(profileOf[i]?.providerBeta ?? Number.NaN);
    listed.returnRows.push(returnRowOf[i] ?? -1);
  }
  return listed;
}

/** Stands for the provider's beta, which is in no loading row. */
const PROVIDER_BETA = -1;

/** Columns of a loading row that each coverage group is of. */
const GROUP_LOADINGS = GROUP_FACTORS.map((factors) =>
  Int32Array.from(factors, ({ loadingIndex }) => loadingIndex ?? PROVIDER_BETA),
);

/** The places of the listed holdings that have every loading of a coverage group, in their order. */
function coveredBy(
  columns: Int32Array,
  { loadings, providerBetas }: ListedHoldings,
  { loadings: { values } }: ExposureContext,
): readonly number[] {
  const covered: number[] = [];
  for (let place = 0; place < loadings.length; place++) {
    const loading = loadings[place]!;
    let complete = true;
    for (let f = 0; complete && f < columns.length; f++) {
      if (columns[f] === PROVIDER_BETA) complete = Number.isFinite(providerBetas[place]!);
      else complete = loading >= 0 && Number.isFinite(values[loading + columns[f]!]!);
    }
    if (complete) covered.push(place);
  }
  return covered;
}

/** Symbols that have every loading of a coverage group at a session. */
export function coveredSymbols(
  holdings: SymbolWeights,
  context: ExposureContext,
  ordinal: number,
  group: number,
): readonly string[] {
  const listed = listedHoldings(holdings, context, ordinal);
  return coveredBy(GROUP_LOADINGS[group]!, listed, context).map(
    (place) => holdings.symbols[listed.indices[place]!]!,
  );
}

/** The longest regression window: the weighted returns of the shorter ones are its tail. */
const LONGEST_WINDOW = Math.max(...FACTORS.map((factor) => factor.windowSessions ?? 0));

/** Working space of one call, overwritten by the next. The totals are those that the groups with the same holdings share. */
const TOTALS = new WindowTotals(LONGEST_WINDOW);
const RESIDUALS = new Float64Array(LONGEST_WINDOW);

function rowsOf(
  { weights, returnRows }: ListedHoldings,
  covered: readonly number[],
  { sessionCount }: ReturnMatrix,
): WeightedRows {
  const rows = { weights: new Float64Array(covered.length), offsets: new Int32Array(covered.length) };
  for (let i = 0; i < covered.length; i++) {
    const row = returnRows[covered[i]!]!;
    if (row < 0) throw new RangeError("a symbol has loadings but no returns");
    rows.weights[i] = weights[covered[i]!]!;
    rows.offsets[i] = row * sessionCount;
  }
  return rows;
}

function samePlaces(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Σ|w|. */
function coveredGross({ weights }: ListedHoldings, covered: readonly number[]): number {
  let gross = 0;
  for (let i = 0; i < covered.length; i++) gross += Math.abs(weights[covered[i]!]!);
  return gross;
}

function exposure(
  { weights, loadings, providerBetas }: ListedHoldings,
  covered: readonly number[],
  column: number,
  values: Float64Array,
): number {
  let sum = 0;
  for (let i = 0; i < covered.length; i++) {
    const place = covered[i]!;
    const loading = column === PROVIDER_BETA ? providerBetas[place]! : values[loadings[place]! + column]!;
    sum += weights[place]! * loading;
  }
  return sum;
}
