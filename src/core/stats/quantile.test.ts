import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { invertedCdfQuantile, lowest, type7Quantile } from "./quantile.ts";

const sample = fc.float64Array({ minLength: 1, maxLength: 60, noNaN: true, min: -1, max: 1 });

describe("type7Quantile", () => {
  it("lies between the elements beside its place", () => {
    expect(type7Quantile(Float64Array.of(1, 2, 4, 8), 0.5)).toBe(3);
    expect(type7Quantile(Float64Array.of(1, 2, 4, 8), 1)).toBe(8);
    expect(type7Quantile(Float64Array.of(5), 0.3)).toBe(5);
  });

  it("has none of an empty sample or outside 0 to 1", () => {
    expect(type7Quantile(new Float64Array(0), 0.5)).toBeNaN();
    expect(type7Quantile(Float64Array.of(1), 1.1)).toBeNaN();
    expect(invertedCdfQuantile(new Float64Array(0), 0.5)).toBeNaN();
    expect(invertedCdfQuantile(Float64Array.of(1), -0.1)).toBeNaN();
  });
});

describe("invertedCdfQuantile", () => {
  it("takes the seventh of a hundred for 7 %, which as floats is more than seven", () => {
    const hundred = Float64Array.from({ length: 100 }, (_, i) => i + 1);
    expect(0.07 * 100).toBeGreaterThan(7);
    expect(invertedCdfQuantile(hundred, 0.07)).toBe(7);
    expect(invertedCdfQuantile(hundred, 0.071)).toBe(8);
    expect(invertedCdfQuantile(hundred, 0)).toBe(1);
  });
});

describe("lowest", () => {
  it("has the lowest elements in order", () => {
    fc.assert(
      fc.property(sample, fc.nat(70), (values, count) => {
        const sorted = values.slice().sort();
        expect(lowest(values, count).map(positiveZero)).toEqual(sorted.slice(0, count).map(positiveZero));
      }),
    );
  });

  it("gives a sample's quantiles as all of it does", () => {
    fc.assert(
      fc.property(sample, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
        const [part, whole] = [
          lowest(values, Math.floor((values.length - 1) * p) + 2),
          values.slice().sort(),
        ];
        const n = values.length;
        expect(positiveZero(type7Quantile(part, p, n))).toBe(positiveZero(type7Quantile(whole, p)));
        expect(positiveZero(invertedCdfQuantile(part, p, n))).toBe(
          positiveZero(invertedCdfQuantile(whole, p)),
        );
      }),
    );
  });

  it("leaves its argument as it was", () => {
    const values = Float64Array.of(3, 1, 2);
    lowest(values, 2);
    expect([...values]).toEqual([3, 1, 2]);
  });
});

/** Which of two equal zeros comes first is nobody's concern. */
function positiveZero(value: number): number {
  return value + 0;
}
