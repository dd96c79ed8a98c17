import { describe, expect, it } from "vitest";
import {
  benchmarkReturns,
  drawdowns,
  monthsBefore,
  rangeReturns,
  type Snapshot,
  sessionsOf,
} from "./history.ts";

function snapshot(asOf: string, cumulative: number | null): Snapshot {
  return { as_of: asOf, cumulative_return: cumulative } as Snapshot;
}

const HISTORY = [
  snapshot("2025-12-30", 0),
  snapshot("2025-12-31", 0.1),
  snapshot("2026-01-02", 0.21),
  snapshot("2026-01-05", -0.12),
];

describe("monthsBefore", () => {
  it("stays within a shorter month", () => {
    expect(monthsBefore("2026-03-31", 1)).toBe("2026-02-28");
    expect(monthsBefore("2026-01-15", 3)).toBe("2025-10-15");
    expect(monthsBefore("2028-02-29", 12)).toBe("2027-02-28");
  });
});

describe("sessionsOf", () => {
  it("starts at the session the range is measured from", () => {
    const { sessions, hasBase } = sessionsOf(HISTORY, "YTD");
    expect(sessions.map(({ as_of: asOf }) => asOf)).toEqual(["2025-12-31", "2026-01-02", "2026-01-05"]);
    expect(hasBase).toBe(true);
  });

  it("is all there is where the history is shorter than the range", () => {
    expect(sessionsOf(HISTORY, "1Y")).toEqual({ sessions: HISTORY, hasBase: false });
    expect(sessionsOf([], "All").sessions).toEqual([]);
  });
});

describe("rangeReturns", () => {
  it("is measured from the first session's close", () => {
    const [base, first] = rangeReturns(HISTORY.slice(1));
    expect(base).toBe(0);
    expect(first).toBeCloseTo(0.1, 12);
  });

  it("is unknown once the index has ended", () => {
    const sessions = [snapshot("2026-01-02", 0), snapshot("2026-01-05", null)];
    expect(rangeReturns(sessions)).toEqual([0, null]);
  });
});

describe("drawdowns", () => {
  it("falls from the highest index so far", () => {
    const [first, second, third, fourth] = drawdowns(HISTORY);
    expect([first, second, third]).toEqual([0, 0, 0]);
    expect(fourth).toBeCloseTo(0.88 / 1.21 - 1, 12);
  });

  it("counts a loss on the first session", () => {
    expect(drawdowns([snapshot("2026-01-02", -0.05)])[0]).toBeCloseTo(-0.05, 12);
  });
});

describe("benchmarkReturns", () => {
  it("is rebased to the first session and unknown without a price", () => {
    const prices = [
      { date: "2026-01-02", adj_close: 50 },
      { date: "2026-01-06", adj_close: 55 },
    ];
    const [first, second, third] = benchmarkReturns(["2026-01-02", "2026-01-05", "2026-01-06"], prices);
    expect([first, second]).toEqual([0, null]);
    expect(third).toBeCloseTo(0.1, 12);
  });
});
