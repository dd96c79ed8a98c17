import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { hasSharedData, sharedPath } from "#test/support/shared-data.ts";
import { addDays, dayOfWeek } from "./plain-date.ts";
import { createTradingCalendar, newYorkInstant, newYorkTime } from "./trading-calendar.ts";

const calendar = createTradingCalendar();

interface PublishedCalendar {
  readonly holidays: readonly string[];
  readonly early_closes: Readonly<Record<string, string>>;
}

function publishedCalendar(): PublishedCalendar {
  return JSON.parse(readFileSync(sharedPath("data", "nyse_calendar.json"), "utf8")) as PublishedCalendar;
}

/** Every day of 1998 to 2028. */
function* days(): Generator<string> {
  for (let date = "1998-01-01"; date <= "2028-12-31"; date = addDays(date, 1)) yield date;
}

// Skipped where the reference data beside the project is absent.
describe.skipIf(!hasSharedData)("against the published calendar of 1998 to 2028", () => {
  test("every day is a session exactly when it is neither weekend nor holiday there", () => {
    const holidays = new Set(publishedCalendar().holidays);
    const expected = Array.from(days()).filter((date) => {
      const weekday = dayOfWeek(date);
      return weekday !== 0 && weekday !== 6 && !holidays.has(date);
    });
    expect(calendar.range("1998-01-01", "2028-12-31")).toEqual(expected);
  });

  test("the early closes are the same", () => {
    const expected = Object.keys(publishedCalendar().early_closes).sort();
    expect(Array.from(days()).filter((date) => calendar.isEarlyClose(date))).toEqual(expected);
  });
});

describe("sessions", () => {
  test("2025-01-06 to 2026-01-08 has 253", () => {
    expect(calendar.range("2025-01-06", "2026-01-08")).toHaveLength(253);
    expect(calendar.ordinal("2026-01-08") - calendar.ordinal("2025-01-06") + 1).toBe(253);
  });

  test("ordinals count from 1998-01-02 and run backwards before it", () => {
    expect([
      calendar.ordinal("1998-01-02"),
      calendar.ordinal("1998-01-05"),
      calendar.ordinal("1997-12-31"),
    ]).toEqual([0, 1, -1]);
  });

  test("an ordinal leads back to its session", () => {
    for (const session of calendar.range("2020-01-01", "2020-12-31"))
      expect(calendar.session(calendar.ordinal(session))).toBe(session);
  });

  test("a weekend lies between Friday's ordinal and Monday's", () => {
    const friday = calendar.ordinal("2025-06-27");
    expect(calendar.ordinalOnOrBefore("2025-06-28")).toBe(friday);
    expect(calendar.ordinalOnOrAfter("2025-06-28")).toBe(friday + 1);
    expect([calendar.ordinalOnOrBefore("2025-06-27"), calendar.ordinalOnOrAfter("2025-06-27")]).toEqual([
      friday,
      friday,
    ]);
  });

  test("a range without sessions is empty", () => {
    expect(calendar.range("2025-06-28", "2025-06-29")).toEqual([]);
  });

  test("a day that is no session has no ordinal, and none is guessed outside the calendar", () => {
    expect(() => calendar.ordinal("2025-06-28")).toThrow(RangeError);
    expect(() => calendar.ordinalOnOrAfter("1914-06-01")).toThrow(RangeError);
    expect(() => calendar.ordinalOnOrBefore("2076-06-01")).toThrow(RangeError);
    expect(() => calendar.session(1_000_000)).toThrow(RangeError);
  });
});

// New York is 5 hours behind UTC in winter, 4 in summer.
describe("the last completed session", () => {
  test.each([
    ["a minute before 16:30 in winter", "2025-01-07T21:29:59Z", "2025-01-06"],
    ["at 16:30 in winter", "2025-01-07T21:30:00Z", "2025-01-07"],
    ["a minute before 16:30 in summer", "2025-07-01T20:29:59Z", "2025-06-30"],
    ["at 16:30 in summer", "2025-07-01T20:30:00Z", "2025-07-01"],
    ["on the Friday before clocks go forward", "2025-03-07T21:30:00Z", "2025-03-07"],
    ["on the Monday after clocks went forward", "2025-03-10T20:30:00Z", "2025-03-10"],
    ["before 16:30 on the Monday after clocks went back", "2025-11-03T20:30:00Z", "2025-10-31"],
    ["after midnight UTC, still the evening in New York", "2025-07-02T03:00:00Z", "2025-07-01"],
    ["on a Saturday", "2025-06-28T15:00:00Z", "2025-06-27"],
    ["on a Monday morning", "2025-06-30T12:00:00Z", "2025-06-27"],
    ["in the evening of a holiday", "2025-07-04T23:00:00Z", "2025-07-03"],
    ["after 13:00 on an early close", "2025-07-03T18:00:00Z", "2025-07-02"],
    ["at 16:30 on an early close", "2025-07-03T20:30:00Z", "2025-07-03"],
  ])("%s", (_, instant, session) => {
    expect(calendar.lastCompleted(new Date(instant))).toBe(session);
  });

  test("a session is the last completed one from the instant it is complete, not a millisecond sooner", () => {
    for (const session of calendar.range("2024-12-01", "2025-12-31")) {
      const instant = calendar.completedAt(session);
      expect(calendar.lastCompleted(instant)).toBe(session);
      expect(calendar.lastCompleted(new Date(instant.getTime() - 1)) < session).toBe(true);
    }
  });
});

describe("an operator's exceptions", () => {
  const changed = createTradingCalendar([
    { date: "2026-03-04", kind: "closed" },
    { date: "2026-07-03", kind: "open" },
    { date: "2026-07-04", kind: "open" },
    { date: "2026-03-06", kind: "early_close" },
  ]);

  test("close a session", () => {
    expect([calendar.isSession("2026-03-04"), changed.isSession("2026-03-04")]).toEqual([true, false]);
    expect(changed.ordinal("2026-03-05")).toBe(calendar.ordinal("2026-03-05") - 1);
  });

  test("open a holiday or a weekend", () => {
    expect([calendar.isSession("2026-07-03"), changed.isSession("2026-07-03")]).toEqual([false, true]);
    expect(changed.isSession("2026-07-04")).toBe(true);
  });

  test("shorten a session without removing it", () => {
    expect([changed.isSession("2026-03-06"), changed.isEarlyClose("2026-03-06")]).toEqual([true, true]);
    expect(calendar.isEarlyClose("2026-03-06")).toBe(false);
  });

  test("do not make a weekend an early close", () => {
    const sunday = createTradingCalendar([{ date: "2026-03-08", kind: "early_close" }]);
    expect([sunday.isSession("2026-03-08"), sunday.isEarlyClose("2026-03-08")]).toEqual([false, false]);
  });

  test("are named by the revision, in any order", () => {
    const a = { date: "2026-03-04", kind: "closed" } as const;
    const b = { date: "2026-07-03", kind: "open" } as const;
    expect(createTradingCalendar([a, b]).revision).toBe(createTradingCalendar([b, a]).revision);
    expect(createTradingCalendar([a]).revision).not.toBe(calendar.revision);
  });
});

describe.each(["UTC", "America/Los_Angeles", "Pacific/Auckland"])("with TZ=%s", (zone) => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test("sessions, completion and New York time are the same", () => {
    vi.stubEnv("TZ", zone);
    expect(new Date(2025, 0, 1).getTimezoneOffset()).toBe(
      { UTC: 0, "America/Los_Angeles": 480, "Pacific/Auckland": -780 }[zone],
    );
    const here = createTradingCalendar();
    expect(here.range("2025-01-06", "2026-01-08")).toHaveLength(253);
    expect(here.lastCompleted(new Date("2025-07-01T20:30:00Z"))).toBe("2025-07-01");
    expect(here.completedAt("2025-01-07").toISOString()).toBe("2025-01-07T21:30:00.000Z");
    expect(newYorkTime(new Date("2025-07-02T03:05:00Z"))).toEqual({
      date: "2025-07-01",
      minute: 23 * 60 + 5,
    });
    expect(newYorkInstant("2025-12-24", 13 * 60).toISOString()).toBe("2025-12-24T18:00:00.000Z");
  });
});
