import { describe, expect, it } from "vitest";
import { estimated, goldenCovariance, shocksAt } from "#test/golden/stress/answers.ts";
import { plausibility } from "./plausibility.ts";

const covariance = goldenCovariance();

describe("plausibility", () => {
  it("counts standard deviations of a year where one factor is shocked", () => {
    const year = Math.sqrt(252 * covariance.values[0]!);
    const { distance, degrees, percentile } = estimated(plausibility(shocksAt([[0, -2 * year]]), covariance));
    expect(distance).toBeCloseTo(2, 12);
    expect(degrees).toBe(1);
    // P(|z| ≤ 2)
    expect(percentile).toBeCloseTo(0.954499736103642, 12);
  });

  it("finds the same shock further out in a shorter time", () => {
    const year = estimated(plausibility(shocksAt([[0, -0.35]]), covariance));
    const month = estimated(plausibility(shocksAt([[0, -0.35]]), covariance, 21));
    expect(month.distance / year.distance).toBeCloseTo(Math.sqrt(12), 12);
  });

  it("finds factors that move together further out when they are shocked apart", () => {
    const sign = Math.sign(covariance.values[5]!);
    const along = plausibility(
      shocksAt([
        [0, 0.1],
        [5, sign * 0.02],
      ]),
      covariance,
    );
    const against = plausibility(
      shocksAt([
        [0, 0.1],
        [5, -sign * 0.02],
      ]),
      covariance,
    );
    expect(estimated(against).distance).toBeGreaterThan(estimated(along).distance);
  });

  it("judges nothing where no joint factor is shocked", () => {
    expect(plausibility(shocksAt([]), covariance)).toEqual({
      distance: 0,
      degrees: 0,
      percentile: Number.NaN,
    });
  });
});
