import { addDays, dayOfWeek, type PlainDate, plainDate } from "./plain-date.ts";

const SUNDAY = 0;
const MONDAY = 1;
const THURSDAY = 4;
const SATURDAY = 6;

/** Full-day closures no rule foresees: the September 2001 attacks, state funerals, Hurricane Sandy. */
const ONE_OFF_CLOSURES: ReadonlySet<PlainDate> = new Set([
  "2001-09-11",
  "2001-09-12",
  "2001-09-13",
  "2001-09-14",
  "2004-06-11",
  "2007-01-02",
  "2012-10-29",
  "2012-10-30",
  "2018-12-05",
  "2025-01-09",
]);

/** The full-day holidays of one year, by the exchange's rules. Source: NYSE Rule 7.2 and its holiday notices. */
export function nyseHolidays(year: number): ReadonlySet<PlainDate> {
  const days = [
    newYearsDay(year),
    year >= 1998 ? nthWeekday(year, 1, MONDAY, 3) : null,
    nthWeekday(year, 2, MONDAY, 3),
    addDays(easterSunday(year), -2),
    lastMonday(year, 5),
    year >= 2022 ? observed(plainDate(year, 6, 19)) : null,
    observed(plainDate(year, 7, 4)),
    nthWeekday(year, 9, MONDAY, 1),
    nthWeekday(year, 11, THURSDAY, 4),
    observed(plainDate(year, 12, 25)),
  ];
  const holidays = new Set(days.filter((day) => day !== null));
  for (const day of ONE_OFF_CLOSURES) if (day.startsWith(`${year}-`)) holidays.add(day);
  return holidays;
}

/** Early closes moved or added by notice: `not` falls out of the rule, `add` comes to it. */
const MOVED_EARLY_CLOSES: ReadonlyMap<number, { readonly not?: PlainDate; readonly add: PlainDate }> =
  new Map([
    [2002, { not: "2002-07-03", add: "2002-07-05" }],
    [2003, { add: "2003-12-26" }],
  ]);

/** Sessions of one year, from 1999, that end at 13:00: 3 July, the day after Thanksgiving, Christmas Eve. */
export function nyseEarlyCloses(year: number): ReadonlySet<PlainDate> {
  if (year < 1999) return new Set();
  const holidays = nyseHolidays(year);
  const moved = MOVED_EARLY_CLOSES.get(year);
  const days = new Set(
    [plainDate(year, 7, 3), addDays(nthWeekday(year, 11, THURSDAY, 4), 1), plainDate(year, 12, 24)].filter(
      (day) => day !== moved?.not && !isWeekend(day) && !holidays.has(day),
    ),
  );
  if (moved !== undefined) days.add(moved.add);
  return days;
}

export function isWeekend(date: PlainDate): boolean {
  const weekday = dayOfWeek(date);
  return weekday === SUNDAY || weekday === SATURDAY;
}

/** A Sunday holiday is kept on Monday; a Saturday New Year's Day is not moved, since the books close on 31 December. */
function newYearsDay(year: number): PlainDate | null {
  const day = plainDate(year, 1, 1);
  if (dayOfWeek(day) === SATURDAY) return null;
  return dayOfWeek(day) === SUNDAY ? addDays(day, 1) : day;
}

/** A Saturday holiday is kept on Friday, a Sunday one on Monday. */
function observed(day: PlainDate): PlainDate {
  if (dayOfWeek(day) === SATURDAY) return addDays(day, -1);
  return dayOfWeek(day) === SUNDAY ? addDays(day, 1) : day;
}

function nthWeekday(year: number, month: number, weekday: number, n: number): PlainDate {
  const first = plainDate(year, month, 1);
  return addDays(first, ((weekday - dayOfWeek(first) + 7) % 7) + 7 * (n - 1));
}

function lastMonday(year: number, month: number): PlainDate {
  const last = addDays(plainDate(month === 12 ? year + 1 : year, (month % 12) + 1, 1), -1);
  return addDays(last, -((dayOfWeek(last) - MONDAY + 7) % 7));
}

/** Gregorian Easter by the anonymous algorithm (Meeus, Astronomical Algorithms, ch. 8). */
function easterSunday(year: number): PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return plainDate(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}
