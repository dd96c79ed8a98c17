import { FACTORS, type Factor } from "#core/factors/factor-table.ts";
import { LOADING_OFFSETS, UNIVARIATE_WIDTH } from "#core/factors/loading-columns.ts";

/**
 * The layout of a portfolio's factor exposures at one session: a row of {@link EXPOSURE_WIDTH} float64. The table
 * `factor_exposures` keeps them as three arrays by factor.
 *
 * - `<factor>`: Σ weight × loading, in units of the factor's return; NaN where there is no estimate.
 * - `<factor>_std_error`: only for factors that are estimated by least squares; NaN where there is none.
 * - `<group>_coverage`, `<group>_symbols`: share of Σ|w| with a loading, and how many symbols that is. Factors
 *   that are estimated together (the six ridge styles, the seven joint factors) are there together or not at all
 *   and share one group. Coverage is NaN where nothing is held.
 */
export interface ExposureFactor {
  readonly factor: Factor;
  /** Column of the exposure, and its name. */
  readonly column: string;
  readonly index: number;
  /** Index into {@link COVERAGE_GROUPS}. */
  readonly group: number;
  /** Index of the standard error's column; null for estimates that have none. */
  readonly stdErrorIndex: number | null;
  /** Column of the loading in a loading row; null for the provider's beta, which comes from the profile. */
  readonly loadingIndex: number | null;
}

/** Factors that are covered together: those of one regression. */
export interface CoverageGroup {
  readonly name: string;
  readonly factors: readonly Factor[];
  readonly coverageIndex: number;
  readonly symbolsIndex: number;
}

const columnNames = FACTORS.map(columnName);
const estimated = FACTORS.map((factor) => factor.model !== "provider" && factor.model !== "ridge");
const groupNames = [...new Set(FACTORS.map(groupName))];
const stdErrorNames = columnNames.filter((_, i) => estimated[i]).map((name) => `${name}_std_error`);

export const EXPOSURE_COLUMNS: readonly string[] = [
  ...columnNames,
  ...stdErrorNames,
  ...groupNames.flatMap((name) => [`${name}_coverage`, `${name}_symbols`]),
];

export const EXPOSURE_WIDTH = EXPOSURE_COLUMNS.length;

export const COVERAGE_GROUPS: readonly CoverageGroup[] = groupNames.map((name) => ({
  name,
  factors: FACTORS.filter((factor) => groupName(factor) === name),
  coverageIndex: EXPOSURE_COLUMNS.indexOf(`${name}_coverage`),
  symbolsIndex: EXPOSURE_COLUMNS.indexOf(`${name}_symbols`),
}));

/** The factors of {@link FACTORS}, in their order, with their places in an exposure row and in a loading row. */
export const EXPOSURE_FACTORS: readonly ExposureFactor[] = FACTORS.map((factor, index) => ({
  factor,
  column: columnNames[index]!,
  index,
  group: groupNames.indexOf(groupName(factor)),
  stdErrorIndex: estimated[index] ? EXPOSURE_COLUMNS.indexOf(`${columnNames[index]}_std_error`) : null,
  loadingIndex: loadingIndex(factor),
}));

/** The factors of each coverage group, in order. */
export const GROUP_FACTORS: readonly (readonly ExposureFactor[])[] = COVERAGE_GROUPS.map((_, group) =>
  EXPOSURE_FACTORS.filter((factor) => factor.group === group),
);

/** Exposures of one portfolio over D sessions: the row of session d starts at `d * EXPOSURE_WIDTH`. */
export interface ExposureBlock {
  readonly firstOrdinal: number;
  readonly sessionCount: number;
  readonly values: Float64Array;
}

/** `Growth-Value Spread` → `spread_growth_value`, `Joint Market` → `joint_market`, `IR Beta` → `rates`. */
function columnName(factor: Factor): string {
  if (factor.model === "market" || factor.model === "rates") return factor.model;
  if (factor.model === "provider") return "provider_beta";
  const label = factor.name
    .replace(/^Joint /, "")
    .replace(/ Spread$/, "")
    .toLowerCase();
  return `${factor.model}_${label.replaceAll(/[ -]/g, "_")}`;
}

function groupName(factor: Factor): string {
  return factor.model === "ridge" || factor.model === "joint" ? factor.model : columnName(factor);
}

function loadingIndex(factor: Factor): number | null {
  const place = FACTORS.filter((other) => other.model === factor.model).findIndex(
    (f) => f.name === factor.name,
  );
  switch (factor.model) {
    case "provider":
      return null;
    case "market":
    case "rates":
      return LOADING_OFFSETS[factor.model];
    case "spread":
      return LOADING_OFFSETS.spread + place * UNIVARIATE_WIDTH;
    case "ridge":
    case "joint":
      return LOADING_OFFSETS[factor.model] + place;
  }
}
