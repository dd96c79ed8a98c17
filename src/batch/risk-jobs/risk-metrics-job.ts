import { BILL_YIELD_SYMBOL, FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import { RISK_METRIC_WIDTH } from "#core/risk/risk-metric-columns.ts";
import { recordRunStates } from "#db/stores/portfolio-run-state-store.ts";
import { replaceRiskDecompositions, replaceRiskMetrics } from "#db/stores/risk-results-store.ts";
import { riskMetrics } from "../compute/computations/risk-metrics.ts";
import { portfolioJob } from "../portfolio-job.ts";
import { latestRange, rowRange, sessionRows } from "../portfolio-rows.ts";
import { METHOD_VERSION } from "../services.ts";

/** Prices that every portfolio's results rest on. */
const SHARED_SYMBOLS = [...FACTOR_PROXIES, BILL_YIELD_SYMBOL];

/**
 * Tail risk, model risk and performance of every session; where the risk of the last one comes from, by holding and by
 * factor; and what the run said of each portfolio, for later comparison.
 */
export const riskMetricsJob = portfolioJob(riskMetrics, async (tx, target, results) => {
  const { run, unit } = target;
  const range = rowRange(target, results);
  const rows = await replaceRiskMetrics(
    tx,
    range,
    sessionRows(target, results, ({ result: { block } }, key, t) => {
      const { peak, trough, recovery } = block.drawdowns[t]!;
      return {
        ...key,
        values: block.values.subarray(t * RISK_METRIC_WIDTH, (t + 1) * RISK_METRIC_WIDTH),
        drawdownPeak: peak,
        drawdownTrough: trough,
        drawdownRecovery: recovery,
      };
    }),
  );
  if (unit.to !== run.to) return rows;
  const last = results.flatMap(({ result, ...of }) =>
    result.last === null ? [] : [{ ...of, ...result.last }],
  );
  await recordRunStates(
    tx.db,
    { id: run.id, asOf: unit.to, method: METHOD_VERSION },
    last.map(({ facts, scope, priceRevision, state }) => ({
      portfolioId: facts.id,
      facts,
      factsRevision: scope.factsRevision,
      priceRevisions: Object.fromEntries(
        [...new Set([...scope.symbols, ...SHARED_SYMBOLS])].map((symbol) => [symbol, priceRevision(symbol)]),
      ),
      ...state,
    })),
  );
  const decompositions = last.map(({ facts, details }) => ({
    portfolioId: facts.id,
    asOf: unit.to,
    ...details,
  }));
  return rows + (await replaceRiskDecompositions(tx, latestRange(target, results), decompositions));
});
