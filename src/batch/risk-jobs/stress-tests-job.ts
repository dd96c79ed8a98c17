import { replaceStressResults } from "#db/stores/risk-results-store.ts";
import { stressTests } from "../compute/computations/stress-tests.ts";
import { portfolioJob } from "../portfolio-job.ts";
import { latestRange } from "../portfolio-rows.ts";

/** Every active scenario on the joint model, applied to the holdings of the last session. */
export const stressTestsJob = portfolioJob(stressTests, (tx, target, results) =>
  replaceStressResults(
    tx,
    latestRange(target, results),
    results.map(({ facts, result: { nav, rows } }) => ({
      portfolioId: facts.id,
      asOf: target.unit.to,
      nav,
      scenarios: rows,
    })),
  ),
);
