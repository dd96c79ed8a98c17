import { CONCENTRATION_COLUMNS } from "#core/risk/concentration.ts";
import { replaceConcentration } from "#db/stores/results-store.ts";
import { concentration } from "../compute/computations/concentration.ts";
import { portfolioJob } from "../portfolio-job.ts";
import { rowRange, sessionRows } from "../portfolio-rows.ts";

const WIDTH = CONCENTRATION_COLUMNS.length;

/** Sector weights, HHI, effective positions and the largest holdings of every session. */
export const concentrationJob = portfolioJob(concentration, (tx, target, results) =>
  replaceConcentration(
    tx,
    rowRange(target, results),
    sessionRows(target, results, ({ result }, key, t) => {
      const sectors = result.sectors[t]!;
      const start = result.sectorStarts[t]!;
      return {
        ...key,
        values: result.values.subarray(t * WIDTH, (t + 1) * WIDTH),
        sectors,
        sectorWeights: result.sectorWeights.subarray(start, start + sectors.length),
      };
    }),
  ),
);
