import type { Phase } from "#engine/phase.ts";
import { symbolDailyMetrics } from "../compute/symbol-computations.ts";
import type { BatchServices } from "../services.ts";
import { symbolJob } from "../symbol-job.ts";

export const symbolMetrics: Phase<BatchServices> = {
  number: "1.75",
  title: "Symbol metrics",
  grain: "symbol",
  itemUnit: "symbol sessions",
  needs: ["market-data"],
  reads: ["market_data_cache"],
  writes: ["symbol_daily_metrics"],
  timeoutMs: 90_000,
  weight: 10,
  essential: false,
  ...symbolJob(symbolDailyMetrics, "symbol_daily_metrics"),
};
