import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Dividend } from "#core/prices/market-facts.ts";

/**
 * Total-return closes from closes and dividends on one share basis: Yahoo's factor 1 − D/close_{t−1} on each
 * ex-date, cumulated forward from adjClose_0 = close_0, so that appending rows changes none before them. `dates`
 * ascend, closes are finite and > 0; a dividend counts on the first row on or after its ex-date, one on or before
 * the first row not at all. Throws RangeError where a dividend is not below the close before it.
 */
export function totalReturnCloses(
  dates: readonly PlainDate[],
  close: Float64Array,
  dividends: readonly Dividend[],
): Float64Array {
  const ascending = dividends.toSorted((a, b) => (a.exDate < b.exDate ? -1 : 1));
  const adjClose = new Float64Array(close.length);
  let next = 0;
  for (let t = 0; t < close.length; t++) {
    let paid = 0;
    const date = dates[t] as PlainDate;
    for (let dividend = ascending[next]; dividend !== undefined && dividend.exDate <= date; ) {
      paid += dividend.amount;
      dividend = ascending[++next];
    }
    if (t === 0) {
      adjClose[0] = close[0] as number;
      continue;
    }
    const before = close[t - 1] as number;
    if (paid >= before)
      throw new RangeError(`the dividend ${paid} of ${date} is not below the close ${before} before it`);
    adjClose[t] = ((adjClose[t - 1] as number) * (close[t] as number)) / (before - paid);
  }
  return adjClose;
}
