import { formatDate } from "@/lib/format.ts";

export interface HistoryBounds {
  /** First and last session with results; null before the first run. */
  readonly firstSession: string | null;
  readonly lastSession: string | null;
  /** Day whose NAV the owner stated, if any: the opening equity is worked out from it. */
  readonly equityAsOf: string | null;
}

/** The first day whose results a change of something dated makes outdated. `dates`: before and after the change. */
export function outdatedFrom(dates: readonly string[], bounds: HistoryBounds): string | null {
  const earliest = dates.filter((date) => date !== "").toSorted()[0];
  if (earliest === undefined) return null;
  const { firstSession, equityAsOf } = bounds;
  if (firstSession === null || earliest < firstSession) return earliest;
  return equityAsOf !== null && earliest <= equityAsOf ? firstSession : earliest;
}

/** What a change does to results, before it is made. */
export function effectText(from: string | null, { firstSession, lastSession }: HistoryBounds): string {
  if (from === null) return "Results after the date you enter are computed again.";
  if (firstSession === null || lastSession === null)
    return `Nothing is calculated yet; results will start on ${formatDate(from)} or earlier.`;
  if (from > lastSession)
    return `Results so far end on ${formatDate(lastSession)} and stay as they are; it counts from ${formatDate(from)} on.`;
  if (from < firstSession)
    return `The history starts earlier: results from ${formatDate(from)} on are computed again.`;
  return `Results from ${formatDate(from)} on are computed again.`;
}
