import { loadAsOf } from "#batch/load-as-of.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { type CorrelationMatrix, pairIndex } from "#core/risk/correlation.ts";
import {
  type CorrelatedPair,
  correlationClusters,
  effectiveNumber,
  highPairs,
  type SymbolCluster,
} from "#core/risk/correlation-structure.ts";
import {
  COVARIANCE_WINDOW,
  type CovarianceEstimates,
  covarianceEstimates,
  shrunkCorrelations,
} from "#core/risk/covariance-estimates.ts";
import { hasMarketReturns } from "#core/risk/symbol-weights.ts";
import { SESSIONS_PER_YEAR } from "#core/risk/volatility.ts";
import { conditionOf } from "#core/stats/covariance-shrinkage.ts";
import { isNoEstimate, type NoEstimate } from "#core/stats/no-estimate.ts";
import { findConcentration, findSnapshot } from "#db/stores/analytics-store.ts";
import type { CorrelationRow } from "#db/stores/risk-read-store.ts";
import {
  type Absence,
  NO_HOLDINGS,
  NO_LISTED_HOLDINGS,
  NO_VARIANCE,
  noEstimateReason,
  type Reasons,
  whyMissing,
} from "./absence-reasons.ts";
import { readCorrelations } from "./analytics-as-of.ts";
import type { ApiContext } from "./api-context.ts";
import { readModelReason } from "./model-reason.ts";
import { readMetrics } from "./risk-report.ts";
import { readNav } from "./session-nav.ts";

type Context = Pick<ApiContext, "database" | "calendar">;

/** How correlations are estimated: each pair by itself, or all at once, shrunk towards their mean. */
export const CORRELATION_ESTIMATORS = ["pearson", "ledoit_wolf"] as const;
export type CorrelationEstimator = (typeof CORRELATION_ESTIMATORS)[number];

/** The shrunk covariance behind a matrix. */
export interface ShownShrinkage {
  /** Share of the target, 0 to 1. */
  readonly intensity: number;
  /** Mean of the sample correlations, which the target has everywhere; NaN with fewer than two symbols. */
  readonly targetCorrelation: number;
  readonly conditionNumber: number;
  /** Annualised, in the order of the symbols. */
  readonly volatilities: Float64Array;
}

export interface CorrelationReport {
  readonly asOf: PlainDate;
  readonly estimator: CorrelationEstimator;
  readonly windowSessions: number;
  readonly symbols: readonly string[];
  /** Symbols whose history is too short for the matrix. */
  readonly symbolsLeftOut: readonly string[];
  /** Symmetric, ones on the diagonal; NaN where a pair has no estimate. */
  readonly matrix: readonly (readonly number[])[];
  /** Sessions behind each pair; NaN on the diagonal. */
  readonly observations: readonly (readonly number[])[];
  readonly averageCorrelation: number;
  readonly clusters: readonly SymbolCluster[];
  readonly highPairs: readonly CorrelatedPair[];
  /** Null for the pairwise estimate, and where there is none. */
  readonly shrinkage: ShownShrinkage | null;
  /** Why the average is missing; null where it is not. */
  readonly reason: Absence | null;
}

/**
 * Correlations of the listed holdings. The shrunk ones are computed when they are asked for. Null where nothing was
 * computed for that session or before; throws VALIDATION for a window that the estimator does not have.
 */
export async function readCorrelationReport(
  context: Context,
  portfolioId: string,
  asOf: PlainDate | null,
  {
    estimator,
    windowSessions,
  }: { readonly estimator: CorrelationEstimator; readonly windowSessions: number },
): Promise<CorrelationReport | null> {
  if (estimator === "ledoit_wolf") {
    if (windowSessions !== COVARIANCE_WINDOW)
      throw new SigmaSightError("VALIDATION", `ledoit_wolf looks back ${COVARIANCE_WINDOW} sessions only`);
    return await readShrunk(context, portfolioId, asOf);
  }
  const row = await readCorrelations(context, portfolioId, windowSessions, asOf);
  if (row === null) return null;
  const matrix = matrixOf(row, windowSessions);
  return { asOf: row.asOf, estimator, ...shownMatrix(matrix), symbolsLeftOut: [], shrinkage: null };
}

async function readShrunk(
  { database, calendar }: Context,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<CorrelationReport | null> {
  const session = (await findSnapshot(database.api.db, portfolioId, asOf))?.asOf;
  if (session === undefined) return null;
  const loaded = await loadAsOf(database, calendar, portfolioId, session);
  if (loaded === null) return null;
  const { riskHoldings, risk, ordinal } = loaded;
  const listed = riskHoldings.symbols.filter((_, i) => hasMarketReturns(riskHoldings, i));
  const estimates = covarianceEstimates(listed, risk.returns, ordinal);
  const shared = { asOf: session, estimator: "ledoit_wolf" as const };
  if (isNoEstimate(estimates)) return { ...shared, ...noMatrix(listed, estimates) };
  return {
    ...shared,
    ...shownMatrix(shrunkCorrelations(estimates)),
    symbolsLeftOut: estimates.leftOut,
    shrinkage: shownShrinkage(estimates),
  };
}

function noMatrix(
  listed: readonly string[],
  absence: NoEstimate,
): Omit<CorrelationReport, "asOf" | "estimator"> {
  return {
    windowSessions: COVARIANCE_WINDOW,
    symbols: [],
    symbolsLeftOut: listed,
    matrix: [],
    observations: [],
    averageCorrelation: Number.NaN,
    clusters: [],
    highPairs: [],
    shrinkage: null,
    reason: listed.length === 0 ? NO_LISTED_HOLDINGS : noEstimateReason(absence),
  };
}

function shownShrinkage({ symbols, constantCorrelation }: CovarianceEstimates): ShownShrinkage {
  const { values, shrinkage, targetParameter } = constantCorrelation;
  const p = symbols.length;
  return {
    intensity: shrinkage,
    targetCorrelation: targetParameter,
    conditionNumber: conditionOf(constantCorrelation, p),
    volatilities: Float64Array.from(symbols, (_, i) => Math.sqrt(SESSIONS_PER_YEAR * values[i * p + i]!)),
  };
}

function matrixOf(
  { symbols, rho, observations, average }: CorrelationRow,
  windowSessions: number,
): CorrelationMatrix {
  return {
    symbols,
    windowSessions,
    correlations: rho,
    observations: Int32Array.from(observations),
    average: average ?? Number.NaN,
  };
}

function shownMatrix(
  matrix: CorrelationMatrix,
): Omit<CorrelationReport, "asOf" | "estimator" | "symbolsLeftOut" | "shrinkage"> {
  const { symbols, windowSessions, correlations, observations, average } = matrix;
  return {
    windowSessions,
    symbols,
    matrix: square(symbols.length, (i, j) => (i === j ? 1 : correlations[pairIndex(i, j)]!)),
    observations: square(symbols.length, (i, j) => (i === j ? Number.NaN : observations[pairIndex(i, j)]!)),
    averageCorrelation: average,
    clusters: correlationClusters(matrix),
    highPairs: highPairs(matrix),
    reason: Number.isNaN(average) ? whyNoPair(matrix) : null,
  };
}

function square(size: number, element: (i: number, j: number) => number): readonly (readonly number[])[] {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => element(i, j)));
}

function whyNoPair({ symbols }: CorrelationMatrix): Absence {
  if (symbols.length === 0) return NO_LISTED_HOLDINGS;
  return symbols.length === 1 ? ONE_SYMBOL : NO_PAIR;
}

const ONE_SYMBOL: Absence = {
  code: "TOO_FEW_OBSERVATIONS",
  message: "One listed symbol alone is no pair.",
};

const NO_PAIR: Absence = {
  code: "TOO_FEW_OBSERVATIONS",
  message: "No pair of symbols has enough common returns in the window that move.",
};

export interface DiversificationReport {
  readonly asOf: PlainDate;
  readonly windowSessions: number;
  readonly averageCorrelation: number;
  readonly diversificationRatio: number;
  readonly effectiveNumberByCorrelation: number;
  readonly symbolsCounted: number;
  readonly symbolsLeftOut: readonly string[];
  readonly effectiveNumPositions: number;
  readonly clusters: readonly SymbolCluster[];
  readonly largestCorrelationRepair: number;
  readonly reasons: Reasons;
  /** The correlations it is made of. */
  readonly correlations: CorrelationReport;
}

/** How far the holdings cancel each other's risk; null where nothing was computed for that session or before. */
export async function readDiversificationReport(
  context: Context,
  portfolioId: string,
  asOf: PlainDate | null,
  windowSessions: number,
): Promise<DiversificationReport | null> {
  const row = await readCorrelations(context, portfolioId, windowSessions, asOf);
  if (row === null) return null;
  const matrix = matrixOf(row, windowSessions);
  const shown = shownMatrix(matrix);
  const effective = effectiveNumber(matrix);
  const [known, absence] = isNoEstimate(effective) ? [null, effective] : [effective, null];
  const metrics = await readMetrics(context, portfolioId, row.asOf);
  const held = await findConcentration(context.database.api.db, portfolioId, row.asOf);
  const numbers = {
    averageCorrelation: shown.averageCorrelation,
    diversificationRatio: metrics?.asOf === row.asOf ? metrics.value("diversification_ratio") : Number.NaN,
    effectiveNumberByCorrelation: known?.value ?? Number.NaN,
    effectiveNumPositions: (held?.asOf === row.asOf ? held.effectivePositions : null) ?? Number.NaN,
    largestCorrelationRepair: known?.largestChange ?? Number.NaN,
  };
  const noNumber =
    absence === null || row.symbols.length === 0 ? NO_LISTED_HOLDINGS : noEstimateReason(absence);
  return {
    asOf: row.asOf,
    windowSessions,
    ...numbers,
    symbolsCounted: known?.symbols ?? 0,
    symbolsLeftOut: known?.leftOut ?? row.symbols,
    clusters: shown.clusters,
    correlations: { asOf: row.asOf, estimator: "pearson", ...shown, symbolsLeftOut: [], shrinkage: null },
    reasons: whyMissing(numbers, {
      averageCorrelation: shown.reason,
      diversificationRatio: Number.isNaN(numbers.diversificationRatio)
        ? await readRatioReason(context, portfolioId, row.asOf)
        : null,
      effectiveNumberByCorrelation: noNumber,
      effectiveNumPositions: NO_HOLDINGS,
      largestCorrelationRepair: noNumber,
    }),
  };
}

async function readRatioReason(context: Context, portfolioId: string, session: PlainDate): Promise<Absence> {
  const nav = await readNav(context, portfolioId, session);
  return (await readModelReason(context, portfolioId, session, nav)) ?? NO_VARIANCE;
}
