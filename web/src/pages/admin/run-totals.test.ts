import { expect, test } from "vitest";
import { runTotals } from "./run-totals.ts";

test("runs are counted over all triggers, and durations averaged by runs", () => {
  const group = (status: string, runs: number, mean: number | null, at: string | null) => ({
    status,
    runs,
    mean_duration_seconds: mean,
    last_finished_at: at,
  });
  const totals = runTotals([
    group("completed", 3, 10, "2026-01-02T00:00:00Z"),
    group("completed", 1, 30, "2026-01-05T00:00:00Z"),
    group("failed", 1, null, null),
    group("running", 1, null, null),
  ]);
  expect(totals.byStatus.filter(({ runs }) => runs > 0)).toEqual([
    { status: "running", runs: 1 },
    { status: "completed", runs: 4 },
    { status: "failed", runs: 1 },
  ]);
  expect(totals.meanSeconds).toBe(15);
  expect(totals.wholeShare).toBe(0.8);
  expect(totals.lastFinishedAt).toBe("2026-01-05T00:00:00Z");
});

test("no runs have no mean", () => {
  expect(runTotals([])).toMatchObject({ meanSeconds: null, wholeShare: null, lastFinishedAt: null });
});
