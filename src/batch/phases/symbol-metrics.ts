import { METRIC_COLUMNS, METRIC_WIDTH } from "#core/metrics/metric-columns.ts";
import { symbolMetrics as computeMetrics } from "#core/metrics/symbol-metrics.ts";
import { dailyReturns } from "#core/prices/returns.ts";
import type { Phase } from "#engine/phase.ts";
import type { BatchServices } from "../services.ts";
import { planSymbolUnits, runSymbolUnit } from "../symbol-job.ts";

const NAME = "symbol-metrics";
/** The EWMA's window; a year's return needs less. */
const LOOKBACK_SESSIONS = 505;

export const symbolMetrics: Phase<BatchServices> = {
  name: NAME,
  number: "1.75",
  title: "Symbol metrics",
  grain: "symbol",
  itemUnit: "symbol sessions",
  needs: ["market-data"],
  reads: ["market_data_cache"],
  writes: ["symbol_daily_metrics"],
  timeoutMs: 90_000,
  weight: 10,
  essential: false,
  plan: (context) => planSymbolUnits(context, NAME),
  run: (context, unit) =>
    runSymbolUnit(context, unit, {
      name: NAME,
      table: "symbol_daily_metrics",
      columns: METRIC_COLUMNS,
      alsoLoad: [],
      withVolume: true,
      lookbackSessions: LOOKBACK_SESSIONS,
      compute: (prices, calendar, from, to) =>
        computeMetrics(prices, dailyReturns(prices), calendar, from, to),
      width: METRIC_WIDTH,
    }),
};
