import { EXPOSURE_WIDTH } from "#core/risk/exposure-columns.ts";
import {
  deleteEarlierLotValues,
  replaceFactorExposures,
  replaceHoldingExposures,
} from "#db/stores/results-store.ts";
import { factorExposures } from "../compute/computations/factor-exposures.ts";
import { portfolioJob } from "../portfolio-job.ts";
import { latestRange, rowRange, sessionRows } from "../portfolio-rows.ts";

/**
 * Market, provider and rates beta, ridge styles, spreads and the joint factors: every session as one wide row, and
 * the symbols behind it at the last one.
 */
export const factorExposuresJob = portfolioJob(factorExposures, async (tx, target, results) => {
  const exposures = sessionRows(target, results, ({ result }, key, t) => ({
    ...key,
    values: result.block.values.subarray(t * EXPOSURE_WIDTH, (t + 1) * EXPOSURE_WIDTH),
  }));
  const range = rowRange(target, results);
  const rows = await replaceFactorExposures(tx, range, exposures);
  if (target.unit.to !== target.run.to) return rows;
  await deleteEarlierLotValues(tx.db, range.portfolioIds, target.unit.to);
  const holdings = results.map(({ facts, result }) => ({
    portfolioId: facts.id,
    asOf: target.unit.to,
    holdings: result.bySymbol,
  }));
  return rows + (await replaceHoldingExposures(tx, latestRange(target, results), holdings));
});
