import { addDays, addYears } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { PriceMatrix } from "#core/prices/market-facts.ts";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import {
  ewmaVolatility,
  realizedVolatility,
  VOLATILITY_WINDOWS,
  volatilityTrend,
} from "#core/risk/volatility.ts";
import { harVolatility, volatilityPercentile } from "#core/risk/volatility-forecast.ts";
import { medianVolume } from "./median-volume.ts";
import { METRIC_WIDTH, type MetricBlock } from "./metric-columns.ts";

/** Sessions of the returns named after a day, a week, a month and a quarter. */
export const RETURN_SPANS = [1, 5, 21, 63] as const;

/**
 * Metrics of every symbol at the sessions `fromOrdinal` … `toOrdinal`, in the columns of `METRIC_COLUMNS`.
 *
 * Returns are total returns, adjCloseₜ / adjClose_base − 1. The base is 1, 5, 21 or 63 sessions earlier; for a year
 * the last session on or before the same date a year ago; month and year to date count from the last session before
 * the month or year. NaN where either price is missing, not positive or outside the matrix. Volatilities: see
 * `realizedVolatility`, `ewmaVolatility`, `harVolatility`, `volatilityPercentile` and `volatilityTrend`; volume: see
 * `medianVolume`, NaN where `prices` came without volumes. Every session is computed by itself, from prices up to it.
 * `returns` are the daily returns of `prices`. Throws RangeError where a session is outside them.
 */
export function symbolMetrics(
  prices: PriceMatrix,
  returns: ReturnMatrix,
  calendar: TradingCalendar,
  fromOrdinal: number,
  toOrdinal: number,
): MetricBlock {
  const { symbols, firstOrdinal, sessionCount, adjClose, volume } = prices;
  if (fromOrdinal < firstOrdinal || toOrdinal >= firstOrdinal + sessionCount) {
    throw new RangeError(`sessions ${fromOrdinal} to ${toOrdinal} are outside the prices`);
  }
  if (returns.firstOrdinal !== firstOrdinal || returns.sessionCount !== sessionCount) {
    throw new RangeError("returns and prices span different sessions");
  }
  const days = toOrdinal - fromOrdinal + 1;
  const bases = baseOrdinals(calendar, fromOrdinal, toOrdinal);
  const perSession = bases.length / days;
  const values = new Float64Array(symbols.length * days * METRIC_WIDTH);
  for (let row = 0; row < symbols.length; row++) {
    const start = row * sessionCount;
    const own = returns.values.subarray(start, start + sessionCount);
    const ownVolume = volume?.subarray(start, start + sessionCount);
    for (let d = 0; d < days; d++) {
      const column = fromOrdinal + d - firstOrdinal;
      const last = adjClose[start + column]!;
      let out = (row * days + d) * METRIC_WIDTH;
      for (let k = 0; k < perSession; k++) {
        const base = bases[d * perSession + k]! - firstOrdinal;
        const price = base < 0 ? Number.NaN : adjClose[start + base]!;
        values[out++] = last > 0 && price > 0 ? last / price - 1 : Number.NaN;
      }
      for (const window of VOLATILITY_WINDOWS) values[out++] = realizedVolatility(own, column, window);
      values[out++] = ewmaVolatility(own, column);
      values[out++] = ownVolume === undefined ? Number.NaN : medianVolume(ownVolume, column);
      values[out++] = harVolatility(own, column);
      values[out++] = volatilityPercentile(own, column);
      values[out] = volatilityTrend(own, column);
    }
  }
  return { symbols, firstOrdinal: fromOrdinal, sessionCount: days, values };
}

/** Ordinals of the base sessions of each session's returns, in column order. */
function baseOrdinals(calendar: TradingCalendar, fromOrdinal: number, toOrdinal: number): Int32Array {
  const bases: number[] = [];
  for (let ordinal = fromOrdinal; ordinal <= toOrdinal; ordinal++) {
    const session = calendar.session(ordinal);
    bases.push(
      ...RETURN_SPANS.map((span) => ordinal - span),
      calendar.ordinalOnOrBefore(addYears(session, -1)),
      calendar.ordinalOnOrBefore(addDays(`${session.slice(0, 7)}-01`, -1)),
      calendar.ordinalOnOrBefore(addDays(`${session.slice(0, 4)}-01-01`, -1)),
    );
  }
  return Int32Array.from(bases);
}
