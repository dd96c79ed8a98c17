import { describe, expect, it } from "vitest";
import { CHANGE_MEASURES } from "./change-measures.ts";
import type { RiskChange, RiskState } from "./change-types.ts";
import { periodOf, sessionBefore } from "./periods.ts";
import { changeSentence, waterfallDomain, waterfallRows } from "./waterfall.ts";

function state(volatility: number | null): RiskState {
  return { nav: 100, market_beta: 1, volatility, var_95: 0, cvar_95: 0, reasons: {} };
}

const change: RiskChange = {
  from: { as_of: "2026-01-02", state: state(0.1) },
  to: { as_of: "2026-02-02", state: state(0.08) },
  steps: [
    { cause: "price_drift", explanation: "", change: { ...state(0.01), nav: 0 } },
    { cause: "window", explanation: "", change: { ...state(-0.03), nav: 0 } },
  ],
  notes: [],
};
const words = {
  format: (value: number) => value.toFixed(2),
  formatChange: (value: number) => value.toFixed(2),
};
const [volatility] = CHANGE_MEASURES;

describe("waterfallRows", () => {
  it("starts each step where the one before ended", () => {
    expect(waterfallRows(change, "volatility", String)).toEqual([
      { name: "2026-01-02", kind: "state", from: 0, to: 0.1 },
      { name: "Price drift", kind: "step", from: 0.1, to: expect.closeTo(0.11) },
      { name: "Window", kind: "step", from: expect.closeTo(0.11), to: expect.closeTo(0.08) },
      { name: "2026-02-02", kind: "state", from: 0, to: 0.08 },
    ]);
  });

  it("has none where a number is missing", () => {
    const broken = { ...change, to: { as_of: "2026-02-02", state: state(null) } };
    expect(waterfallRows(broken, "volatility", String)).toBeNull();
    expect(changeSentence(broken, volatility, words)).toBe("Volatility is missing at one of the sessions.");
  });
});

describe("waterfallDomain", () => {
  const rows = (levels: readonly number[]) =>
    levels.map((to) => ({ name: "", kind: "step" as const, from: 0, to }));

  it("starts at zero where the steps can be seen from there", () => {
    expect(waterfallDomain(rows([10, 4]))[0]).toBe(0);
  });

  it("looks closer at small steps", () => {
    expect(waterfallDomain(rows([100, 103]))).toEqual([99, 104]);
  });

  it("holds what is below zero", () => {
    expect(waterfallDomain(rows([-1, 1]))[0]).toBeLessThan(-1);
  });
});

it("names the largest step", () => {
  expect(changeSentence(change, volatility, words)).toBe(
    "Volatility fell from 0.10 to 0.08; largest step: window (-0.03).",
  );
});

describe("periods", () => {
  const sessions = Array.from({ length: 30 }, (_, index) => `2026-01-${String(index + 1).padStart(2, "0")}`);

  it("count sessions back from the last", () => {
    expect(sessionBefore(sessions, "5")).toBe("2026-01-25");
    expect(sessionBefore(sessions, "252")).toBe("2026-01-01");
    expect(sessionBefore([], "5")).toBeNull();
  });

  it("are recognised by their session", () => {
    expect(periodOf(sessions, "2026-01-09")).toBe("21");
    expect(periodOf(sessions, "2026-01-01")).toBe("all");
    expect(periodOf(sessions, "2026-01-02")).toBeNull();
  });
});
