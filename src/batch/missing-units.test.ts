import { expect, it } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { unitsOf } from "./missing-units.ts";

const calendar = createTradingCalendar([]);
const TO = calendar.ordinal("2026-01-08");
const BOUNDS = { subjects: 10, sessions: 100, items: 20 };

it("units of what lacks one session are of as many portfolios as those of what lacks most", () => {
  const subjects = ["a", "b", "c"];
  const subjectsOf = (from: number, sessions?: number) =>
    unitsOf(
      "job",
      subjects.map((subject) => ({
        subject,
        spans: [{ from, to: TO }],
        ...(sessions === undefined ? {} : { sessions }),
      })),
      calendar,
      BOUNDS,
    ).map((unit) => unit.subjects);
  expect(subjectsOf(TO - 9)).toEqual([["a", "b"], ["c"]]);
  expect(subjectsOf(TO, 10)).toEqual([["a", "b"], ["c"]]);
  expect(subjectsOf(TO)).toEqual([["a", "b", "c"]]);
});

it("a span of more sessions than a unit may have is cut, each portfolio by itself", () => {
  const missing = ["a", "b"].map((subject) => ({ subject, spans: [{ from: TO - 149, to: TO }] }));
  const units = unitsOf("job", missing, calendar, BOUNDS);
  expect(units.map(({ subjects, from, to, items }) => [subjects, from, to, items])).toEqual([
    [["a"], calendar.session(TO - 149), calendar.session(TO - 50), 100],
    [["a"], calendar.session(TO - 49), "2026-01-08", 50],
    [["b"], calendar.session(TO - 149), calendar.session(TO - 50), 100],
    [["b"], calendar.session(TO - 49), "2026-01-08", 50],
  ]);
});
