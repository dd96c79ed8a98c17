import { VOLATILITY_WIDTH, volatilityColumn } from "#core/risk/portfolio-volatility.ts";
import { replaceVolatility } from "#db/stores/risk-results-store.ts";
import { volatility } from "../compute/computations/volatility.ts";
import { portfolioJob } from "../portfolio-job.ts";
import { rowRange, sessionRows } from "../portfolio-rows.ts";

/** Realised, EWMA and forecast volatility of every session's holdings over their own past. */
export const volatilityJob = portfolioJob(volatility, (tx, target, results) =>
  replaceVolatility(
    tx,
    rowRange(target, results),
    sessionRows(target, results, ({ result }, key, t) => {
      const row = result.values.subarray(t * VOLATILITY_WIDTH);
      return {
        ...key,
        realized21: row[volatilityColumn("realized_vol_21")]!,
        realized63: row[volatilityColumn("realized_vol_63")]!,
        realized252: row[volatilityColumn("realized_vol_252")]!,
        ewma: row[volatilityColumn("ewma_vol")]!,
        har21: row[volatilityColumn("har_21")]!,
        percentile: row[volatilityColumn("percentile")]!,
        trend: row[volatilityColumn("trend")]!,
        observations: row[volatilityColumn("observations")]!,
        proxied: row[volatilityColumn("proxied")]!,
      };
    }),
  ),
);
