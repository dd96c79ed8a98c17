import { replacePositionValues } from "#db/stores/results-store.ts";
import type { Phase } from "#engine/phase.ts";
import { lotValues } from "../compute/computations/position-values.ts";
import { portfolioJob, runnable } from "../portfolio-job.ts";
import { latestRange } from "../portfolio-rows.ts";
import type { BatchServices } from "../services.ts";

const job = portfolioJob(lotValues("position-values"), (tx, target, results) =>
  replacePositionValues(
    tx,
    latestRange(target, results),
    results.flatMap(({ facts, result }) =>
      result.map((row) => ({ portfolioId: facts.id, asOf: target.unit.to, ...row })),
    ),
  ),
);

export const positionValues: Phase<BatchServices> = {
  number: "2.5",
  title: "Position values",
  grain: "portfolio",
  itemUnit: "portfolios",
  needs: ["market-data"],
  reads: ["portfolios", "positions", "capital_flows", "market_data_cache", "corporate_actions"],
  writes: ["position_values"],
  timeoutMs: 90_000,
  weight: 5,
  essential: false,
  ...runnable(job),
};
