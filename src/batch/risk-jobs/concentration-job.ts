import { concentrationSeries } from "#core/pipeline/portfolio-analytics.ts";
import { riskPath, weightPath } from "#core/pipeline/weight-path.ts";
import { replaceConcentration } from "#db/stores/results-store.ts";
import type { PortfolioJob } from "../portfolio-job.ts";
import { rowRange, sessionRows } from "../portfolio-rows.ts";

/** Sector weights, HHI, effective positions and the largest holdings of every session. */
export const concentrationJob: PortfolioJob<null, ReturnType<typeof concentrationSeries>> = {
  name: "concentration",
  sessions: "every",
  lookbackSessions: 0,
  share: () => null,
  compute({ valuation, from, to, market }) {
    const path = { firstOrdinal: from, sessions: weightPath(valuation, from, to) };
    const result = concentrationSeries(path, riskPath(valuation, from, to), market.profiles);
    return { result, findings: [] };
  },
  write: (tx, target, results) =>
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
};
