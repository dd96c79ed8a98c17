import { addDays, type PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { Dividend, Split } from "#core/prices/market-facts.ts";
import type { UniverseSymbol } from "#db/stores/universe-store.ts";
import type { ChainResult } from "#providers/chain.ts";
import type { DailyBars, History } from "#providers/provider.ts";

/** Stored bars at the end of a series, newest first. */
export type Tail = readonly {
  readonly session: PlainDate;
  readonly close: number;
  readonly adjClose: number;
}[];

/** Splits and dividends as they are stored. */
export interface StoredActions {
  readonly splits: readonly Split[];
  readonly dividends: readonly Dividend[];
}

/** Which range of a symbol to ask for, and how it joins what is stored. */
export interface HistoryTask {
  readonly symbol: string;
  readonly mode: "whole" | "append";
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** Start of the whole series, for when appending turns out impossible. */
  readonly wholeFrom: PlainDate;
  /** First and last session asked for before. */
  readonly coveredFrom: PlainDate | null;
  readonly coveredTo: PlainDate | null;
  readonly tail: Tail;
  /** What is stored for the covered range. */
  readonly actions: StoredActions;
}

/** Stored bars an appended range must overlap and agree with. */
export const TAIL_SESSIONS = 5;
/** A series without a bar for this many sessions has ended: a gap there is no hole to refill. */
export const ENDED_SESSIONS = 30;
/** Calendar days before the stored end whose actions are asked for again: vendors learn of some late. */
const ACTION_OVERLAP_DAYS = 100;
/** At one session in so many, each symbol at its own, the actions of its whole range are asked for again. */
const WHOLE_CHECK_SESSIONS = 21;
const TOLERANCE = 1e-6;
/** Vendors round an amount that they adjust for a later split. */
const ACTION_TOLERANCE = 1e-4;

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
  actions: StoredActions,
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
    coveredFrom: row.coveredFrom,
    coveredTo: row.coveredTo,
    tail,
    actions,
  } as const;
  if (force || row.coveredFrom === null || row.coveredTo === null || row.coveredFrom > neededFrom)
    return whole;
  if (row.holesDue && hasHoles(stored, row.coveredTo, calendar)) return whole;
  if (row.coveredTo >= to) return null;
  const oldest = tail.at(-1)?.session ?? row.coveredTo;
  const overlap = addDays(row.coveredTo, -ACTION_OVERLAP_DAYS);
  const isChecked = isCheckedWhole(row.symbol, calendar.ordinal(to));
  const from = isChecked || overlap < row.coveredFrom ? row.coveredFrom : overlap;
  return { ...whole, mode: "append", from: from < oldest ? from : oldest };
}

/** Whether a symbol's turn is at this session: spread by its letters, so that no session has them all. */
function isCheckedWhole(symbol: string, ordinal: number): boolean {
  let place = 0;
  for (const letter of symbol) place = (place * 31 + letter.charCodeAt(0)) % WHOLE_CHECK_SESSIONS;
  return ordinal % WHOLE_CHECK_SESSIONS === place;
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

/**
 * Whether what is stored of a series and a new fetch tell the same: raw closes of its end equal, adjusted ones in one
 * ratio, and the same splits and dividends on all days that both cover.
 */
export function agrees(task: HistoryTask, history: History): boolean {
  return pricesAgree(task.tail, history.bars) && actionsAgree(task, history);
}

function pricesAgree(tail: Tail, bars: DailyBars): boolean {
  let ratio: number | null = null;
  for (const stored of tail) {
    const at = bars.sessions.indexOf(stored.session);
    if (at < 0 || !near(bars.close[at]!, stored.close, TOLERANCE)) return false;
    const own = stored.adjClose / bars.adjClose[at]!;
    if (ratio !== null && !near(own, ratio, TOLERANCE)) return false;
    ratio = own;
  }
  return true;
}

function actionsAgree(task: HistoryTask, history: History): boolean {
  const { coveredFrom, coveredTo } = task;
  if (coveredFrom === null || coveredTo === null) return true;
  const from = task.from > coveredFrom ? task.from : coveredFrom;
  const inBoth = ({ exDate }: { readonly exDate: PlainDate }) => exDate >= from && exDate <= coveredTo;
  const same = <Action extends { readonly exDate: PlainDate }>(
    stored: readonly Action[],
    given: readonly Action[],
    amount: (action: Action) => number,
  ) => {
    const known = new Map(stored.filter(inBoth).map((action) => [action.exDate, amount(action)]));
    const told = given.filter(inBoth);
    return (
      told.length === known.size &&
      told.every((action) => near(known.get(action.exDate) ?? 0, amount(action), ACTION_TOLERANCE))
    );
  };
  return (
    same(task.actions.splits, history.splits, ({ ratio }) => ratio) &&
    same(task.actions.dividends, history.dividends, ({ amount }) => amount)
  );
}

function near(value: number, other: number, tolerance: number): boolean {
  return Math.abs(value / other - 1) <= tolerance;
}

/**
 * The bars to store, with adjusted closes on the stored scale: a vendor's are relative to the day of the fetch or to its
 * start, and only ratios within one series have meaning. Of an appended range only what comes after the stored end.
 */
export function barsToStore({ task, restated }: FetchedHistory, bars: DailyBars): DailyBars {
  const newest = task.tail[0];
  const at = newest === undefined || restated ? -1 : bars.sessions.indexOf(newest.session);
  const scale = at < 0 ? 1 : newest!.adjClose / bars.adjClose[at]!;
  const from = task.mode === "append" ? at + 1 : 0;
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
  const restated = result.outcome === "served" && !agrees(task, result.value);
  if (task.mode === "whole" || !restated) return { task, result, restated };
  const whole: HistoryTask = { ...task, mode: "whole", from: task.wholeFrom };
  return { task: whole, result: await ask({ symbol, from: whole.from, to }), restated: true };
}
