import type { PlainDate } from "#core/dates/plain-date.ts";
import { type DailyBars, type HistoryResult, NO_DATA } from "../provider.ts";
import type { PriceSeries } from "./build-series.ts";

/** The part of a series in [from, to] as a provider answers it; no bar in there is no data. */
export function historyOf(
  series: PriceSeries,
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
  available: { readonly first: PlainDate | null; readonly last: PlainDate | null },
): HistoryResult {
  const bars = sliceBars(series.bars, from, to);
  if (bars.sessions.length === 0) return NO_DATA;
  const inRange = ({ exDate }: { readonly exDate: PlainDate }): boolean => exDate >= from && exDate <= to;
  return {
    kind: "history",
    bars,
    closesAre: series.closesAre,
    splits: series.splits.filter(inRange),
    dividends: series.dividends.filter(inRange),
    firstAvailable: available.first,
    lastAvailable: available.last,
    dropped: series.dropped,
  };
}

/** The bars of [from, to]. */
function sliceBars(bars: DailyBars, from: PlainDate, to: PlainDate): DailyBars {
  const start = lowerBound(bars.sessions, (session) => session >= from);
  const end = lowerBound(bars.sessions, (session) => session > to);
  return {
    sessions: bars.sessions.slice(start, end),
    open: bars.open?.slice(start, end) ?? null,
    high: bars.high?.slice(start, end) ?? null,
    low: bars.low?.slice(start, end) ?? null,
    close: bars.close.slice(start, end),
    adjClose: bars.adjClose.slice(start, end),
    volume: bars.volume.slice(start, end),
  };
}

/** Index of the first session for which the test holds, by bisection; it holds for all later ones too. */
function lowerBound(sessions: readonly PlainDate[], holds: (session: PlainDate) => boolean): number {
  let low = 0;
  let high = sessions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sessions[middle] as PlainDate)) high = middle;
    else low = middle + 1;
  }
  return low;
}
