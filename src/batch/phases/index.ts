import type { Phase } from "#engine/phase.ts";
import type { BatchServices } from "../services.ts";
import { companyProfiles } from "./company-profiles.ts";
import { fundamentals } from "./fundamentals.ts";
import { marketData } from "./market-data.ts";
import { pnlSnapshots } from "./pnl-snapshots.ts";
import { positionUpdates } from "./position-updates.ts";
import { positionValues } from "./position-values.ts";
import { riskAnalytics } from "./risk-analytics.ts";
import { sectorTags } from "./sector-tags.ts";
import { symbolFactors } from "./symbol-factors.ts";
import { symbolMetrics } from "./symbol-metrics.ts";

/** THE LIST: every run, whatever asked for it, goes through these phases in this order. */
export const PHASES: readonly Phase<BatchServices>[] = [
  companyProfiles,
  marketData,
  symbolFactors,
  symbolMetrics,
  fundamentals,
  positionValues,
  pnlSnapshots,
  positionUpdates,
  sectorTags,
  riskAnalytics,
];
