import { describe, expect, it } from "vitest";
import { volatilityTrend } from "./volatility.ts";
import { HAR_WINDOW, harVolatility, volatilityPercentile } from "./volatility-forecast.ts";

/** Returns whose size wanders, without any repetition. */
const series = Float64Array.from(
  { length: 700 },
  (_, t) => 0.01 * Math.sin(t * t) * (1 + 0.6 * Math.sin(t / 40)),
);

describe("harVolatility", () => {
  it("needs 293 returns", () => {
    expect(HAR_WINDOW).toBe(293);
    expect(harVolatility(series, 291)).toBeNaN();
    expect(harVolatility(series, 292)).toBeGreaterThan(0);
    expect(harVolatility(series, 302, 10)).toBeGreaterThan(0);
    expect(harVolatility(series, 302, 11)).toBeNaN();
  });

  it("has no estimate while a missing return lies in its window", () => {
    const gappy = series.with(200, Number.NaN);
    expect(harVolatility(gappy, 200 + 292)).toBeNaN();
    expect(harVolatility(gappy, 200 + 293)).toBe(harVolatility(series, 200 + 293));
  });

  it("sees neither what lies before its window nor what comes after", () => {
    const changed = series.with(206, 0.5).with(501, 0.5);
    expect(harVolatility(changed, 499)).toBe(harVolatility(series, 499));
    expect(harVolatility(series.with(207, 0.5), 499)).not.toBe(harVolatility(series, 499));
  });

  it("stays within the variances it was trained on after a crash that none of them holds", () => {
    const calm = Float64Array.from(series, (r, t) => (t === 499 ? -0.4 : r));
    const months = Array.from({ length: 252 }, (_, k) => {
      const from = 499 - 292 + 21 + k;
      return series.subarray(from, from + 21).reduce((sum, r) => sum + 252 * r * r, 0) / 21;
    });
    // The last training row's target holds the crash: it is the largest there is.
    const crash = (252 * 0.16 + series.subarray(479, 499).reduce((sum, r) => sum + 252 * r * r, 0)) / 21;
    expect(harVolatility(calm, 499)).toBeLessThanOrEqual(Math.sqrt(crash) * (1 + 1e-14));
    expect(harVolatility(calm, 499)).toBeGreaterThanOrEqual(Math.sqrt(Math.min(...months)) * (1 - 1e-14));
  });

  it("has no estimate where variance never moves", () => {
    const alternating = Float64Array.from({ length: 300 }, (_, t) => (t % 2 === 0 ? 0.01 : -0.01));
    expect(harVolatility(alternating, 299)).toBeNaN();
    expect(harVolatility(new Float64Array(300), 299)).toBeNaN();
    const nearly = alternating.map((r, t) => (t % 7 === 0 ? r * (1 + 4e-16) : r));
    expect(harVolatility(nearly, 299)).toBeNaN();
  });

  it.each([5, 21])("has no estimate where variance repeats itself after %i sessions", (period) => {
    const repeating = Float64Array.from({ length: 300 }, (_, t) => 0.01 * Math.sin(1 + (t % period)));
    expect(harVolatility(repeating, 299)).toBeNaN();
  });
});

describe("volatilityPercentile", () => {
  it("is the share of the year's 21-session volatilities below the last", () => {
    // Calm but for the last 21 returns: all 231 earlier windows are calmer, the last is not below itself.
    const rising = Float64Array.from({ length: 252 }, (_, t) => (t % 2 === 0 ? 1 : -1) * 0.001 * (1 + t));
    expect(volatilityPercentile(rising, 251)).toBe(231 / 232);
    expect(volatilityPercentile(rising.toReversed(), 251)).toBe(0);
  });

  it("does not count equal volatilities as below", () => {
    const alternating = Float64Array.from({ length: 252 }, (_, t) => (t % 2 === 0 ? 0.01 : -0.01));
    expect(volatilityPercentile(alternating, 251)).toBe(0);
    expect(volatilityPercentile(new Float64Array(252).fill(1e-4), 251)).toBe(0);
  });

  it("needs 252 returns without a gap", () => {
    expect(volatilityPercentile(series, 250)).toBeNaN();
    expect(volatilityPercentile(series, 251)).toBeGreaterThan(0);
    expect(volatilityPercentile(series, 260, 10)).toBeNaN();
    expect(volatilityPercentile(series.with(100, Number.NaN), 351)).toBeNaN();
    expect(volatilityPercentile(series.with(100, Number.NaN), 352)).toBe(volatilityPercentile(series, 352));
  });
});

describe("volatilityTrend", () => {
  it("is 2 where returns have doubled in size", () => {
    const doubling = Float64Array.from({ length: 42 }, (_, t) => series[t % 21]! * (t < 21 ? 1 : 2));
    expect(volatilityTrend(doubling, 41)).toBeCloseTo(2, 14);
  });

  it("has none from fewer than 42 returns, nor from a standstill", () => {
    expect(volatilityTrend(series, 40)).toBeNaN();
    expect(volatilityTrend(series, 41)).toBeGreaterThan(0);
    expect(volatilityTrend(new Float64Array(42).fill(0.01, 30), 41)).toBeNaN();
  });
});
