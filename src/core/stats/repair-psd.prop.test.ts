import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repairPsd } from "./repair-psd.ts";
import { symmetricEigenvalues } from "./symmetric-eigenvalues.ts";

/** Symmetric, diagonal 1, anything else in −1 … 1: mostly indefinite. */
const matrix = fc.integer({ min: 1, max: 7 }).chain((n) =>
  fc.array(fc.integer({ min: -20, max: 20 }), { minLength: n * n, maxLength: n * n }).map((ticks) => {
    const values = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      values[i * n + i] = 1;
      for (let j = 0; j < i; j++) {
        values[i * n + j] = ticks[i * n + j]! / 20;
        values[j * n + i] = ticks[i * n + j]! / 20;
      }
    }
    return { n, values };
  }),
);

describe("repairPsd", () => {
  it("gives a correlation matrix: symmetric, positive semidefinite, diagonal 1, nothing beyond ±1", () => {
    fc.assert(
      fc.property(matrix, ({ n, values }) => {
        const repaired = repairPsd(values, n).values;
        expect(symmetricEigenvalues(repaired, n).at(-1)).toBeGreaterThanOrEqual(-1e-14 * n);
        for (let i = 0; i < n; i++) {
          expect(repaired[i * n + i]).toBe(1);
          for (let j = 0; j < i; j++) {
            expect(repaired[i * n + j]).toBe(repaired[j * n + i]);
            expect(Math.abs(repaired[i * n + j]!)).toBeLessThanOrEqual(1 + 1e-14);
          }
        }
      }),
    );
  });

  it("reports the largest change, and changes nothing that needs no repair", () => {
    fc.assert(
      fc.property(matrix, ({ n, values }) => {
        const { values: repaired, largestChange } = repairPsd(values, n);
        const change = repaired.reduce((most, value, i) => Math.max(most, Math.abs(value - values[i]!)), 0);
        expect(largestChange).toBe(change);
        const smallest = symmetricEigenvalues(values, n).at(-1)!;
        fc.pre(Math.abs(smallest) > 1e-9);
        expect(change > 0).toBe(smallest < 0);
      }),
    );
  });
});
