import { describe, expect, it } from "vitest";
import {
  type AttributionSessions,
  attributionParts,
  bySpan,
  daysBefore,
  summarizeAttribution,
} from "./attribution.ts";

const sessions: AttributionSessions = [
  {
    as_of: "2026-01-05",
    total: 10,
    factors: { "Joint Market": 12, "Joint Size": -1 },
    specific: -1,
    other: 0,
    reasons: {},
  },
  {
    as_of: "2026-01-06",
    total: 5,
    factors: { "Joint Market": null, "Joint Size": null },
    specific: null,
    other: 5,
    reasons: {},
  },
];

describe("attributionParts", () => {
  it("sums what is known of each source and counts the sessions it is not", () => {
    expect(attributionParts(sessions).map(({ name, total, missing }) => [name, total, missing])).toEqual([
      ["Market", 12, 1],
      ["Size", -1, 1],
      ["Specific", -1, 1],
      ["Other", 5, 0],
    ]);
  });
});

describe("summarizeAttribution", () => {
  it("names the total, what brought most and what cost most", () => {
    expect(summarizeAttribution(sessions, attributionParts(sessions), String)).toBe(
      "From 5 Jan 2026 to 6 Jan 2026 the P&L was 15 USD. Market brought most, 12 USD. Specific cost most, -1 USD.",
    );
  });

  it("claims nothing without a session", () => {
    expect(summarizeAttribution([], [], String)).toBe("No session has a known P&L.");
  });
});

describe("daysBefore", () => {
  it("goes over the ends of months and years", () => {
    expect(daysBefore("2026-01-05", 7)).toBe("2025-12-29");
    expect(daysBefore("2024-03-01", 1)).toBe("2024-02-29");
  });
});

describe("bySpan", () => {
  const session = (day: string, total: number | null) => ({
    as_of: day,
    total,
    factors: { "Joint Market": total },
    specific: 0,
    other: 0,
    reasons: {},
  });
  const days = [session("2026-01-30", 1), session("2026-02-02", 2), session("2026-02-03", 3)];

  it("adds the sessions of a month and names it by the last", () => {
    expect(bySpan(days, "month").map(({ as_of: day, total, factors }) => [day, total, factors])).toEqual([
      ["2026-01-30", 1, { "Joint Market": 1 }],
      ["2026-02-03", 5, { "Joint Market": 5 }],
    ]);
  });

  it("starts weeks on Monday", () => {
    expect(bySpan(days, "week").map(({ as_of: day }) => day)).toEqual(["2026-01-30", "2026-02-03"]);
  });

  it("does not know a span of which a session is unknown", () => {
    expect(bySpan([...days, session("2026-02-04", null)], "month").at(-1)?.total).toBeNull();
  });
});
