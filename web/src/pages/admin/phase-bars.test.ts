import { expect, test } from "vitest";
import { longestPhase, type Phase, phaseBars } from "./phase-bars.ts";

const phase = (name: string, startedAt: string | null, seconds: number | null): Phase => ({
  phase_id: name,
  phase_name: name,
  status: startedAt === null ? "pending" : "completed",
  current: 1,
  total: 1,
  unit: "symbols",
  started_at: startedAt,
  duration_seconds: seconds,
});

test("phases lie within their run, and what never began lies nowhere", () => {
  const bars = phaseBars(
    [
      phase("prices", "2026-01-08T22:00:02Z", 3),
      phase("risk", "2026-01-08T22:00:05Z", 9),
      phase("tags", null, null),
    ],
    "2026-01-08T22:00:00Z",
    10,
  );
  expect(bars.map(({ start, length, startSeconds }) => [start, length, startSeconds])).toEqual([
    [0.2, 0.3, 2],
    [0.5, 0.5, 5],
    [null, 0, null],
  ]);
});

test("a run that waits has no bars", () => {
  expect(phaseBars([phase("prices", null, null)], null, 0)[0]?.start).toBeNull();
});

test("the longest phase is named", () => {
  const phases = [phase("prices", "2026-01-08T22:00:02Z", 3), phase("risk", "2026-01-08T22:00:05Z", 9)];
  expect(longestPhase(phases, (seconds) => `${seconds} s`)).toBe("risk took longest: 9 s.");
  expect(longestPhase([], String)).toBeNull();
});
