import { describe, expect, it } from "vitest";
import type { LogLine, RunReport } from "@/api/run-events.ts";
import {
  mergeLog,
  NOTHING_SEEN,
  type OnboardingStatus,
  withEvent,
  withStatus,
} from "./run-progress-state.ts";

const line = (seq: number): LogLine => ({
  seq,
  timestamp: "2026-01-05T10:00:00Z",
  level: "info",
  phase: null,
  subject: null,
  code: null,
  message: `line ${seq}`,
});

const status = (runId: string, percent: number, seqs: readonly number[]): OnboardingStatus => ({
  portfolio_id: "p",
  batch_run_id: runId,
  status: percent === 100 ? "completed" : "running",
  started_at: null,
  elapsed_seconds: 0,
  overall_progress: {
    current_phase: null,
    current_phase_name: null,
    phases_completed: 0,
    phases_total: 10,
    percent_complete: percent,
  },
  current_phase_progress: null,
  activity_log: seqs.map(line),
  phases: [],
  note: null,
  error: null,
});

const at = (percent: number) => ({
  kind: "status" as const,
  run: { status: "running", percent_complete: percent } as RunReport,
});

describe("withStatus and withEvent", () => {
  it("never lower the percentage within a run", () => {
    let seen = withStatus(NOTHING_SEEN, status("a", 40, []));
    seen = withEvent(seen, "a", at(55));
    seen = withStatus(seen, status("a", 50, []));
    seen = withEvent(seen, "a", at(10));
    expect(seen.percent).toBe(55);
  });

  it("start anew with another run", () => {
    const first = withStatus(NOTHING_SEEN, status("a", 100, [1, 2]));
    const second = withStatus(first, status("b", 5, [9]));
    expect(second).toMatchObject({ runId: "b", percent: 5, sawActive: true });
    expect(second.log.map(({ seq }) => seq)).toEqual([9]);
  });

  it("leave out events of an earlier run", () => {
    const seen = withStatus(NOTHING_SEEN, status("b", 5, []));
    expect(withEvent(seen, "a", at(90))).toBe(seen);
  });

  it("know that an ended run was never seen at work", () => {
    expect(withStatus(NOTHING_SEEN, status("a", 100, [])).sawActive).toBe(false);
  });
});

describe("mergeLog", () => {
  it("puts lines that come late in their place, each once", () => {
    const merged = mergeLog([line(1), line(4)], [line(4), line(2), line(5)]);
    expect(merged.map(({ seq }) => seq)).toEqual([1, 2, 4, 5]);
  });

  it("gives the same log where nothing is new", () => {
    const log = [line(1)];
    expect(mergeLog(log, [line(1)])).toBe(log);
  });
});
