import type { ExplainFamily } from "./explanation.ts";
import { concentrationFamily } from "./families/concentration.ts";
import { correlationsFamily } from "./families/correlations.ts";
import { factorsFamily } from "./families/factors.ts";
import { holdingsFamily } from "./families/holdings.ts";
import { loadingsFamily } from "./families/loadings.ts";
import { positionsFamily } from "./families/positions.ts";
import { riskDecompositionFamily } from "./families/risk-decomposition.ts";
import { riskMetricsFamily } from "./families/risk-metrics.ts";
import { snapshotsFamily } from "./families/snapshots.ts";
import { stressFamily } from "./families/stress.ts";
import { symbolMetricsFamily } from "./families/symbol-metrics.ts";
import { volatilityFamily } from "./families/volatility.ts";

/** Everything that is explained, in the order of the catalogue. */
export const EXPLAIN_FAMILIES: readonly ExplainFamily[] = [
  snapshotsFamily,
  positionsFamily,
  concentrationFamily,
  factorsFamily,
  holdingsFamily,
  volatilityFamily,
  riskMetricsFamily,
  riskDecompositionFamily,
  correlationsFamily,
  stressFamily,
  loadingsFamily,
  symbolMetricsFamily,
];
