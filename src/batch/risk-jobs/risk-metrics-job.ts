import { BILL_YIELD_SYMBOL, FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import { RISK_LOOKBACK_SESSIONS, type RiskContext, riskContext } from "#core/pipeline/risk-context.ts";
import { type RiskDetails, riskDetailsAt } from "#core/pipeline/risk-details.ts";
import { type RiskMetricBlock, riskMetricSeries } from "#core/pipeline/risk-metrics.ts";
import { type RiskState, riskState } from "#core/pipeline/risk-state.ts";
import { riskPath } from "#core/pipeline/weight-path.ts";
import { RISK_METRIC_WIDTH } from "#core/risk/risk-metric-columns.ts";
import { recordRunStates } from "#db/stores/portfolio-run-state-store.ts";
import { replaceRiskDecompositions, replaceRiskMetrics } from "#db/stores/risk-results-store.ts";
import type { PortfolioJob } from "../portfolio-job.ts";
import { rowRange, sessionRows } from "../portfolio-rows.ts";
import { METHOD_VERSION } from "../services.ts";

interface RiskMetrics {
  readonly block: RiskMetricBlock;
  /** Of the last session; null where nothing is held then. */
  readonly last: { readonly details: RiskDetails; readonly state: RiskState } | null;
}

/** Prices that every portfolio's results rest on. */
const SHARED_SYMBOLS = [...FACTOR_PROXIES, BILL_YIELD_SYMBOL];

/**
 * Tail risk, model risk and performance of every session; where the risk of the last one comes from, by holding and by
 * factor; and what the run said of each portfolio, for later comparison.
 */
export const riskMetricsJob: PortfolioJob<RiskContext, RiskMetrics> = {
  name: "risk-metrics",
  sessions: "every",
  lookbackSessions: RISK_LOOKBACK_SESSIONS,
  share: riskContext,
  compute({ valuation, from, to, shared, market, calendar }) {
    const { block, findings } = riskMetricSeries(valuation, shared, market, calendar, from, to);
    const [holdings] = riskPath(valuation, to, to);
    const last =
      holdings === undefined
        ? null
        : { details: riskDetailsAt(holdings, shared, to), state: riskState(holdings, shared, to) };
    return { result: { block, last }, findings };
  },
  async write(tx, target, results) {
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
    const last = results.flatMap(({ facts, result }) =>
      result.last === null ? [] : [{ facts, ...result.last }],
    );
    await recordRunStates(
      tx.db,
      { id: run.id, asOf: unit.to, method: METHOD_VERSION },
      SHARED_SYMBOLS,
      last.map(({ facts, state }) => ({ portfolioId: facts.id, facts, ...state })),
    );
    const decompositions = last.map(({ facts, details }) => ({
      portfolioId: facts.id,
      asOf: unit.to,
      ...details,
    }));
    return rows + (await replaceRiskDecompositions(tx, { ...range, from: unit.to }, decompositions));
  },
};
