import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { CloseBasis, HistoryRequest, HistoryResult } from "../provider.ts";
import { buildSeries } from "./build-series.ts";
import { historyOf } from "./history-of.ts";
import type { PriceRows } from "./price-rows.ts";

/** What came of asking a vendor for a symbol's days, before it is checked and converted. */
export interface VendorRows {
  readonly provider: string;
  readonly rows: PriceRows;
  readonly rowsAre: CloseBasis;
  readonly firstAvailable: PlainDate | null;
}

/**
 * The history in a vendor's rows. Total-return closes are built from closes and dividends, not taken from the vendor:
 * its own differ by noise from one answer to the next, and what is built does not. Throws PROVIDER_BAD_DATA where the
 * rows contradict themselves.
 */
export function vendorHistory(
  { provider, rows, rowsAre, firstAvailable }: VendorRows,
  request: HistoryRequest,
  calendar: TradingCalendar,
): HistoryResult {
  try {
    const series = buildSeries(rows, calendar, { rowsAre });
    return historyOf(series, request, { first: firstAvailable, last: null });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new SigmaSightError("PROVIDER_BAD_DATA", `${provider}: ${request.symbol}: ${error.message}`, {
      cause: error,
    });
  }
}

/** The later of the request's end and today: splits up to then are in a vendor's split-adjusted closes. */
export function throughToday(to: PlainDate, today: PlainDate): PlainDate {
  return to > today ? to : today;
}
