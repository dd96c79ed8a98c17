import { upsertMarks } from "#db/stores/position-mark-store.ts";
import type { Phase } from "#engine/phase.ts";
import { lotValues } from "../compute/computations/position-values.ts";
import { portfolioJob, runnable } from "../portfolio-job.ts";
import type { BatchServices } from "../services.ts";

const job = portfolioJob(lotValues("position-updates"), (tx, { run, unit }, results) =>
  upsertMarks(
    tx,
    results.map(({ facts, result }) => ({ portfolioId: facts.id, asOf: unit.to, lots: result })),
    run.id,
  ),
);

/** Facts in `positions` are their owner's and stay untouched. */
export const positionUpdates: Phase<BatchServices> = {
  number: "4",
  title: "Position updates",
  grain: "portfolio",
  itemUnit: "portfolios",
  needs: ["market-data"],
  reads: ["portfolios", "positions", "capital_flows", "market_data_cache", "corporate_actions"],
  writes: ["lot_marks"],
  timeoutMs: 90_000,
  weight: 3,
  essential: false,
  ...runnable(job),
};
