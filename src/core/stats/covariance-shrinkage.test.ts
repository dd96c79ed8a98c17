import { describe, expect, it } from "vitest";
import {
  conditionOf,
  ledoitWolfConstantCorrelation,
  ledoitWolfIdentity,
  sampleCovariance,
} from "./covariance-shrinkage.ts";

/** Rows of series given one after the other. */
function rowsOf(...series: readonly (readonly number[])[]) {
  const [p, n] = [series.length, series[0]!.length];
  return { rows: Float64Array.from({ length: n * p }, (_, i) => series[i % p]![Math.floor(i / p)]!), n, p };
}

const A = [0.01, -0.02, 0.005, 0.012, -0.003, 0.007];
const B = [0.004, -0.011, 0.009, -0.002, 0.001, 0.015];
const C = [-0.006, 0.003, 0.008, 0.001, -0.012, 0.02];
/** Six times 0.1 over six is not 0.1: what is left must not count as a move. */
const CONSTANT = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1];

describe("ledoitWolfConstantCorrelation", () => {
  it("leaves two series as the sample has them, since one correlation is its own mean", () => {
    const { values, shrinkage, targetParameter } = ledoitWolfConstantCorrelation(rowsOf(A, B));
    const sample = sampleCovariance(rowsOf(A, B)).values;
    expect(shrinkage).toBe(0);
    expect([...values]).toEqual([...sample].map((value) => expect.closeTo((value * 5) / 6, 18)));
    expect(targetParameter).toBeCloseTo(sample[1]! / Math.sqrt(sample[0]! * sample[3]!), 14);
  });

  it("has no mean correlation with one series", () => {
    const { shrinkage, targetParameter } = ledoitWolfConstantCorrelation(rowsOf(A));
    expect([shrinkage, targetParameter]).toEqual([0, Number.NaN]);
  });

  it("gives a constant series no part in the others' estimate", () => {
    const without = ledoitWolfConstantCorrelation(rowsOf(A, B, C));
    const rows = rowsOf(A, CONSTANT, B, C);
    const matrix = ledoitWolfConstantCorrelation(rows);
    const { values, shrinkage } = matrix;
    expect(shrinkage).toBeCloseTo(without.shrinkage, 14);
    expect(shrinkage).toBeGreaterThan(0);
    expect([...values.subarray(4, 8)]).toEqual([0, 0, 0, 0]);
    expect(values[2]).toBeCloseTo(without.values[1]!, 18);
    expect(conditionOf(matrix, rows.p)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("ledoitWolfIdentity", () => {
  it("makes a singular sample invertible", () => {
    const twins = rowsOf(A, A, B);
    expect(conditionOf(sampleCovariance(twins), twins.p)).toBe(Number.POSITIVE_INFINITY);
    expect(conditionOf(ledoitWolfIdentity(twins), twins.p)).toBeLessThan(1e3);
  });

  it("leaves one series as it is", () => {
    expect(ledoitWolfIdentity(rowsOf(A)).shrinkage).toBe(0);
  });
});
