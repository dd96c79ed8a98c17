import type { Answer } from "@/api/api-query.ts";

export type Snapshot = Answer<"/api/v1/data/portfolio/{portfolio_id}/snapshots">["snapshots"][number];

export const RANGES = ["1M", "3M", "YTD", "1Y", "All"] as const;
export type Range = (typeof RANGES)[number];

/** The day before which a range starts: its first session comes after it. Null: the start. */
function rangeBase(asOf: string, range: Range): string | null {
  switch (range) {
    case "1M":
      return monthsBefore(asOf, 1);
    case "3M":
      return monthsBefore(asOf, 3);
    case "YTD":
      return `${Number(asOf.slice(0, 4)) - 1}-12-31`;
    case "1Y":
      return monthsBefore(asOf, 12);
    case "All":
      return null;
  }
}

/** The same day some months earlier, or the last of that month where it is shorter. */
export function monthsBefore(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, lastDay))).toISOString().slice(0, 10);
}

export function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

interface RangeSessions {
  /** With the last session up to the range's base before them, from whose close all is measured. */
  readonly sessions: readonly Snapshot[];
  /** Whether the first of them is such a base, and not part of the range. */
  readonly hasBase: boolean;
}

export function sessionsOf(snapshots: readonly Snapshot[], range: Range): RangeSessions {
  const last = snapshots.at(-1);
  const base = last === undefined ? null : rangeBase(last.as_of, range);
  const first = base === null ? 0 : snapshots.findIndex(({ as_of: asOf }) => asOf > base);
  return { sessions: snapshots.slice(Math.max(first - 1, 0)), hasBase: first > 0 };
}

/**
 * Return since the close of the first of the sessions, as a benchmark's is measured, flows taken out: the ratio of the
 * flow-free index. Null from where the index has ended.
 */
export function rangeReturns(sessions: readonly Snapshot[]): readonly (number | null)[] {
  const base = indexOf(sessions[0]);
  return sessions.map((session) => {
    const index = indexOf(session);
    return index === null || base === null ? null : index / base - 1;
  });
}

/** Fall below the highest index so far, which is 1 before the first session; at most 0. */
export function drawdowns(snapshots: readonly Snapshot[]): readonly (number | null)[] {
  let highest = 1;
  return snapshots.map((snapshot) => {
    const index = indexOf(snapshot);
    if (index === null) return null;
    highest = Math.max(highest, index);
    return index / highest - 1;
  });
}

/** Total return of a price series since the first of the sessions; null where a session has no price. */
export function benchmarkReturns(
  sessions: readonly string[],
  prices: readonly { readonly date: string; readonly adj_close: number }[],
): readonly (number | null)[] {
  const closes = new Map(prices.map(({ date, adj_close: close }) => [date, close]));
  const base = closes.get(sessions[0] ?? "");
  return sessions.map((session) => {
    const close = closes.get(session);
    return close === undefined || base === undefined ? null : close / base - 1;
  });
}

function indexOf(snapshot: Snapshot | undefined): number | null {
  const cumulative = snapshot?.cumulative_return ?? null;
  return cumulative === null ? null : 1 + cumulative;
}
