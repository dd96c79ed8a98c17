import { replaceConcentration } from "#db/stores/results-store.ts";
import { concentration } from "../compute/computations/concentration.ts";
import { portfolioJob } from "../portfolio-job.ts";
import { rowRange, sessionRows } from "../portfolio-rows.ts";

/** Sector weights, HHI, effective positions and the largest holdings of every session. */
export const concentrationJob = portfolioJob(concentration, (tx, target, results) =>
  replaceConcentration(
    tx,
    rowRange(target, results),
    sessionRows(target, results, ({ result }, key, t) => {
      const { concentration, sectors } = result[t]!;
      return {
        ...key,
        hhi: concentration.hhi,
        effectivePositions: concentration.effective_positions,
        top3: concentration.top_3,
        top10: concentration.top_10,
        deltaLongExposure: concentration.delta_long_exposure,
        deltaShortExposure: concentration.delta_short_exposure,
        deltaGrossExposure: concentration.delta_gross_exposure,
        deltaNetExposure: concentration.delta_net_exposure,
        sectors: sectors.map(({ sector }) => sector),
        sectorWeights: Float64Array.from(sectors, ({ weight }) => weight),
      };
    }),
  ),
);
