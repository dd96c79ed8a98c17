import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { Dividend, Split } from "./market-facts.ts";

/** A split on the session it takes effect: its ex-date, or the next session where that is none. */
export interface SessionSplit {
  readonly ordinal: number;
  readonly ratio: number;
  readonly exDate: PlainDate;
}

/** A dividend on the session it counts on, in USD per share on the share basis of that session. */
export interface SessionDividend {
  readonly ordinal: number;
  readonly amount: number;
  readonly exDate: PlainDate;
}

/** The splits of one symbol by session, ascending. */
export function sessionSplits(splits: readonly Split[], calendar: TradingCalendar): readonly SessionSplit[] {
  return splits
    .map(({ exDate, ratio }) => ({ ordinal: calendar.ordinalOnOrAfter(exDate), ratio, exDate }))
    .sort((a, b) => a.ordinal - b.ordinal || (a.exDate < b.exDate ? -1 : 1));
}

/**
 * Split factor F(from, to]: the product of the ratios that take effect after session `from`, up to and
 * including session `to`; 1 where `to` is not later. A quantity of `from` times F is the quantity of `to`; a
 * price of `from` divided by F is on the basis of `to`.
 */
export function splitFactor(splits: readonly SessionSplit[], from: number, to: number): number {
  let factor = 1;
  for (const { ordinal, ratio } of splits) if (ordinal > from && ordinal <= to) factor *= ratio;
  return factor;
}

/**
 * The dividends of one symbol by session, ascending. One whose ex-date is not a session is brought to the share
 * basis of the session it moves to.
 */
export function sessionDividends(
  dividends: readonly Dividend[],
  splits: readonly SessionSplit[],
  calendar: TradingCalendar,
): readonly SessionDividend[] {
  return dividends
    .map(({ exDate, amount }) => {
      const ordinal = calendar.ordinalOnOrAfter(exDate);
      let factor = 1;
      for (const split of splits)
        if (split.exDate > exDate && split.ordinal <= ordinal) factor *= split.ratio;
      return { ordinal, amount: amount / factor, exDate };
    })
    .sort((a, b) => a.ordinal - b.ordinal || (a.exDate < b.exDate ? -1 : 1));
}

/**
 * Raw closes of a series whose closes are adjusted for every split up to the file's date (as in Yahoo's
 * `Close`): each close times the product of the splits with a later ex-date; without splits the same numbers.
 * `dates` ascend and match `close`; NaN stays NaN.
 */
export function rawCloses(
  dates: readonly PlainDate[],
  close: Float64Array,
  splits: readonly Split[],
): Float64Array {
  const later = splits.toSorted(byExDateDescending);
  const raw = new Float64Array(close.length);
  let factor = 1;
  let next = 0;
  for (let row = close.length - 1; row >= 0; row--) {
    const date = dates[row] as PlainDate;
    for (let split = later[next]; split !== undefined && split.exDate > date; split = later[++next])
      factor *= split.ratio;
    raw[row] = (close[row] as number) * factor;
  }
  return raw;
}

/**
 * Dividends as paid of a series whose amounts are adjusted for every split up to the file's date: each amount
 * times the product of the splits with a later ex-date. A split on the same day is in the amount already.
 */
export function rawDividends(dividends: readonly Dividend[], splits: readonly Split[]): readonly Dividend[] {
  const later = splits.toSorted(byExDateDescending);
  return dividends.map(({ exDate, amount }) => {
    let factor = 1;
    for (const split of later) {
      if (split.exDate <= exDate) break;
      factor *= split.ratio;
    }
    return { exDate, amount: amount * factor };
  });
}

function byExDateDescending(a: Split, b: Split): number {
  if (a.exDate === b.exDate) return 0;
  return a.exDate < b.exDate ? 1 : -1;
}
