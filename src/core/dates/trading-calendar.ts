import { nyseEarlyCloses, nyseHolidays } from "./nyse-holidays.ts";
import { addDays, dayNumber, dayOfWeek, daysInMonth, type PlainDate } from "./plain-date.ts";

/** An operator's correction of the rules, from the `calendar_exceptions` table. */
export interface CalendarException {
  readonly date: PlainDate;
  readonly kind: "closed" | "open" | "early_close";
}

/** Sessions outside these years are unknown to the calendar; dates there are refused, not guessed. */
const FIRST_YEAR = 1915;
const LAST_YEAR = 2075;

/** Session ordinals count from this one (ordinal 0), so that rolling sums are anchored alike everywhere. */
export const ORDINAL_EPOCH: PlainDate = "1998-01-02";

/** A session's data is complete at 16:30 New York, on early closes too. */
const COMPLETE_MINUTE = 16 * 60 + 30;

/**
 * The NYSE's sessions as a numbered list. `ordinal` is the position of a session counted from 1998-01-02
 * (negative before it); windows, ranges and matrix columns are counted in ordinals, never in calendar days.
 */
export interface TradingCalendar {
  isSession(date: PlainDate): boolean;
  isEarlyClose(date: PlainDate): boolean;
  /** Ordinal of a session. Throws RangeError when the date is not one. */
  ordinal(session: PlainDate): number;
  /** Session with this ordinal. Throws RangeError outside the calendar. */
  session(ordinal: number): PlainDate;
  /** Ordinal of the first session on or after the date. */
  ordinalOnOrAfter(date: PlainDate): number;
  /** Ordinal of the last session on or before the date. */
  ordinalOnOrBefore(date: PlainDate): number;
  /** Sessions from `from` to `to`, both included, as dates. */
  range(from: PlainDate, to: PlainDate): readonly PlainDate[];
  /** The last session complete at an instant: after 16:30 New York of its day. */
  lastCompleted(instant: Date): PlainDate;
  /** The instant at which a session's data is complete. */
  completedAt(session: PlainDate): Date;
  /** The corrections it was made with: the same ones make the same calendar elsewhere. */
  readonly exceptions: readonly CalendarException[];
  /** Distinguishes calendars with different exceptions; part of every input version. */
  readonly revision: string;
}

export function createTradingCalendar(exceptions: readonly CalendarException[] = []): TradingCalendar {
  const byDate = new Map(exceptions.map((exception) => [exception.date, exception.kind]));
  const sessions = listSessions(byDate);
  const indexOf = new Map(sessions.map((session, index) => [session, index]));
  const first = sessions[0] as PlainDate;
  const last = sessions.at(-1) as PlainDate;
  const epoch = indexOf.get(ORDINAL_EPOCH);
  if (epoch === undefined) throw new RangeError(`the calendar needs ${ORDINAL_EPOCH} as a session`);

  /** Index of the first session on or after the date, by bisection. */
  function lowerBound(date: PlainDate): number {
    let low = 0;
    let high = sessions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sessions[middle] as PlainDate) < date) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function requireWithin(date: PlainDate): void {
    if (date < first || date > last)
      throw new RangeError(`${date} is outside the calendar (${first} to ${last})`);
  }

  const calendar: TradingCalendar = {
    isSession: (date) => indexOf.has(date),
    isEarlyClose: (date) =>
      indexOf.has(date) &&
      (byDate.get(date) === "early_close" || nyseEarlyCloses(Number(date.slice(0, 4))).has(date)),
    ordinal(session) {
      const index = indexOf.get(session);
      if (index === undefined) throw new RangeError(`${session} is not a session`);
      return index - epoch;
    },
    session(ordinal) {
      const session = sessions[ordinal + epoch];
      if (session === undefined) throw new RangeError(`session ordinal ${ordinal} is outside the calendar`);
      return session;
    },
    ordinalOnOrAfter(date) {
      requireWithin(date);
      return lowerBound(date) - epoch;
    },
    ordinalOnOrBefore(date) {
      requireWithin(date);
      const index = lowerBound(date);
      return (sessions[index] === date ? index : index - 1) - epoch;
    },
    range: (from, to) => sessions.slice(lowerBound(from), lowerBound(addDays(to, 1))),
    lastCompleted(instant) {
      const { date, minute } = newYorkTime(instant);
      const ordinal = calendar.ordinalOnOrBefore(date);
      const session = calendar.session(ordinal);
      return session === date && minute < COMPLETE_MINUTE ? calendar.session(ordinal - 1) : session;
    },
    completedAt: (session) => newYorkInstant(session, COMPLETE_MINUTE),
    exceptions,
    revision: exceptions
      .map(({ date, kind }) => `${date}:${kind}`)
      .sort()
      .join(","),
  };
  return calendar;
}

function listSessions(exceptions: ReadonlyMap<PlainDate, CalendarException["kind"]>): readonly PlainDate[] {
  const sessions: PlainDate[] = [];
  let weekday = dayOfWeek(`${FIRST_YEAR}-01-01`);
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    const holidays = nyseHolidays(year);
    for (let month = 1; month <= 12; month++) {
      const prefix = `${year}-${String(month).padStart(2, "0")}-`;
      const days = daysInMonth(year, month);
      for (let day = 1; day <= days; day++, weekday = (weekday + 1) % 7) {
        const date = prefix + (day < 10 ? `0${day}` : day);
        const exception = exceptions.get(date);
        const open = weekday !== 0 && weekday !== 6 && !holidays.has(date);
        if (exception === "open" || (open && exception !== "closed")) sessions.push(date);
      }
    }
  }
  return sessions;
}

const NEW_YORK = new Intl.DateTimeFormat("en-CA", {
  timeZone: "America/New_York",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

/** Date and minute of the day in New York at an instant. */
export function newYorkTime(instant: Date): { readonly date: PlainDate; readonly minute: number } {
  const parts = new Map(NEW_YORK.formatToParts(instant).map(({ type, value }) => [type, value]));
  return {
    date: `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`,
    minute: Number(parts.get("hour")) * 60 + Number(parts.get("minute")),
  };
}

/** The instant at which New York's clocks show this date and minute (no session falls into a clock change). */
export function newYorkInstant(date: PlainDate, minute: number): Date {
  const asUtc = dayNumber(date) * 86_400_000 + minute * 60_000;
  const shown = newYorkTime(new Date(asUtc));
  const offsetMs = (dayNumber(shown.date) - dayNumber(date)) * 86_400_000 + (shown.minute - minute) * 60_000;
  return new Date(asUtc - offsetMs);
}
