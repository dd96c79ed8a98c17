import { replaceCorrelations } from "#db/stores/risk-results-store.ts";
import { correlations } from "../compute/computations/correlations.ts";
import { portfolioJob } from "../portfolio-job.ts";
import { latestRange } from "../portfolio-rows.ts";

/** Pairwise correlations of the listed holdings at the last session. */
export const correlationsJob = portfolioJob(correlations, (tx, target, results) =>
  replaceCorrelations(
    tx,
    latestRange(target, results),
    results.flatMap(({ facts, result }) =>
      result.map(({ symbols, windowSessions, correlations, observations, average }) => ({
        portfolioId: facts.id,
        asOf: target.unit.to,
        windowSessions,
        symbols,
        rho: correlations,
        observations,
        average,
      })),
    ),
  ),
);
