import { describe, expect, it } from "vitest";
import { performanceOf, performanceSeries } from "./performance.ts";
import {
  PERFORMANCE_COLUMNS,
  PERFORMANCE_WIDTH,
  type PerformanceColumn,
  performanceColumn,
} from "./performance-columns.ts";

const SESSIONS = 300;
const wave = (length: number, step: number, size: number) =>
  Float64Array.from({ length }, (_, t) => size * Math.sin(step * t * t) + 0.0003);
const returns = wave(SESSIONS, 1, 0.01);
const benchmark = wave(SESSIONS, 1.7, 0.008).map((b, t) => b + 0.3 * returns[t]!);
const riskFree = new Float64Array(SESSIONS).fill(0.0001);
const inputs = { returns, benchmark, riskFree };

const value = (row: Float64Array, column: PerformanceColumn) => row[performanceColumn(column)]!;
const missingColumns = (row: Float64Array) =>
  PERFORMANCE_COLUMNS.filter((_, column) => Number.isNaN(row[column]!));
const ofFirst = (sessions: number) =>
  performanceOf({
    returns: returns.subarray(0, sessions),
    benchmark: benchmark.subarray(0, sessions),
    riskFree: riskFree.subarray(0, sessions),
  });

const GEOMETRIC = ["annualized_return", "calmar", "information_ratio"];
const FROM_START = [
  "cumulative_return",
  "max_drawdown",
  "current_drawdown",
  "drawdown_peak",
  "drawdown_trough",
  "drawdown_recovery",
  "observations",
];
const OF_BENCHMARK = [
  "tracking_error",
  "information_ratio",
  "information_ratio_arithmetic",
  "alpha",
  "beta_to_benchmark",
  "up_capture",
  "down_capture",
] as const;

describe("performance", () => {
  it("counts t₀'s return in the index and nowhere else", () => {
    const other = performanceOf({
      ...inputs,
      returns: returns.with(0, -0.5),
      benchmark: benchmark.with(0, 9),
    });
    const row = performanceOf(inputs);
    expect(value(other, "cumulative_return")).not.toBe(value(row, "cumulative_return"));
    expect(value(other, "max_drawdown")).toBeLessThanOrEqual(-0.5);
    expect(value(other, "drawdown_peak")).toBe(-1);
    for (const column of PERFORMANCE_COLUMNS) {
      if (FROM_START.includes(column) || column === "calmar") continue;
      expect([column, value(other, column)]).toEqual([column, value(row, column)]);
    }
  });

  it("annualises from 63 returns after t₀ on, and compounds to a year from 252", () => {
    const early = ofFirst(63);
    expect(value(early, "observations")).toBe(62);
    expect(PERFORMANCE_COLUMNS.filter((column) => !missingColumns(early).includes(column))).toEqual(
      PERFORMANCE_COLUMNS.filter(
        (column) => FROM_START.includes(column) && !missingColumns(early).includes(column),
      ),
    );
    const young = missingColumns(ofFirst(64));
    expect(young.filter((column) => !FROM_START.includes(column))).toEqual(GEOMETRIC);
    expect(missingColumns(ofFirst(252))).toEqual(expect.arrayContaining(GEOMETRIC));
    expect(missingColumns(ofFirst(253)).filter((column) => !FROM_START.includes(column))).toEqual([]);
  });

  it("compares over the sessions on which the benchmark has a return, the geometric ratio over all or none", () => {
    const row = performanceOf({ ...inputs, benchmark: benchmark.with(10, Number.NaN) });
    const without = (values: Float64Array) =>
      Float64Array.from([...values.slice(0, 10), ...values.slice(11)]);
    const shorter = performanceOf({
      returns: without(returns),
      benchmark: without(benchmark),
      riskFree: without(inputs.riskFree),
    });
    for (const column of OF_BENCHMARK)
      expect(value(row, column)).toBe(column === "information_ratio" ? Number.NaN : value(shorter, column));
    expect(value(row, "sharpe")).toBe(value(performanceOf(inputs), "sharpe"));
  });

  it("compares with nothing below 63 sessions on which the benchmark has a return", () => {
    const known = (count: number) => benchmark.map((b, t) => (t > 0 && t <= count ? b : Number.NaN));
    expect(value(performanceOf({ ...inputs, benchmark: known(62) }), "tracking_error")).toBeNaN();
    expect(value(performanceOf({ ...inputs, benchmark: known(63) }), "tracking_error")).toBeGreaterThan(0);
  });

  it("ends where a return of the portfolio is missing", () => {
    const rows = performanceSeries({ ...inputs, returns: returns.with(280, Number.NaN) });
    const at = (t: number) => rows.subarray(t * PERFORMANCE_WIDTH, (t + 1) * PERFORMANCE_WIDTH);
    expect(at(279)).toEqual(ofFirst(280));
    expect(missingColumns(at(281))).toEqual(
      PERFORMANCE_COLUMNS.filter((column) => column !== "observations"),
    );
    expect(value(at(281), "observations")).toBe(279);
  });

  it("takes a missing risk-free rate for 0", () => {
    const none = new Float64Array(SESSIONS);
    expect(performanceOf({ ...inputs, riskFree: none.map(() => Number.NaN) })).toEqual(
      performanceOf({ ...inputs, riskFree: none }),
    );
  });

  it("subtracts the risk-free rate from both sides", () => {
    const row = performanceOf(inputs);
    const without = performanceOf({ ...inputs, riskFree: new Float64Array(SESSIONS) });
    const beta = value(row, "beta_to_benchmark");
    expect(beta).toBeCloseTo(value(without, "beta_to_benchmark"), 12);
    // A constant rate f lowers alpha by 252·f·(1 − β) and the mean in the Sharpe ratio by f.
    const lower = 252 * 0.0001 * (1 - beta);
    expect(value(row, "alpha")).toBeCloseTo(value(without, "alpha") - lower, 12);
    const perYear = 252 * 0.0001;
    expect(value(row, "sharpe")).toBeCloseTo(
      value(without, "sharpe") - perYear / value(row, "annualized_volatility"),
      10,
    );
  });

  it("has no ratio over a deviation that is only rounding", () => {
    const steady = new Float64Array(SESSIONS).fill(0.0001);
    const row = performanceOf({ returns: steady, benchmark, riskFree: new Float64Array(SESSIONS) });
    for (const column of ["sharpe", "sortino", "calmar"] as const) expect(value(row, column)).toBeNaN();
    const bills = returns.map((r) => Math.abs(r));
    const spread = performanceOf({ returns, benchmark: bills.map((f) => f + 0.0001), riskFree: bills });
    expect(value(spread, "beta_to_benchmark")).toBeNaN();
  });

  it("has no ratio where there is nothing to divide by", () => {
    const cash = new Float64Array(SESSIONS);
    const idle = performanceOf({ returns: cash, benchmark, riskFree: cash });
    for (const column of ["sharpe", "sortino", "calmar"] as const) expect(value(idle, column)).toBeNaN();
    const same = performanceOf({ returns, benchmark: returns, riskFree: cash });
    expect(value(same, "tracking_error")).toBe(0);
    expect(value(same, "information_ratio")).toBeNaN();
    expect(value(performanceOf({ returns, benchmark: cash, riskFree: cash }), "alpha")).toBeNaN();
  });

  it("refuses series of different lengths, and none at all", () => {
    expect(() => performanceSeries({ ...inputs, riskFree: riskFree.subarray(1) })).toThrow(RangeError);
    const empty = new Float64Array(0);
    expect(() => performanceOf({ returns: empty, benchmark: empty, riskFree: empty })).toThrow(RangeError);
    expect(performanceSeries({ returns: empty, benchmark: empty, riskFree: empty })).toHaveLength(0);
  });
});
