import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { UniverseSymbol } from "#db/stores/universe-store.ts";
import type { ChainResult } from "#providers/chain.ts";
import type { DailyBars, History } from "#providers/provider.ts";

/** Stored bars at the end of a series, newest first. */
export type Tail = readonly {
  readonly session: PlainDate;
  readonly close: number;
  readonly adjClose: number;
}[];

/** Which range of a symbol to ask for, and how it joins what is stored. */
export interface HistoryTask {
  readonly symbol: string;
  readonly mode: "whole" | "append";
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** Start of the whole series, for when appending turns out impossible. */
  readonly wholeFrom: PlainDate;
  /** Last session asked for before. */
  readonly coveredTo: PlainDate | null;
  readonly tail: Tail;
}

/** Stored bars an appended range must overlap and agree with. */
export const TAIL_SESSIONS = 5;
/** A series without a bar for this many sessions has ended: a gap there is no hole to refill. */
export const ENDED_SESSIONS = 30;
const TOLERANCE = 1e-6;

/**
 * What has to be asked for a symbol so that it is covered from `neededFrom` to `to`: everything where history is
 * missing at its start or has holes that are due, the end where only later sessions are missing, null where nothing is.
 */
export function planHistory(
  row: UniverseSymbol,
  neededFrom: PlainDate,
  to: PlainDate,
  stored: { readonly bars: number; readonly first: PlainDate; readonly last: PlainDate } | undefined,
  tail: Tail,
  calendar: TradingCalendar,
  force: boolean,
): HistoryTask | null {
  if (row.isDead && !force) return null;
  const wholeFrom = row.coveredFrom !== null && row.coveredFrom < neededFrom ? row.coveredFrom : neededFrom;
  const wholeTo = row.coveredTo !== null && row.coveredTo > to ? row.coveredTo : to;
  const whole = {
    symbol: row.symbol,
    mode: "whole",
    from: wholeFrom,
    to: wholeTo,
    wholeFrom,
    coveredTo: row.coveredTo,
    tail,
  } as const;
  if (force || row.coveredFrom === null || row.coveredTo === null || row.coveredFrom > neededFrom)
    return whole;
  if (row.holesDue && hasHoles(stored, row.coveredTo, calendar)) return whole;
  if (row.coveredTo >= to) return null;
  const oldest = tail.at(-1);
  if (oldest === undefined) return { ...whole, from: row.coveredTo, mode: "append" };
  return { ...whole, mode: "append", from: oldest.session };
}

function hasHoles(
  stored: { readonly bars: number; readonly first: PlainDate; readonly last: PlainDate } | undefined,
  coveredTo: PlainDate,
  calendar: TradingCalendar,
): boolean {
  if (stored === undefined) return false;
  const end = calendar.ordinal(coveredTo);
  const last = calendar.ordinalOnOrBefore(stored.last);
  const until = end - last > ENDED_SESSIONS ? last : end;
  return stored.bars < until - calendar.ordinalOnOrAfter(stored.first) + 1;
}

/** Whether the stored end of a series and a new fetch tell the same prices: raw closes equal, adjusted ones in one ratio. */
export function agrees(tail: Tail, bars: DailyBars): boolean {
  let ratio: number | null = null;
  let common = 0;
  for (const stored of tail) {
    const at = bars.sessions.indexOf(stored.session);
    if (at < 0) continue;
    common++;
    if (Math.abs(bars.close[at]! / stored.close - 1) > TOLERANCE) return false;
    const own = stored.adjClose / bars.adjClose[at]!;
    if (ratio !== null && Math.abs(own / ratio - 1) > TOLERANCE) return false;
    ratio = own;
  }
  return common === tail.length;
}

/**
 * The bars after the stored end, with adjusted closes brought to the stored scale: a vendor's adjusted closes are
 * relative to the day of the fetch, and only ratios within one series have meaning.
 */
export function barsAfter(tail: Tail, bars: DailyBars): DailyBars {
  const newest = tail[0];
  if (newest === undefined) return bars;
  const start = bars.sessions.findIndex((session) => session > newest.session);
  const from = start < 0 ? bars.sessions.length : start;
  const scale = newest.adjClose / bars.adjClose[bars.sessions.indexOf(newest.session)]!;
  const cut = (values: Float64Array | null) => values?.subarray(from) ?? null;
  const adjusted = bars.adjClose.subarray(from);
  return {
    sessions: bars.sessions.slice(from),
    open: cut(bars.open),
    high: cut(bars.high),
    low: cut(bars.low),
    close: bars.close.subarray(from),
    adjClose: scale === 1 ? adjusted : adjusted.map((value) => value * scale),
    volume: bars.volume.subarray(from),
  };
}

/** What a symbol's fetch brought, ready to be stored. */
export interface FetchedHistory {
  readonly task: HistoryTask;
  readonly result: ChainResult<History>;
  /** The provider's past differs from the stored one; the series was fetched whole. */
  readonly restated: boolean;
}

/** Asks for the task's range; where the answer contradicts what is stored, for the whole series. */
export async function fetchHistory(
  ask: (request: { symbol: string; from: PlainDate; to: PlainDate }) => Promise<ChainResult<History>>,
  task: HistoryTask,
): Promise<FetchedHistory> {
  const { symbol, from, to } = task;
  const result = await ask({ symbol, from, to });
  if (task.mode === "whole" || result.outcome !== "served" || agrees(task.tail, result.value.bars)) {
    return { task, result, restated: false };
  }
  const whole: HistoryTask = { ...task, mode: "whole", from: task.wholeFrom };
  return { task: whole, result: await ask({ symbol, from: whole.from, to }), restated: true };
}
