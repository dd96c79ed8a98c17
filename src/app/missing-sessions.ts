import { LAST_SESSION_JOBS } from "#batch/last-session-jobs.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { CompletionRow } from "#db/stores/run-read-store.ts";

/** Sessions one after the other, both ends included. */
export interface SessionRange {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** What a job has done of some sessions, and what it should have done but has not. */
export interface JobSessions {
  readonly completed: number;
  /** The completed ones. */
  readonly done: readonly SessionRange[];
  readonly missing: readonly PlainDate[];
}

/**
 * Reads a completion record for these sessions, oldest first. Nothing is missing before a portfolio's first entry; a job
 * that stores only the last session of a run misses the last of these alone, and not where it has done a later one.
 */
export function jobSessions(sessions: readonly PlainDate[], row: CompletionRow): JobSessions {
  const { firstEntry, completedUntil, ranges } = row;
  const isDone = (session: PlainDate) => ranges.some(([from, until]) => session >= from && session < until);
  const open = sessions.filter((session) => !isDone(session));
  const last = sessions.at(-1);
  const isLater = last !== undefined && completedUntil !== null && completedUntil > last;
  const missing = open
    .filter((session) => firstEntry !== null && session >= firstEntry)
    .filter((session) => !LAST_SESSION_JOBS.has(row.job) || (session === last && !isLater));
  return { completed: sessions.length - open.length, done: rangesOf(sessions, isDone), missing };
}

function rangesOf(
  sessions: readonly PlainDate[],
  isIn: (session: PlainDate) => boolean,
): readonly SessionRange[] {
  const ranges: { from: PlainDate; to: PlainDate }[] = [];
  let open: { from: PlainDate; to: PlainDate } | null = null;
  for (const session of sessions)
    if (!isIn(session)) open = null;
    else if (open !== null) open.to = session;
    else {
      open = { from: session, to: session };
      ranges.push(open);
    }
  return ranges;
}
