import { concentration } from "./computations/concentration.ts";
import { correlations } from "./computations/correlations.ts";
import { factorExposures } from "./computations/factor-exposures.ts";
import { pnlSnapshots } from "./computations/pnl-snapshots.ts";
import { lotValues } from "./computations/position-values.ts";
import { riskMetrics } from "./computations/risk-metrics.ts";
import { sectorTags } from "./computations/sector-tags.ts";
import { stressTests } from "./computations/stress-tests.ts";
import { volatility } from "./computations/volatility.ts";
import type { PortfolioComputation } from "./portfolio-computation.ts";

/** Everything a computing thread can be asked for, one portfolio job each, by name. */
export const PORTFOLIO_COMPUTATIONS = [
  lotValues("position-values"),
  lotValues("position-updates"),
  pnlSnapshots,
  sectorTags,
  factorExposures,
  concentration,
  volatility,
  correlations,
  riskMetrics,
  stressTests,
] as const;

/** What a thread works with: it shares something with the portfolios of a unit and gives one result each. */
export type AnyComputation = PortfolioComputation<unknown, unknown>;

/** Throws RangeError for a name that no job has. */
export function portfolioComputation(name: string): AnyComputation {
  const found = PORTFOLIO_COMPUTATIONS.find((computation) => computation.name === name);
  if (found === undefined) throw new RangeError(`nothing computes ${JSON.stringify(name)}`);
  return found as AnyComputation;
}
