import * as z from "zod";
import { readCorrelations } from "#app/analytics-as-of.ts";
import { readMetrics } from "#app/risk-report.ts";
import { type CorrelationMatrix, pairIndex } from "#core/risk/correlation.ts";
import { correlationClusters, effectiveNumber } from "#core/risk/correlation-structure.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { findConcentration } from "#db/stores/analytics-store.ts";
import type { CorrelationRow } from "#db/stores/risk-read-store.ts";
import { noEstimateReason, noResult, orNull, quality, registerAnalytic } from "../analytic-route.ts";
import { type Absence, absence, numberOrNull } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";

const window = z.enum(["90", "252"]).describe("Sessions.");

const clusters = z.array(
  z.object({
    symbols: z.array(z.string()),
    average_correlation: numberOrNull.describe("Mean inside the cluster; null for one symbol alone."),
  }),
);

const correlations = z.object({
  window_sessions: z.int(),
  symbols: z.array(z.string()),
  matrix: z.array(z.array(numberOrNull)).describe("Null where a pair has too few common returns."),
  average_correlation: numberOrNull,
  clusters: clusters.describe("Average linkage on 1 − correlation, cut at 0.5; the largest first."),
  reason: absence.nullable().describe("Why the average is null."),
});

const diversification = z.object({
  window_sessions: z.int(),
  average_correlation: numberOrNull,
  diversification_ratio: numberOrNull.describe(
    "Weighted own volatilities over the book's, by the factor model.",
  ),
  effective_number_by_correlation: numberOrNull.describe(
    "Uncorrelated positions that the symbols are worth.",
  ),
  symbols_counted: z.int(),
  symbols_left_out: z.array(z.string()),
  effective_num_positions: numberOrNull.describe("1/HHI."),
  clusters: z.int(),
  largest_correlation_repair: numberOrNull.describe(
    "Largest change of a correlation that made the matrix positive semidefinite; 0 where it was.",
  ),
  reasons: z.record(z.string(), absence),
});

export const correlationRoutes: RouteModule = (server, context) => {
  registerAnalytic(server, context, {
    path: "correlation-matrix",
    summary: "Pairwise correlations of the symbols held, and their clusters",
    data: correlations,
    query: { window: window.default("252") },
    load: async ({ portfolio, asOf, query }) => {
      const windowSessions = Number(query.window);
      const row = await readCorrelations(context, portfolio.id, windowSessions, asOf);
      if (row === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: row.asOf,
        data: {
          window_sessions: windowSessions,
          symbols: [...row.symbols],
          matrix: squareMatrix(row),
          average_correlation: row.average,
          clusters: correlationClusters(matrixOf(row, windowSessions)).map((cluster) => ({
            symbols: [...cluster.symbols],
            average_correlation: orNull(cluster.averageCorrelation),
          })),
          reason: row.average === null ? NO_PAIR : null,
        },
        quality: correlationQuality(row),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "diversification-score",
    summary: "How far the holdings cancel each other's risk",
    data: diversification,
    query: { window: window.default("252") },
    load: async ({ portfolio, asOf, query }) => {
      const windowSessions = Number(query.window);
      const row = await readCorrelations(context, portfolio.id, windowSessions, asOf);
      if (row === null) return noResult(context, portfolio.id, asOf);
      const matrix = matrixOf(row, windowSessions);
      const effective = effectiveNumber(matrix);
      const none = isNoEstimate(effective);
      const metrics = await readMetrics(context, portfolio.id, row.asOf);
      const ratio = metrics?.asOf === row.asOf ? orNull(metrics.value("diversification_ratio")) : null;
      const held = await findConcentration(context.database.api.db, portfolio.id, row.asOf);
      const reasons: Record<string, Absence> = {};
      if (row.average === null) reasons.average_correlation = NO_PAIR;
      if (none) reasons.effective_number_by_correlation = noEstimateReason(effective);
      if (ratio === null) reasons.diversification_ratio = NO_MODEL;
      return {
        asOf: row.asOf,
        data: {
          window_sessions: windowSessions,
          average_correlation: row.average,
          diversification_ratio: ratio,
          effective_number_by_correlation: none ? null : effective.value,
          symbols_counted: none ? 0 : effective.symbols,
          symbols_left_out: none ? [] : [...effective.leftOut],
          effective_num_positions: held?.asOf === row.asOf ? held.effectivePositions : null,
          clusters: correlationClusters(matrix).length,
          largest_correlation_repair: none ? null : effective.largestChange,
          reasons,
        },
        quality: correlationQuality(row),
      };
    },
  });
};

const NO_PAIR: Absence = {
  code: "TOO_FEW_OBSERVATIONS",
  message: "No pair of symbols has 30 common returns in the window.",
};

const NO_MODEL: Absence = {
  code: "NO_LOADING",
  message: "No holding has joint factor loadings, so the model says nothing of the book.",
};

function correlationQuality(row: CorrelationRow) {
  const matrix = squareMatrix(row);
  const known = matrix.filter((line, i) => line.some((value, j) => i !== j && value !== null));
  return quality({
    analyzed: known.length,
    total: row.symbols.length,
    dataDays: row.observations.length === 0 ? null : Math.max(...row.observations),
    having: "a correlation with another",
  });
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

/** The stored lower triangle as a symmetric matrix with ones on the diagonal. */
function squareMatrix({ symbols, rho }: CorrelationRow): (number | null)[][] {
  return symbols.map((_, i) =>
    symbols.map((__, j) => {
      if (i === j) return 1;
      return orNull(rho[pairIndex(i, j)]);
    }),
  );
}
