import { expect, test } from "vitest";
import { cellPath, completionSummary, missingRange, phaseCells, stretches } from "./matrix-cells.ts";

const SESSIONS = ["2026-01-02", "2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08"];
const PHASE = {
  phase: "pnl-snapshots",
  completed: 3,
  done: [{ from: "2026-01-05", to: "2026-01-07" }],
  missing: ["2026-01-02", "2026-01-08"],
};
const count = (number: number, noun: string) => `${number} ${noun}s`;

test("sessions are found at their places in the range", () => {
  expect(phaseCells(SESSIONS, PHASE)).toEqual({
    phase: "pnl-snapshots",
    done: [{ first: 1, length: 3 }],
    missing: [
      { first: 0, length: 1 },
      { first: 4, length: 1 },
    ],
  });
});

test("neighbouring places are joined", () => {
  expect(stretches([0, 1, 2, 5, 7, 8])).toEqual([
    { first: 0, length: 3 },
    { first: 5, length: 1 },
    { first: 7, length: 2 },
  ]);
});

test("a stretch is drawn cell by cell in one path", () => {
  expect(cellPath([{ first: 1, length: 2 }], { size: 10, gap: 2, height: 12 })).toBe(
    "M10 0h8v12h-8zM20 0h8v12h-8z",
  );
});

test("cells too narrow for an inset have no inside", () => {
  const stretch = [{ first: 0, length: 1 }];
  expect(cellPath(stretch, { size: 10, gap: 2, height: 12 }, 1.5)).toBe("M1.5 1.5h5v9h-5z");
  expect(cellPath(stretch, { size: 3, gap: 1, height: 12 }, 1.5)).toBe("");
});

test("what is missing is told as a range, and which portfolios miss something", () => {
  const whole = { ...PHASE, missing: [] };
  const portfolio = (name: string, phases: (typeof PHASE)[]) => ({
    portfolio_id: name,
    portfolio_name: name,
    phases,
  });
  expect(missingRange(portfolio("a", [PHASE, whole]))).toEqual({
    from: "2026-01-02",
    to: "2026-01-08",
    sessions: 2,
  });
  expect(missingRange(portfolio("a", [whole]))).toBeNull();
  expect(completionSummary({ portfolios: [portfolio("a", [whole])] }, count)).toContain(
    "All 1 portfolios complete",
  );
  expect(completionSummary({ portfolios: [portfolio("a", [whole]), portfolio("b", [PHASE])] }, count)).toBe(
    "1 of 2 portfolios incomplete: b.",
  );
});
