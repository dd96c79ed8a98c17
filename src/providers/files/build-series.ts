import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { Dividend, Split } from "#core/prices/market-facts.ts";
import { rawCloses, rawDividends } from "#core/prices/raw-prices.ts";
import type { CloseBasis, DailyBars, DroppedRows } from "../provider.ts";
import type { PriceRows } from "./parse-price-file.ts";
import { totalReturnCloses } from "./total-return.ts";

/** Everything a file says of one symbol, checked and converted to raw prices. */
export interface FileSeries {
  readonly bars: DailyBars;
  readonly splits: readonly Split[];
  readonly dividends: readonly Dividend[];
  readonly closesAre: CloseBasis;
  readonly dropped: DroppedRows;
}

/**
 * Bars from a file's rows. Prices and dividends, which such files adjust for every split, become raw by the later
 * splits of the file; without a splits column they are taken as they stand, and the series says so. The adjusted
 * close is the file's; without one it is built from closes and dividends; without dividends it is the close.
 *
 * `otherDividends`, from a file of dividends, counts where the rows have no dividends column. Throws RangeError
 * where a dividend is not below the close before it.
 */
export function buildSeries(
  rows: PriceRows,
  otherDividends: readonly Dividend[] | null,
  calendar: TradingCalendar,
): FileSeries {
  const { kept, dropped } = keptRows(rows, calendar);
  const dates = kept.map((row) => rows.dates[row] as PlainDate);
  const column = (values: readonly number[]): Float64Array =>
    Float64Array.from(kept, (row) => values[row] as number);

  const close = column(rows.close);
  const splits = lastByExDate(rows.splits ?? []);
  const dividends =
    rows.dividends === null ? sumByExDate(otherDividends ?? []) : lastByExDate(rows.dividends);
  const rawColumn = (values: readonly number[] | null): Float64Array | null =>
    values === null ? null : positiveOnly(rawCloses(dates, column(values), splits));
  const basis = rawCloses(dates, new Float64Array(kept.length).fill(1), splits);
  const volume = rows.volume === null ? null : column(rows.volume);

  return {
    bars: {
      sessions: dates,
      open: rawColumn(rows.open),
      high: rawColumn(rows.high),
      low: rawColumn(rows.low),
      close: rawCloses(dates, close, splits),
      adjClose:
        rows.adjClose?.some((value) => value > 0) === true
          ? positiveOnly(column(rows.adjClose))
          : totalReturnCloses(dates, close, dividends),
      volume: basis.map((factor, t) => (volume === null ? Number.NaN : (volume[t] as number) / factor)),
    },
    splits,
    dividends: rawDividends(dividends, splits),
    closesAre: rows.splits === null ? "splitAdjusted" : "raw",
    dropped,
  };
}

/** Row numbers that become bars, ascending by date: sessions with a close, the last row of each date. */
function keptRows(
  rows: PriceRows,
  calendar: TradingCalendar,
): { readonly kept: readonly number[]; readonly dropped: DroppedRows } {
  let [badClose, notSession, duplicate] = [0, 0, 0];
  const rowOf = new Map<PlainDate, number>();
  for (const [row, date] of rows.dates.entries()) {
    if (!calendar.isSession(date)) notSession++;
    else if (!((rows.close[row] as number) > 0)) badClose++;
    else {
      if (rowOf.has(date)) duplicate++;
      rowOf.set(date, row);
    }
  }
  const kept = [...rowOf].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return { kept, dropped: { badClose, notSession, duplicate } };
}

/** A date that stands twice is one row again, corrected: its last action counts. */
function lastByExDate<T extends { readonly exDate: PlainDate }>(actions: readonly T[]): readonly T[] {
  return ascending(new Map(actions.map((action) => [action.exDate, action])).values());
}

/** Two rows of one date in a list of dividends are two payments, a regular and a special one. */
function sumByExDate(dividends: readonly Dividend[]): readonly Dividend[] {
  const amounts = new Map<PlainDate, number>();
  for (const { exDate, amount } of dividends) amounts.set(exDate, (amounts.get(exDate) ?? 0) + amount);
  return ascending([...amounts].map(([exDate, amount]) => ({ exDate, amount })));
}

function ascending<T extends { readonly exDate: PlainDate }>(actions: Iterable<T>): readonly T[] {
  return [...actions].sort((a, b) => (a.exDate < b.exDate ? -1 : 1));
}

/** Zero and below are no prices. */
function positiveOnly(values: Float64Array): Float64Array {
  return values.map((value) => (value > 0 ? value : Number.NaN));
}
