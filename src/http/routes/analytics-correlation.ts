import * as z from "zod";
import {
  CORRELATION_ESTIMATORS,
  type CorrelationReport,
  readCorrelationReport,
  readDiversificationReport,
} from "#app/correlation-report.ts";
import { noResult, presented, quality, registerAnalytic } from "../analytic-route.ts";
import { absence, numberOrNull, reasons } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";

const window = z.enum(["90", "252"]).describe("Sessions.");

const shrinkage = z.object({
  intensity: z.number().describe("Share of the target in it, 0 to 1."),
  target_correlation: numberOrNull.describe(
    "Mean of the sample correlations, which the target has everywhere; null with fewer than two symbols.",
  ),
  condition_number: numberOrNull.describe("Of the covariance; null where it is singular to rounding."),
  volatilities: z.array(z.number()).describe("Annualised, in the order of the symbols."),
});

const correlations = z.object({
  estimator: z.enum(CORRELATION_ESTIMATORS),
  window_sessions: z.int(),
  symbols: z.array(z.string()),
  symbols_left_out: z.array(z.string()).describe("Their history is too short for the matrix."),
  matrix: z.array(z.array(numberOrNull)).describe("Null where a pair has too few common returns."),
  observations: z
    .array(z.array(z.int().nullable()))
    .describe("Sessions on which both have a return; null on the diagonal."),
  average_correlation: numberOrNull,
  clusters: z
    .array(
      z.object({
        symbols: z.array(z.string()),
        average_correlation: numberOrNull.describe("Mean inside the cluster; null for one symbol alone."),
      }),
    )
    .describe("Average linkage on 1 − correlation, cut at 0.5; the largest first."),
  high_pairs: z
    .array(z.object({ symbols: z.array(z.string()), correlation: z.number() }))
    .describe("Correlations above 0.7, the highest first."),
  shrinkage: shrinkage.nullable().describe("Null for the pairwise estimate."),
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
  reasons,
});

export const correlationRoutes: RouteModule = (server, context) => {
  registerAnalytic(server, context, {
    path: "correlation-matrix",
    summary: "Correlations of the symbols held, and their clusters",
    data: correlations,
    query: {
      window: window.default("252"),
      estimator: z
        .enum(CORRELATION_ESTIMATORS)
        .default("pearson")
        .describe(
          "Each pair by itself, as stored; or Ledoit–Wolf of all at once towards a constant correlation, in 252 sessions.",
        ),
    },
    load: async ({ portfolio, asOf, query }) => {
      const found = await readCorrelationReport(context, portfolio.id, asOf, {
        estimator: query.estimator,
        windowSessions: Number(query.window),
      });
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof correlations>(found),
        quality: correlationQuality(found),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "diversification-score",
    summary: "How far the holdings cancel each other's risk",
    data: diversification,
    query: { window: window.default("252") },
    load: async ({ portfolio, asOf, query }) => {
      const found = await readDiversificationReport(context, portfolio.id, asOf, Number(query.window));
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof diversification>({ ...found, clusters: found.clusters.length }),
        quality: correlationQuality(found.correlations),
      };
    },
  });
};

function correlationQuality({ symbols, symbolsLeftOut, matrix, observations }: CorrelationReport) {
  const known = matrix.filter((line, i) => line.some((value, j) => i !== j && !Number.isNaN(value)));
  const pairs = observations.flat().filter((count) => !Number.isNaN(count));
  return quality({
    analyzed: known.length,
    total: symbols.length + symbolsLeftOut.length,
    dataDays: pairs.length === 0 ? null : pairs.reduce((most, count) => Math.max(most, count), 0),
    having: "a correlation with another",
  });
}
