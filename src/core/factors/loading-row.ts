import type { NoEstimate } from "#core/stats/no-estimate.ts";
import { tooFewObservations } from "#core/stats/no-estimate.ts";
import { studentTwoSidedP } from "#core/stats/student-t.ts";
import { FACTORS, type Factor, factorsOf } from "./factor-table.ts";
import { JOINT_COLUMNS, JOINT_COUNT } from "./joint-columns.ts";
import { LOADING_OFFSETS, LOADING_WIDTH, type LoadingBlock, UNIVARIATE_WIDTH } from "./loading-columns.ts";

/** One factor's estimate for one symbol and session. null where a statistic does not exist. */
export interface FactorLoading {
  readonly beta: number;
  /** Intercept of the regression, daily; of the whole model for ridge and joint. */
  readonly alpha: number;
  readonly stdError: number | null;
  /** Of the whole model for ridge and joint. */
  readonly rSquared: number | null;
  readonly observations: number;
  /** β over its standard error and its two-sided p value; null where there is no standard error or it is 0. */
  readonly t: number | null;
  readonly p: number | null;
}

/** The row of a symbol at a session, a view. Throws RangeError when the block does not hold it. */
export function loadingAt(block: LoadingBlock, symbol: string, ordinal: number): Float64Array {
  const row = block.symbols.indexOf(symbol);
  const column = ordinal - block.firstOrdinal;
  if (row < 0 || column < 0 || column >= block.sessionCount)
    throw new RangeError(`no loadings of ${symbol} at session ${ordinal} in this block`);
  const start = (row * block.sessionCount + column) * LOADING_WIDTH;
  return block.values.subarray(start, start + LOADING_WIDTH);
}

/** A loading row as one estimate a factor, by factor name in table order; the provider's beta is not estimated here. */
export function factorLoadings(row: Float64Array): ReadonlyMap<string, FactorLoading | NoEstimate> {
  const loadings = new Map<string, FactorLoading | NoEstimate>();
  for (const factor of FACTORS)
    if (factor.model !== "provider") loadings.set(factor.name, factorLoading(row, factor));
  return loadings;
}

/** β over its standard error; NaN where that is missing or 0. */
export function tStatistic(beta: number, stdError: number): number {
  return stdError > 0 ? beta / stdError : Number.NaN;
}

/** Two-sided p value of β = 0 in a regression of `observations` rows with `parameters` coefficients, intercept included. */
export function pValue(beta: number, stdError: number, observations: number, parameters: number): number {
  return studentTwoSidedP(tStatistic(beta, stdError), observations - parameters);
}

interface Statistics {
  readonly beta: number;
  readonly alpha: number;
  readonly stdError: number;
  readonly rSquared: number;
  readonly observations: number;
  readonly parameters: number;
}

function factorLoading(row: Float64Array, factor: Factor): FactorLoading | NoEstimate {
  const { beta, alpha, stdError, rSquared, observations, parameters } = statistics(row, factor);
  const needed = factor.minObservations ?? 0;
  if (observations < needed) return tooFewObservations(needed, observations);
  if (Number.isNaN(beta)) return { reason: "NO_FACTOR_VARIATION", observations };
  return {
    beta,
    alpha,
    stdError: orNull(stdError),
    rSquared: orNull(rSquared),
    observations,
    t: orNull(tStatistic(beta, stdError)),
    p: orNull(pValue(beta, stdError, observations, parameters)),
  };
}

function statistics(row: Float64Array, factor: Factor): Statistics {
  const index = factorsOf(factor.model).findIndex(({ name }) => name === factor.name);
  switch (factor.model) {
    case "market":
      return univariate(row, LOADING_OFFSETS.market);
    case "rates":
      return univariate(row, LOADING_OFFSETS.rates);
    case "spread":
      return univariate(row, LOADING_OFFSETS.spread + index * UNIVARIATE_WIDTH);
    case "ridge":
      return ridge(row, index);
    case "joint":
      return joint(row, index);
    case "provider":
      throw new RangeError("the provider's beta is not part of a loading row");
  }
}

function univariate(row: Float64Array, offset: number): Statistics {
  return {
    beta: row[offset]!,
    alpha: row[offset + 1]!,
    stdError: row[offset + 2]!,
    rSquared: row[offset + 3]!,
    observations: row[offset + 4]!,
    parameters: 2,
  };
}

function ridge(row: Float64Array, index: number): Statistics {
  const summary = LOADING_OFFSETS.ridge + factorsOf("ridge").length;
  return {
    beta: row[LOADING_OFFSETS.ridge + index]!,
    alpha: row[summary]!,
    stdError: Number.NaN,
    rSquared: row[summary + 1]!,
    observations: row[summary + 3]!,
    parameters: factorsOf("ridge").length + 1,
  };
}

/** A joint factor without a beta was left out of the regression and costs no degree of freedom. */
function joint(row: Float64Array, index: number): Statistics {
  const betas = row.subarray(LOADING_OFFSETS.joint, LOADING_OFFSETS.joint + JOINT_COUNT);
  return {
    beta: betas[index]!,
    alpha: row[JOINT_COLUMNS.alpha]!,
    stdError: row[LOADING_OFFSETS.jointStdError + index]!,
    rSquared: row[JOINT_COLUMNS.rSquared]!,
    observations: row[JOINT_COLUMNS.observations]!,
    parameters: 1 + betas.reduce((count, beta) => (Number.isNaN(beta) ? count : count + 1), 0),
  };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
