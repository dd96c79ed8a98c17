import type { Phase } from "#engine/phase.ts";
import { type RunnableJob, runnable } from "../portfolio-job.ts";
import { concentrationJob } from "../risk-jobs/concentration-job.ts";
import { correlationsJob } from "../risk-jobs/correlations-job.ts";
import { factorExposuresJob } from "../risk-jobs/factor-exposures-job.ts";
import { riskMetricsJob } from "../risk-jobs/risk-metrics-job.ts";
import { stressTestsJob } from "../risk-jobs/stress-tests-job.ts";
import { volatilityJob } from "../risk-jobs/volatility-job.ts";
import type { BatchServices } from "../services.ts";

/** Each job is planned, timed, failed and completed by itself: one that fails leaves the others' results. */
export const RISK_JOBS: readonly RunnableJob[] = [
  runnable(factorExposuresJob),
  runnable(concentrationJob),
  runnable(volatilityJob),
  runnable(correlationsJob),
  runnable(riskMetricsJob),
  runnable(stressTestsJob),
];

export const riskAnalytics: Phase<BatchServices> = {
  name: "risk-analytics",
  number: "6",
  title: "Risk analytics",
  grain: "portfolio",
  itemUnit: "portfolio sessions",
  needs: ["symbol-factors", "company-profiles"],
  reads: [
    "portfolios",
    "positions",
    "capital_flows",
    "market_data_cache",
    "corporate_actions",
    "company_profiles",
  ],
  writes: [
    "holding_exposures",
    "factor_exposures",
    "volatility",
    "concentration",
    "correlations",
    "risk_metrics",
    "risk_decompositions",
    "portfolio_run_states",
    "portfolio_facts_versions",
    "stress_results",
  ],
  timeoutMs: 90_000,
  weight: 22,
  essential: false,
  async plan(context) {
    const units = [];
    for (const job of RISK_JOBS) units.push(...(await job.plan(context)));
    return units;
  },
  run(context, unit) {
    const job = RISK_JOBS.find((candidate) => candidate.name === unit.job);
    if (job === undefined) throw new RangeError(`this program has no risk job ${JSON.stringify(unit.job)}`);
    return job.run(context, unit);
  },
};
