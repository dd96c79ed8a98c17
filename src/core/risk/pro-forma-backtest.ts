import type { NoEstimate } from "#core/stats/no-estimate.ts";
import { type BiasStatistic, biasStatistic } from "./bias-statistic.ts";
import {
  PRO_FORMA_SESSIONS,
  TAIL_LEVELS,
  TAIL_RISK_WIDTH,
  type TailLevel,
  tailRisk,
  tailRiskColumn,
} from "./value-at-risk.ts";
import { backtestVar, type VarBacktest } from "./var-backtest.ts";

/** Sessions that a back-test on one portfolio's weights looks back on: as many as are fetched before any first entry. */
export const BACKTEST_SESSIONS = 840;

/** Methods whose forecasts are put to the test. */
export const BACKTEST_METHODS = ["fhs", "hist", "gaussian"] as const;
export type BacktestMethod = (typeof BACKTEST_METHODS)[number];

/** Back-tests of one return series against forecasts from its own past. */
export interface ProFormaBacktest {
  /** By method, then 95 and 99 %. */
  readonly tests: readonly {
    readonly method: BacktestMethod;
    readonly level: TailLevel;
    readonly result: VarBacktest | NoEstimate;
  }[];
  /** Of √h_{T+1} as a forecast of the next return's size. */
  readonly bias: BiasStatistic | NoEstimate;
}

/**
 * Back-tests the tail risk of one fixed return series, oldest first, NaN missing: at every element but the last the
 * forecast {@link tailRisk} makes of the {@link PRO_FORMA_SESSIONS} elements up to it, against the return of the next.
 * On a portfolio's pro-forma returns it says how the method would have done on today's weights, not how the account
 * fared.
 */
export function proFormaBacktest(returns: Float64Array): ProFormaBacktest {
  const rows = rollingTailRisk(returns);
  const realized = returns.subarray(1);
  const forecasts = (column: number) =>
    Float64Array.from(realized, (_, t) => rows[t * TAIL_RISK_WIDTH + column]!);
  return {
    tests: BACKTEST_METHODS.flatMap((method) =>
      TAIL_LEVELS.map(({ level }) => {
        const column = tailRiskColumn(`${method}_var_${level}`);
        return { method, level, result: backtestVar(forecasts(column), realized, level) };
      }),
    ),
    bias: biasStatistic(realized, forecasts(tailRiskColumn("forecast_vol"))),
  };
}

/** A tail-risk row for each element of a series, from the {@link PRO_FORMA_SESSIONS} elements up to it. */
export function rollingTailRisk(returns: Float64Array): Float64Array {
  const rows = new Float64Array(returns.length * TAIL_RISK_WIDTH);
  for (let t = 0; t < returns.length; t++) {
    const past = returns.subarray(Math.max(0, t + 1 - PRO_FORMA_SESSIONS), t + 1);
    rows.set(tailRisk(past), t * TAIL_RISK_WIDTH);
  }
  return rows;
}
