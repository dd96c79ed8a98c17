import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { dimsonBeta } from "./dimson-beta.ts";

const N = 60;

/** The market's returns over 61 sessions, none twice the same way. */
const market = fc
  .integer({ min: 1, max: 1e5 })
  .map((seed) => Float64Array.from({ length: N + 1 }, (_, t) => 0.01 * Math.sin(seed * (t + 1) * (t + 2))));
const slope = fc.integer({ min: -30, max: 30 }).map((tenths) => tenths / 10);

function estimate(y: Float64Array, returns: Float64Array) {
  const result = dimsonBeta(y, returns.subarray(1), returns.subarray(0, N), N);
  if (isNoEstimate(result)) throw new Error("no estimate");
  return result;
}

describe("dimsonBeta", () => {
  it("is the sum of both slopes of a price that takes two sessions to follow", () => {
    fc.assert(
      fc.property(market, slope, slope, (returns, now, later) => {
        const y = Float64Array.from(
          { length: N },
          (_, t) => 0.0003 + now * returns[t + 1]! + later * returns[t]!,
        );
        const { beta, laggedBeta } = estimate(y, returns);
        expect(beta).toBeCloseTo(now + later, 9);
        expect(laggedBeta).toBeCloseTo(later, 9);
      }),
    );
  });

  it("scales with the symbol's returns", () => {
    fc.assert(
      fc.property(market, slope, (returns, now) => {
        const y = Float64Array.from({ length: N }, (_, t) => now * returns[t + 1]! + 0.01 * Math.cos(t * t));
        const once = estimate(y, returns);
        const twice = estimate(
          y.map((value) => -2 * value),
          returns,
        );
        expect(twice).toEqual({
          observations: N,
          beta: -2 * once.beta,
          stdError: 2 * once.stdError,
          laggedBeta: -2 * once.laggedBeta,
        });
      }),
    );
  });

  it("has no estimate where the market's two returns determine each other", () => {
    const alternating = Float64Array.from({ length: N + 1 }, (_, t) => (t % 2 === 0 ? 0.01 : -0.01));
    const y = Float64Array.from({ length: N }, (_, t) => Math.sin(t));
    for (const returns of [alternating, new Float64Array(N + 1).fill(0.01)]) {
      expect(dimsonBeta(y, returns.subarray(1), returns.subarray(0, N), N)).toEqual({
        reason: "NO_FACTOR_VARIATION",
        observations: N,
      });
    }
  });

  it("is 0 for constant returns", () => {
    const returns = Float64Array.from({ length: N + 1 }, (_, t) => Math.sin(t * t));
    expect(estimate(new Float64Array(N).fill(0.001), returns)).toMatchObject({ beta: 0, stdError: 0 });
  });
});
