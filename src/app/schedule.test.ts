import { expect, test } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { nextNightly } from "./schedule.ts";

const calendar = createTradingCalendar();
const at = (instant: string, lag: number | null = 30) => ({
  calendar,
  businessNow: () => new Date(instant),
  nightlyLagMinutes: lag,
});

test("after a session's run the next one is due after the next session, past weekend and holiday", () => {
  // Friday 16 January 2026; Monday is Martin Luther King Day. 16:30 in New York is 21:30 UTC.
  expect(nextNightly(at("2026-01-17T12:00:00Z"), "2026-01-16")).toEqual(new Date("2026-01-20T22:00:00Z"));
});

test("a run that nobody has requested is due since its session", () => {
  expect(nextNightly(at("2026-01-09T03:00:00Z"), "2026-01-07")).toEqual(new Date("2026-01-08T22:00:00Z"));
  expect(nextNightly(at("2026-01-09T03:00:00Z"), null)).toEqual(new Date("2026-01-08T22:00:00Z"));
});

test("a process that requests none has none", () => {
  expect(nextNightly(at("2026-01-09T03:00:00Z", null), "2026-01-07")).toBeNull();
});
