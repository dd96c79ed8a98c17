import { replaceLotValues } from "#db/stores/results-store.ts";
import type { Phase } from "#engine/phase.ts";
import { lotValues } from "../compute/computations/position-values.ts";
import { portfolioJob, runnable } from "../portfolio-job.ts";
import { latestRangeButOne } from "../portfolio-rows.ts";
import type { BatchServices } from "../services.ts";

const job = portfolioJob(lotValues("position-values"), (tx, target, results) =>
  replaceLotValues(
    tx,
    latestRangeButOne(target, results),
    results.map(({ facts, result }) => ({ portfolioId: facts.id, asOf: target.unit.to, lots: result })),
  ),
);

export const positionValues: Phase<BatchServices> = {
  number: "2.5",
  title: "Position values",
  grain: "portfolio",
  itemUnit: "portfolios",
  needs: ["market-data"],
  reads: ["portfolios", "positions", "capital_flows", "market_data_cache", "corporate_actions"],
  writes: ["lot_values"],
  timeoutMs: 90_000,
  weight: 5,
  essential: false,
  ...runnable(job),
};
