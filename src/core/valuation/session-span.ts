import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";

/** Some sessions in the words of a finding. */
export interface SessionSpan {
  readonly first: PlainDate;
  /** "1 session, 2025-01-07" or "3 sessions from 2025-01-07 to 2025-01-13". */
  readonly text: string;
}

/** The sessions of [from, to] of which `counts` is true; null where none is. */
export function sessionSpan(
  calendar: TradingCalendar,
  from: number,
  to: number,
  counts: (ordinal: number) => boolean,
): SessionSpan | null {
  let [count, firstAt, lastAt] = [0, from, from];
  for (let ordinal = from; ordinal <= to; ordinal++) {
    if (!counts(ordinal)) continue;
    if (count === 0) firstAt = ordinal;
    lastAt = ordinal;
    count++;
  }
  if (count === 0) return null;
  const [first, last] = [calendar.session(firstAt), calendar.session(lastAt)];
  return { first, text: count === 1 ? `1 session, ${first}` : `${count} sessions from ${first} to ${last}` };
}
