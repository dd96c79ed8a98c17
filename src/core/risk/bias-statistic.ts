import { variance } from "#core/stats/moments.ts";
import { type NoEstimate, tooFewObservations } from "#core/stats/no-estimate.ts";
import { BACKTEST_MIN_FORECASTS } from "./var-backtest.ts";

/** How far volatility forecasts were off: above 1 they were too low, below 1 too high. */
export interface BiasStatistic {
  readonly observations: number;
  readonly bias: number;
  /** Of a right forecast of normal returns the bias lies within 1 ± this in 95 of 100 samples: √(2/n). */
  readonly tolerance: number;
}

/**
 * Bias statistic of volatility forecasts: the sample standard deviation (de-meaned, ddof 1) of r/σ̂, `forecasts[i]`
 * being the volatility forecast at a close in the units of `realized[i]`, the return of the session after. A pair is
 * skipped in which either is missing or the forecast is not positive. No estimate below 250 pairs. Throws RangeError
 * on unequal lengths. Source: Menchero, Wang and Orr (2012), *Journal of Investment Management* 10.
 */
export function biasStatistic(realized: Float64Array, forecasts: Float64Array): BiasStatistic | NoEstimate {
  if (forecasts.length !== realized.length)
    throw new RangeError(`${forecasts.length} forecasts for ${realized.length} returns`);
  const standardized = realized
    .map((r, i) => (forecasts[i]! > 0 ? r / forecasts[i]! : Number.NaN))
    .filter((value) => !Number.isNaN(value));
  const n = standardized.length;
  if (n < BACKTEST_MIN_FORECASTS) return tooFewObservations(BACKTEST_MIN_FORECASTS, n);
  return { observations: n, bias: Math.sqrt(variance(standardized)), tolerance: Math.sqrt(2 / n) };
}
