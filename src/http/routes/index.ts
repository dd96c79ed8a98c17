import type { RouteModule } from "../http-types.ts";
import { accountRoutes } from "./accounts.ts";
import { adminAuditRoutes } from "./admin-audit.ts";
import { adminBatchRoutes } from "./admin-batch.ts";
import { adminSystemRoutes } from "./admin-system.ts";
import { adminUserRoutes } from "./admin-users.ts";
import { changeRoutes } from "./analytics-change.ts";
import { compositionRoutes } from "./analytics-composition.ts";
import { correlationRoutes } from "./analytics-correlation.ts";
import { explainRoutes } from "./analytics-explain.ts";
import { factorRoutes } from "./analytics-factors.ts";
import { holdingRoutes } from "./analytics-holdings.ts";
import { overviewRoutes } from "./analytics-overview.ts";
import { riskRoutes } from "./analytics-risk.ts";
import { stressRoutes } from "./analytics-stress.ts";
import { volatilityRoutes } from "./analytics-volatility.ts";
import { apiKeyRoutes } from "./api-keys.ts";
import { batchRoutes } from "./batch.ts";
import { dataRoutes } from "./data.ts";
import { exportRoutes } from "./export.ts";
import { flowRoutes } from "./flows.ts";
import { freshnessRoutes } from "./freshness.ts";
import { metricsRoutes } from "./metrics.ts";
import { onboardingRoutes } from "./onboarding.ts";
import { onboardingStatusRoutes } from "./onboarding-status.ts";
import { portfolioRoutes } from "./portfolios.ts";
import { positionRoutes } from "./positions.ts";
import { processRoutes } from "./process.ts";

/** Everything the server answers to, one file a resource. */
export const ROUTES: readonly RouteModule[] = [
  accountRoutes,
  apiKeyRoutes,
  onboardingRoutes,
  onboardingStatusRoutes,
  portfolioRoutes,
  positionRoutes,
  flowRoutes,
  freshnessRoutes,
  exportRoutes,
  batchRoutes,
  dataRoutes,
  overviewRoutes,
  factorRoutes,
  volatilityRoutes,
  riskRoutes,
  stressRoutes,
  correlationRoutes,
  holdingRoutes,
  changeRoutes,
  compositionRoutes,
  explainRoutes,
  adminBatchRoutes,
  adminSystemRoutes,
  adminAuditRoutes,
  adminUserRoutes,
  processRoutes,
  metricsRoutes,
];

/** What tells of the process alone. */
export const PROCESS_ROUTES: readonly RouteModule[] = [processRoutes, metricsRoutes];
