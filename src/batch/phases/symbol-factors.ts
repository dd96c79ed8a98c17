import type { Phase } from "#engine/phase.ts";
import { symbolFactorLoadings } from "../compute/symbol-computations.ts";
import type { BatchServices } from "../services.ts";
import { symbolJob } from "../symbol-job.ts";

export const symbolFactors: Phase<BatchServices> = {
  number: "1.5",
  title: "Symbol factors",
  grain: "symbol",
  itemUnit: "symbol sessions",
  needs: ["market-data"],
  reads: ["market_data_cache"],
  writes: ["symbol_factor_exposures"],
  timeoutMs: 90_000,
  weight: 20,
  essential: false,
  ...symbolJob(symbolFactorLoadings, "symbol_factor_exposures"),
};
