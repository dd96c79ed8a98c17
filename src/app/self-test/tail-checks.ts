import {
  RISK_METRIC_WIDTH,
  type RiskMetricColumn,
  riskMetricColumn,
} from "#core/risk/risk-metric-columns.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { differences, type Measure } from "./check.ts";
import { pastReturns, ROUNDING } from "./direct-checks.ts";
import { plainTail } from "./plain-risk.ts";
import type { SelfTestWorld } from "./self-test-world.ts";

/** Tail risk of the book of each session, and its back-test, from past returns of its weights. */

/** Returns that tail risk reads: a window and those that seed its variance. */
const SESSIONS = 504 + 63;
/** Returns that the back-test of the last book looks back on, and what a forecast needs. */
const BACKTEST_SESSIONS = 840;
const LEAST = 252;

/** A number of the risk metrics of the session `t` sessions after the first. */
export function metricAt({ analysis }: SelfTestWorld, name: RiskMetricColumn, t: number): number {
  return analysis.riskMetrics.values[t * RISK_METRIC_WIDTH + riskMetricColumn(name)]!;
}

/** Value at risk and expected shortfall, filtered and historical, and the volatility forecast behind them. */
export function tailRisks(world: SelfTestWorld): Measure {
  const errors = differences("relative", ROUNDING);
  for (const t of world.ledger.nav.keys()) {
    const { forecastVolatility, levels } = plainTail([...pastReturns(world, t, SESSIONS)].reverse());
    errors.add(metricAt(world, "forecast_vol", t), forecastVolatility);
    for (const { level, filteredVar, filteredEs, historicalVar, historicalEs } of levels) {
      errors.add(metricAt(world, `fhs_var_${level}`, t), filteredVar);
      errors.add(metricAt(world, `fhs_es_${level}`, t), filteredEs);
      errors.add(metricAt(world, `hist_var_${level}`, t), historicalVar);
      errors.add(metricAt(world, `hist_es_${level}`, t), historicalEs);
    }
  }
  return errors.measure();
}

/** How often the last book's past losses were larger than what the sessions before them would have forecast. */
export function backtestCounts(world: SelfTestWorld): Measure {
  const counts = differences("absolute", 0);
  const past = [...pastReturns(world, world.ledger.nav.length - 1, BACKTEST_SESSIONS)].reverse();
  const forecasts = past.slice(0, -1).map((_, i) => (i + 1 < LEAST ? null : plainTail(past.slice(0, i + 1))));
  for (const { method, level, result } of world.analysis.backtest.tests) {
    if (method === "gaussian") continue;
    let [made, exceeded] = [0, 0];
    for (const [i, forecast] of forecasts.entries()) {
      if (forecast === null) continue;
      const { filteredVar, historicalVar } = forecast.levels.find((own) => own.level === level)!;
      made++;
      if (past[i + 1]! < -(method === "fhs" ? filteredVar : historicalVar)) exceeded++;
    }
    counts.add(isNoEstimate(result) ? Number.NaN : result.forecasts, made);
    counts.add(isNoEstimate(result) ? Number.NaN : result.exceptions, exceeded);
  }
  return counts.measure();
}
