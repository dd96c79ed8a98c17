import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  addYears,
  dayNumber,
  dayOfWeek,
  daysBetween,
  daysInMonth,
  fromDayNumber,
  isPlainDate,
  plainDate,
} from "./plain-date.ts";

describe("isPlainDate", () => {
  test.each(["2024-02-29", "2000-02-29", "1998-01-02", "0001-01-01"])("%s is a date", (text) => {
    expect(isPlainDate(text)).toBe(true);
  });

  test.each([
    "2025-02-29",
    "1900-02-29",
    "2025-13-01",
    "2025-00-10",
    "2025-04-31",
    "2025-1-1",
    "06/30/2025",
    "",
  ])("%j is not a date", (text) => {
    expect(isPlainDate(text)).toBe(false);
  });
});

// Expected values: python3 -c "from datetime import date; print(date(2025, 1, 6).toordinal() - 719163, …)".
describe("arithmetic", () => {
  test.each([
    ["1970-01-01", 0, 4],
    ["1998-01-02", 10_228, 5],
    ["2025-01-06", 20_094, 1],
    ["1915-01-01", -20_089, 5],
    ["2024-02-29", 19_782, 4],
  ])("%s is day %d and weekday %d", (date, days, weekday) => {
    expect([dayNumber(date), dayOfWeek(date)]).toEqual([days, weekday]);
  });

  test("29 February of another year is the 28th", () => {
    expect(addYears("2024-02-29", -1)).toBe("2023-02-28");
    expect(addYears("2024-02-29", 4)).toBe("2028-02-29");
  });

  test("days are added across the ends of months and years", () => {
    expect([addDays("2024-12-31", 1), addDays("2024-03-01", -1)]).toEqual(["2025-01-01", "2024-02-29"]);
  });

  test("months have their lengths in ordinary and leap years", () => {
    expect([daysInMonth(2025, 2), daysInMonth(2024, 2), daysInMonth(1900, 2), daysInMonth(2025, 12)]).toEqual(
      [28, 29, 28, 31],
    );
  });

  test("a text that is no date has no day number", () => {
    expect(() => dayNumber("2025-02-30")).toThrow(RangeError);
  });

  test("a date survives the way to its day number and back", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50_000, max: 60_000 }),
        (days) => dayNumber(fromDayNumber(days)) === days,
      ),
    );
  });

  test("the days between two dates lead from one to the other", () => {
    const days = fc.integer({ min: -50_000, max: 60_000 }).map(fromDayNumber);
    fc.assert(fc.property(days, days, (from, to) => addDays(from, daysBetween(from, to)) === to));
  });

  test("a date is put together from its parts", () => {
    expect(plainDate(2025, 6, 9)).toBe("2025-06-09");
  });
});
