import { describe, expect, test } from "vitest";
import { isWeekend, nyseEarlyCloses, nyseHolidays } from "./nyse-holidays.ts";

function isHoliday(date: string): boolean {
  return nyseHolidays(Number(date.slice(0, 4))).has(date);
}

// Dates from the exchange's published holiday lists.
describe("the exchange is closed", () => {
  test.each([
    ["New Year's Day", "2025-01-01"],
    ["New Year's Day on a Sunday, kept on Monday", "2023-01-02"],
    ["Martin Luther King day", "2025-01-20"],
    ["Martin Luther King day in its first year", "1998-01-19"],
    ["Presidents day", "2025-02-17"],
    ["Good Friday", "2025-04-18"],
    ["Good Friday in March", "2024-03-29"],
    ["Memorial day", "2025-05-26"],
    ["Juneteenth", "2025-06-19"],
    ["Juneteenth in its first year, on a Sunday, kept on Monday", "2022-06-20"],
    ["Independence day", "2025-07-04"],
    ["Independence day on a Saturday, kept on Friday", "2020-07-03"],
    ["Independence day on a Sunday, kept on Monday", "2021-07-05"],
    ["Labor day", "2025-09-01"],
    ["Thanksgiving", "2025-11-27"],
    ["Christmas", "2025-12-25"],
    ["Christmas on a Saturday, kept on Friday", "2021-12-24"],
    ["Christmas on a Sunday, kept on Monday", "2022-12-26"],
  ])("on %s", (_, date) => {
    expect(isHoliday(date)).toBe(true);
  });

  test.each([
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
  ])("on %s, outside all rules", (date) => {
    expect(isHoliday(date)).toBe(true);
  });
});

describe("the exchange is open", () => {
  test.each([
    ["before a New Year's Day on a Saturday, which is not moved", "2021-12-31"],
    ["before another New Year's Day on a Saturday", "2010-12-31"],
    ["on the third Monday of January before 1998", "1997-01-20"],
    ["on 18 June 2021, before Juneteenth was kept", "2021-06-18"],
    ["on Easter Monday", "2025-04-21"],
    ["on Columbus day", "2025-10-13"],
    ["on Veterans day", "2025-11-11"],
    ["the day after the September 2001 closure", "2001-09-17"],
  ])("%s", (_, date) => {
    expect(isHoliday(date) || isWeekend(date)).toBe(false);
  });
});

describe("early closes", () => {
  test.each([
    ["the day before Independence day", "2025-07-03"],
    ["the day after Thanksgiving", "2025-11-28"],
    ["Christmas Eve", "2025-12-24"],
    ["5 July 2002, by notice", "2002-07-05"],
    ["26 December 2003, by notice", "2003-12-26"],
  ])("%s", (_, date) => {
    expect(nyseEarlyCloses(Number(date.slice(0, 4))).has(date)).toBe(true);
  });

  test.each([
    ["3 July when it is the observed holiday", "2020-07-03"],
    ["Christmas Eve when it is the observed holiday", "2021-12-24"],
    ["Christmas Eve on a Sunday", "2023-12-24"],
    ["3 July 2002, moved by notice", "2002-07-03"],
    ["New Year's Eve", "2024-12-31"],
  ])("not %s", (_, date) => {
    expect(nyseEarlyCloses(Number(date.slice(0, 4))).has(date)).toBe(false);
  });
});
