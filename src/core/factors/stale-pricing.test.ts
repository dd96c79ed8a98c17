import { describe, expect, it } from "vitest";
import { stalePricing } from "./stale-pricing.ts";

/** 100 returns, 0 at these sessions. */
function returnsWith(zeros: readonly number[], missing: readonly number[] = []): Float64Array {
  const returns = Float64Array.from({ length: 100 }, (_, t) => (t % 2 === 0 ? 0.01 : -0.01));
  for (const t of zeros) returns[t] = 0;
  for (const t of missing) returns[t] = Number.NaN;
  return returns;
}

const isStale = (returns: Float64Array, column = 99) => stalePricing(returns, column).isStale;

describe("stalePricing", () => {
  it("is five sessions in a row without a move, not four", () => {
    expect(stalePricing(returnsWith([60, 61, 62, 63, 64]), 99)).toEqual({
      longestRun: 5,
      zeroShare: 5 / 63,
      isStale: true,
    });
    expect(isStale(returnsWith([60, 61, 62, 63, 70, 71]))).toBe(false);
  });

  it("is more than a fifth of the last 63 sessions without a move", () => {
    const every = (count: number) => Array.from({ length: count }, (_, k) => 99 - 4 * k);
    expect(isStale(returnsWith(every(12)))).toBe(false);
    expect(isStale(returnsWith(every(13)))).toBe(true);
  });

  it("does not see what is older than 63 sessions, nor what comes later", () => {
    const returns = returnsWith([30, 31, 32, 33, 34, 36]);
    expect(isStale(returns, 33)).toBe(false);
    expect(isStale(returns, 34)).toBe(true);
    expect(isStale(returns, 92)).toBe(true);
    expect(isStale(returns, 93)).toBe(false);
  });

  it("ends a run at a missing return and leaves it out of the share", () => {
    expect(stalePricing(returnsWith([60, 61, 62, 63, 64], [62]), 99)).toEqual({
      longestRun: 2,
      zeroShare: 4 / 62,
      isStale: false,
    });
  });

  it("takes what rounded closes leave of 0 as 0", () => {
    const returns = returnsWith([60, 61, 62, 63, 64]).map((value) => (value === 0 ? 6e-8 : value));
    expect(isStale(returns)).toBe(true);
  });

  it("has no share of a handful of returns", () => {
    const returns = new Float64Array(100).fill(Number.NaN);
    returns.set([0.01, 0, 0.01, 0], 96);
    expect(stalePricing(returns, 99)).toEqual({ longestRun: 1, zeroShare: Number.NaN, isStale: false });
  });
});
