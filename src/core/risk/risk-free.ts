import { dayNumber, type PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { Finding } from "#core/errors/finding.ts";
import { BILL_YIELD_SYMBOL } from "#core/factors/factor-table.ts";
import type { PriceMatrix } from "#core/prices/market-facts.ts";
import { closeRow } from "#core/prices/price-rows.ts";

/** Days to maturity of the bill. */
export const BILL_DAYS = 91;
/** Days of the year a discount yield is quoted for. */
const DISCOUNT_YEAR_DAYS = 360;
/** Days of the year of a continuously compounded rate, as Black–Scholes counts time. */
const RATE_YEAR_DAYS = 365;

/** A bill yield printed longer ago than this many sessions is not known any more. */
export const MAX_STALE_YIELD_SESSIONS = 5;

/** Risk-free rates; element t belongs to the session with ordinal `firstOrdinal + t`. NaN where no yield is known. */
export interface RiskFree {
  readonly firstOrdinal: number;
  /** What a bill earned from the close before to the close of the session, a fraction. */
  readonly daily: Float64Array;
  /** Rate known at the close of the session, a year of 365 days, continuously compounded, a fraction. */
  readonly continuous: Float64Array;
}

/**
 * Risk-free rates from the closes of `BILL_YIELD_SYMBOL`, the discount yield d of the 13-week Treasury bill in
 * percent. The bill costs P = 1 − d/100·91/360 for a face of 1.
 *
 * Continuous: −ln P·365/91, d being the session's yield. Daily: P^(−k/91) − 1, k calendar days since the session
 * before and d the yield known at the close of *that* session, so that what is earned over a session was known before
 * it. A yield is known on its own session and the next {@link MAX_STALE_YIELD_SESSIONS}. NaN throughout where the
 * matrix has no such row, in the first session for want of one before it, and where P would not be positive. Yields
 * may be negative.
 * Source: 31 CFR 356, appendix B (discount rate and price of bills).
 */
export function riskFreeSeries(prices: PriceMatrix, calendar: TradingCalendar): RiskFree {
  const { firstOrdinal, sessionCount } = prices;
  const daily = new Float64Array(sessionCount).fill(Number.NaN);
  const continuous = new Float64Array(sessionCount).fill(Number.NaN);
  const row = closeRow(prices, BILL_YIELD_SYMBOL);
  if (row === null) return { firstOrdinal, daily, continuous };
  let printed = Number.NEGATIVE_INFINITY;
  let previousDay = Number.NaN;
  /** ln P as known at the close of the session before. */
  let previousLog = Number.NaN;
  for (let t = 0; t < sessionCount; t++) {
    const day = dayNumber(calendar.session(firstOrdinal + t));
    daily[t] = Math.expm1((-(day - previousDay) / BILL_DAYS) * previousLog);
    if (!Number.isNaN(row.close[t]!)) printed = t;
    const log = t - printed <= MAX_STALE_YIELD_SESSIONS ? logPrice(row.close[printed]!) : Number.NaN;
    continuous[t] = (-log * RATE_YEAR_DAYS) / BILL_DAYS;
    previousDay = day;
    previousLog = log;
  }
  return { firstOrdinal, daily, continuous };
}

/** ln P of a bill with this discount yield in percent; NaN where P is not positive. */
function logPrice(yieldPercent: number): number {
  const discount = ((yieldPercent / 100) * BILL_DAYS) / DISCOUNT_YEAR_DAYS;
  return discount < 1 ? Math.log1p(-discount) : Number.NaN;
}

/**
 * NO_RISK_FREE where any of the rates used is missing and counts as 0: `rates` are those of the sessions a figure of
 * `subject` at `session` is made from, daily or continuous.
 */
export function riskFreeFindings(
  rates: Float64Array,
  subject: string,
  session: PlainDate,
): readonly Finding[] {
  const missing = rates.filter(Number.isNaN).length;
  if (missing === 0) return [];
  const message = `No bill yield is known for ${missing} of ${rates.length} sessions; the risk-free rate counts as 0 there.`;
  return [{ code: "NO_RISK_FREE", severity: "info", subject, session, message }];
}
