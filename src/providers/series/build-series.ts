import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { Dividend, Split } from "#core/prices/market-facts.ts";
import { rawCloses, rawDividends } from "#core/prices/raw-prices.ts";
import type { CloseBasis, DailyBars, DroppedRows } from "../provider.ts";
import type { PriceRows } from "./price-rows.ts";
import { totalReturnCloses } from "./total-return.ts";

/** Everything a vendor says of one symbol, checked and converted to raw prices. */
export interface PriceSeries {
  readonly bars: DailyBars;
  readonly splits: readonly Split[];
  readonly dividends: readonly Dividend[];
  readonly closesAre: CloseBasis;
  readonly dropped: DroppedRows;
}

export interface SeriesOptions {
  /** Counts where the rows have no dividends column; on the basis of the rows. */
  readonly otherDividends?: readonly Dividend[] | null;
  /** The share basis of prices, volumes and dividends in the rows: of the vendor's date, or of each row's own day. */
  readonly rowsAre?: CloseBasis;
}

/**
 * Bars from a vendor's rows. Prices and dividends adjusted for every split become raw by the later splits of the rows;
 * without a splits column they are taken as they stand, and the series says so. The adjusted close is the vendor's;
 * without one it is built from closes and dividends; without dividends it is the close. Throws RangeError where a
 * dividend is not below the close before it.
 */
export function buildSeries(
  rows: PriceRows,
  calendar: TradingCalendar,
  { otherDividends = null, rowsAre = "splitAdjusted" }: SeriesOptions = {},
): PriceSeries {
  const { kept, dropped } = keptRows(rows, calendar);
  const dates = kept.map((row) => rows.dates[row] as PlainDate);
  const column = (values: readonly number[]): Float64Array =>
    Float64Array.from(kept, (row) => values[row] as number);

  const splits = lastByExDate(rows.splits ?? []);
  const given = rows.dividends === null ? sumByExDate(otherDividends ?? []) : lastByExDate(rows.dividends);
  const basis = rawCloses(dates, new Float64Array(kept.length).fill(1), splits);
  const isRaw = rowsAre === "raw";
  const toRaw = (values: Float64Array): Float64Array =>
    isRaw ? values : values.map((value, t) => value * (basis[t] as number));
  const rawColumn = (values: readonly number[] | null): Float64Array | null =>
    values === null ? null : positiveOnly(toRaw(column(values)));
  const stated = column(rows.close);
  const adjusted = isRaw ? stated.map((value, t) => value / (basis[t] as number)) : stated;
  const volume = rows.volume === null ? null : column(rows.volume);

  return {
    bars: {
      sessions: dates,
      open: rawColumn(rows.open),
      high: rawColumn(rows.high),
      low: rawColumn(rows.low),
      close: toRaw(stated),
      adjClose:
        rows.adjClose?.some((value) => value > 0) === true
          ? positiveOnly(column(rows.adjClose))
          : totalReturnCloses(dates, adjusted, isRaw ? adjustedDividends(given, splits) : given),
      volume: basis.map((factor, t) =>
        volume === null ? Number.NaN : (volume[t] as number) / (isRaw ? 1 : factor),
      ),
    },
    splits,
    dividends: isRaw ? given : rawDividends(given, splits),
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

/** Dividends as paid, brought to the share basis after every split: what {@link rawDividends} undoes. */
function adjustedDividends(dividends: readonly Dividend[], splits: readonly Split[]): readonly Dividend[] {
  const factors = rawDividends(
    dividends.map(({ exDate }) => ({ exDate, amount: 1 })),
    splits,
  );
  return dividends.map(({ exDate, amount }, i) => ({
    exDate,
    amount: amount / (factors[i] as Dividend).amount,
  }));
}

/** A date that stands twice is one row again, corrected: its last action counts. */
function lastByExDate<T extends { readonly exDate: PlainDate }>(actions: readonly T[]): readonly T[] {
  return ascending(new Map(actions.map((action) => [action.exDate, action])).values());
}

/** Two rows of one date in a list of dividends are two payments, a regular and a special one. */
export function sumByExDate(dividends: readonly Dividend[]): readonly Dividend[] {
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
