/**
 * Calendar dates as `YYYY-MM-DD` strings: sortable as text, free of time zones, never a JS `Date`.
 * Arithmetic goes through the day number (days since 1970-01-01, proleptic Gregorian).
 */
export type PlainDate = string;

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS_PER_DAY = 86_400_000;

/** True for a real calendar date written `YYYY-MM-DD` (2025-02-30 is not one). */
export function isPlainDate(text: string): boolean {
  const match = PATTERN.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Days since 1970-01-01 of a valid date. Throws RangeError on anything else. */
export function dayNumber(date: PlainDate): number {
  if (!isPlainDate(date)) throw new RangeError(`not a date: ${JSON.stringify(date)}`);
  return Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY;
}

/** The date of a day number; inverse of {@link dayNumber}. */
export function fromDayNumber(days: number): PlainDate {
  return new Date(days * MS_PER_DAY).toISOString().slice(0, 10);
}

export function plainDate(year: number, month: number, day: number): PlainDate {
  return fromDayNumber(Date.UTC(year, month - 1, day) / MS_PER_DAY);
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** Same day of another year; 29 February becomes the 28th where there is none. */
export function addYears(date: PlainDate, years: number): PlainDate {
  const year = yearOf(date) + years;
  const month = Number(date.slice(5, 7));
  return plainDate(year, month, Math.min(Number(date.slice(8, 10)), daysInMonth(year, month)));
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from);
}

export function yearOf(date: PlainDate): number {
  return Number(date.slice(0, 4));
}

/** Day of the week, 0 = Sunday … 6 = Saturday. */
export function dayOfWeek(date: PlainDate): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7;
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
