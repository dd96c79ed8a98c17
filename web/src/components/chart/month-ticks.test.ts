import { expect, it } from "vitest";
import { monthTicks } from "./month-ticks.ts";

const sessions = ["2025-12-30", "2025-12-31", "2026-01-02", "2026-01-05", "2026-02-02", "2026-03-02"];

it("names the first session of each month but the one it starts in", () => {
  expect([...monthTicks(sessions)]).toEqual([
    [2, "Jan 2026"],
    [4, "Feb 2026"],
    [5, "Mar 2026"],
  ]);
});

it("leaves out months where they are too many, never the last", () => {
  expect([...monthTicks(sessions, 2).keys()]).toEqual([2, 5]);
});
