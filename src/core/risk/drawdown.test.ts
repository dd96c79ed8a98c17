import { describe, expect, it } from "vitest";
import { drawdownTracker, maxDrawdown } from "./drawdown.ts";

/** Returns that take an index of 1 through these levels. */
function through(...levels: readonly number[]): Float64Array {
  return Float64Array.from(levels, (level, k) => level / (levels[k - 1] ?? 1) - 1);
}

describe("maxDrawdown", () => {
  it("is the deepest fall from a peak, with its places and its recovery", () => {
    const { depth, ...places } = maxDrawdown(through(1.1, 1.05, 1.2, 0.96, 0.9, 1.1, 1.2, 1.3));
    expect(depth).toBeCloseTo(-0.25, 14);
    expect(places).toEqual({ peak: 2, trough: 4, recovery: 6 });
  });

  it("counts a fall from the start, where the index is 1", () => {
    expect(maxDrawdown(through(0.5, 0.75))).toEqual({
      depth: -0.5,
      peak: -1,
      trough: 0,
      recovery: Number.NaN,
    });
  });

  it("has no recovery while the index stays below the peak", () => {
    expect(maxDrawdown(through(2, 1, 1.99)).recovery).toBeNaN();
    expect(maxDrawdown(through(2, 1, 2)).recovery).toBe(2);
  });

  it("starts the recovery anew when the fall goes deeper", () => {
    const twice = through(2, 1, 2, 4, 1, 3, 4);
    expect(maxDrawdown(twice)).toEqual({ depth: -0.75, peak: 3, trough: 4, recovery: 6 });
    expect(maxDrawdown(twice.subarray(0, 6)).recovery).toBeNaN();
  });

  it("names the first of falls equally deep", () => {
    expect(maxDrawdown(through(2, 1, 4, 2))).toMatchObject({ peak: 0, trough: 1, recovery: 2 });
  });

  it("is 0 without places where the index never fell", () => {
    const never = { depth: 0, peak: Number.NaN, trough: Number.NaN, recovery: Number.NaN };
    expect(maxDrawdown(through(1, 1.5, 1.5, 2))).toEqual(never);
    expect(maxDrawdown(new Float64Array(0))).toEqual(never);
  });

  it("has no estimate once a return is missing", () => {
    const gappy = Float64Array.of(0.1, -0.2, Number.NaN, 0.3);
    expect(Object.values(maxDrawdown(gappy)).every(Number.isNaN)).toBe(true);
  });
});

describe("drawdownTracker", () => {
  it("knows how far the index stands below its peak", () => {
    const tracker = drawdownTracker();
    const below = [...through(1.25, 1, 1.125, 1.5)].map((r) => {
      tracker.add(r);
      return tracker.current();
    });
    expect(below.map((value) => Math.round(value * 1e9) / 1e9)).toEqual([0, -0.2, -0.1, 0]);
  });

  it("has no current drawdown once a return is missing", () => {
    const tracker = drawdownTracker();
    for (const r of [0.1, Number.NaN, 0.1]) tracker.add(r);
    expect(tracker.current()).toBeNaN();
  });
});
