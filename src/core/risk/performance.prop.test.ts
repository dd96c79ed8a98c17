import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { performanceOf, performanceSeries } from "./performance.ts";
import { PERFORMANCE_COLUMNS, PERFORMANCE_WIDTH, performanceColumn } from "./performance-columns.ts";

const series = (length: number) =>
  fc.float64Array({ minLength: length, maxLength: length, min: -0.05, max: 0.05, noNaN: true });
const inputs = fc
  .integer({ min: 1, max: 320 })
  .chain((length) =>
    fc.record({ returns: series(length), benchmark: series(length), riskFree: series(length) }),
  );

describe("performance", () => {
  it("has the same bits in every range, and does not look ahead", () => {
    fc.assert(
      fc.property(inputs, fc.nat(), fc.nat(), (all, a, b) => {
        const t = a % all.returns.length;
        const from = b % (t + 1);
        const upTo = (values: Float64Array) => values.subarray(0, t + 1);
        const cut = {
          returns: upTo(all.returns),
          benchmark: upTo(all.benchmark),
          riskFree: upTo(all.riskFree),
        };
        const range = performanceSeries(cut, from);
        const whole = performanceSeries(all);
        expect(range).toEqual(whole.slice(from * PERFORMANCE_WIDTH, (t + 1) * PERFORMANCE_WIDTH));
        expect(range.slice(-PERFORMANCE_WIDTH)).toEqual(performanceOf(cut));
      }),
      { numRuns: 50 },
    );
  });

  it("of a multiple of the excess over the risk-free rate has the same Sharpe ratio", () => {
    fc.assert(
      fc.property(inputs, fc.double({ min: 0.1, max: 3, noNaN: true }), (all, factor) => {
        const returns = all.returns.map((r, t) => all.riskFree[t]! + factor * (r - all.riskFree[t]!));
        const column = performanceColumn("sharpe");
        const [own, scaled] = [performanceOf(all)[column]!, performanceOf({ ...all, returns })[column]!];
        if (Number.isNaN(own)) return;
        expect(Math.abs(scaled - own)).toBeLessThan(1e-9 * Math.max(1, Math.abs(own)));
      }),
    );
  });

  it("of the benchmark itself has beta 1, alpha 0 and captures all", () => {
    fc.assert(
      fc.property(inputs, ({ returns, riskFree }) => {
        const row = performanceOf({ returns, benchmark: returns, riskFree });
        const [beta, alpha] = [
          row[performanceColumn("beta_to_benchmark")]!,
          row[performanceColumn("alpha")]!,
        ];
        if (Number.isNaN(beta)) return;
        expect(Math.abs(beta - 1)).toBeLessThan(1e-12);
        expect(Math.abs(alpha)).toBeLessThan(1e-12);
        for (const column of ["up_capture", "down_capture"] as const) {
          const capture = row[PERFORMANCE_COLUMNS.indexOf(column)]!;
          expect(Number.isNaN(capture) || Math.abs(capture - 1) < 1e-12).toBe(true);
        }
      }),
    );
  });
});
