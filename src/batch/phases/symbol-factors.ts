import { factorReturnsOf } from "#core/factors/factor-returns.ts";
import { FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import { LOADING_COLUMNS, LOADING_WIDTH, type LoadingBlock } from "#core/factors/loading-columns.ts";
import { estimateLoadings } from "#core/factors/symbol-loadings.ts";
import { dailyReturns } from "#core/prices/returns.ts";
import type { Phase } from "#engine/phase.ts";
import type { BatchServices } from "../services.ts";
import { planSymbolUnits, runSymbolUnit } from "../symbol-job.ts";

const NAME = "symbol-factors";
/** Longest window, and the sessions back to the anchor where its rolling sums start. */
const LOOKBACK_SESSIONS = 252 + 64;

export const symbolFactors: Phase<BatchServices> = {
  name: NAME,
  number: "1.5",
  title: "Symbol factors",
  grain: "symbol",
  itemUnit: "symbol sessions",
  needs: ["market-data"],
  reads: ["market_data_cache"],
  writes: ["symbol_factor_exposures"],
  timeoutMs: 90_000,
  weight: 20,
  essential: false,
  plan: (context) => planSymbolUnits(context, NAME),
  run: (context, unit) =>
    runSymbolUnit(context, unit, {
      name: NAME,
      table: "symbol_factor_exposures",
      columns: LOADING_COLUMNS,
      alsoLoad: FACTOR_PROXIES,
      withVolume: false,
      lookbackSessions: LOOKBACK_SESSIONS,
      compute: (prices, _calendar, from, to): LoadingBlock => {
        const returns = dailyReturns(prices);
        return estimateLoadings(returns, factorReturnsOf(returns), from, to);
      },
      width: LOADING_WIDTH,
    }),
};
