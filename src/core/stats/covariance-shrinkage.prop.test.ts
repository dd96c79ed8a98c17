import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CompleteReturns,
  ledoitWolfConstantCorrelation,
  ledoitWolfIdentity,
  sampleCovariance,
} from "./covariance-shrinkage.ts";
import { symmetricEigenvalues } from "./symmetric-eigenvalues.ts";

/** Returns of 1 to 6 series over 3 to 12 sessions, multiples of a basis point so that series may be constant or equal. */
const returns = fc
  .record({ n: fc.integer({ min: 3, max: 12 }), p: fc.integer({ min: 1, max: 6 }) })
  .chain(({ n, p }) =>
    fc
      .array(fc.integer({ min: -200, max: 200 }), { minLength: n * p, maxLength: n * p })
      .map((ticks): CompleteReturns => ({ rows: Float64Array.from(ticks, (tick) => tick / 1e4), n, p })),
  );

const largestOf = (values: Float64Array) =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe.each([
  ["ledoitWolfIdentity", ledoitWolfIdentity],
  ["ledoitWolfConstantCorrelation", ledoitWolfConstantCorrelation],
] as const)("%s", (name, estimate) => {
  it("lies between the sample and its target", () => {
    fc.assert(
      fc.property(returns, (data) => {
        const { n, p } = data;
        const { values, shrinkage, targetParameter } = estimate(data);
        const sample = sampleCovariance(data).values.map((value) => (value * (n - 1)) / n);
        const slack = 1e-12 * largestOf(sample);
        expect(shrinkage).toBeGreaterThanOrEqual(0);
        expect(shrinkage).toBeLessThanOrEqual(1);
        for (let i = 0; i < p; i++) {
          for (let j = 0; j < p; j++) {
            const s = sample[i * p + j]!;
            const scale = Math.sqrt(sample[i * p + i]! * sample[j * p + j]!);
            let target = i === j ? targetParameter : 0;
            if (name === "ledoitWolfConstantCorrelation") {
              target = i === j || scale === 0 ? s : targetParameter * scale;
            }
            expect(values[i * p + j]).toBeGreaterThanOrEqual(Math.min(s, target) - slack);
            expect(values[i * p + j]).toBeLessThanOrEqual(Math.max(s, target) + slack);
          }
        }
      }),
    );
  });

  it("is symmetric and positive semidefinite", () => {
    fc.assert(
      fc.property(returns, (data) => {
        const { values } = estimate(data);
        for (let i = 0; i < data.p; i++)
          for (let j = 0; j < i; j++) expect(values[i * data.p + j]).toBe(values[j * data.p + i]);
        const smallest = symmetricEigenvalues(values, data.p).at(-1)!;
        expect(smallest).toBeGreaterThanOrEqual(-1e-13 * largestOf(values));
      }),
    );
  });

  it("scales with the square of the returns, its intensity not at all", () => {
    fc.assert(
      fc.property(returns, (data) => {
        const once = estimate(data);
        const twice = estimate({ ...data, rows: data.rows.map((value) => -2 * value) });
        expect(twice.values).toEqual(once.values.map((value) => 4 * value));
        expect(twice.shrinkage).toBe(once.shrinkage);
      }),
    );
  });

  it("does not depend on the order of the series", () => {
    fc.assert(
      fc.property(returns, (data) => {
        const { rows, n, p } = data;
        const turned = Float64Array.from({ length: n * p }, (_, i) => rows[i + (p - 1) - 2 * (i % p)]!);
        const once = estimate(data);
        const other = estimate({ ...data, rows: turned });
        const slack = 1e-10 * largestOf(once.values);
        for (let i = 0; i < p * p; i++)
          expect(Math.abs(other.values[p * p - 1 - i]! - once.values[i]!)).toBeLessThanOrEqual(slack);
      }),
    );
  });
});
