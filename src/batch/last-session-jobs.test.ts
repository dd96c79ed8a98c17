import { expect, it } from "vitest";
import { LAST_SESSION_JOBS } from "./last-session-jobs.ts";

it("the jobs of the last session are those that docs/batch.md says so of", () => {
  expect([...LAST_SESSION_JOBS]).toEqual([
    "position-values",
    "position-updates",
    "sector-tags",
    "correlations",
    "stress-tests",
  ]);
});
