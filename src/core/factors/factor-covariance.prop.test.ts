import fc from "fast-check";
import { expect, it } from "vitest";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { symmetricEigen } from "#core/stats/symmetric-eigen.ts";
import { goldenReturns, LAST_ORDINAL } from "#test/golden/risk/market.ts";
import { factorCovariance } from "./factor-covariance.ts";
import { factorReturnsOf } from "./factor-returns.ts";
import { JOINT_COUNT } from "./joint-columns.ts";

const returns = goldenReturns();
const session = fc.integer({ min: LAST_ORDINAL - 252, max: LAST_ORDINAL });
const column = fc.nat({ max: returns.sessionCount - 1 });

/** The market with holes in its proxies, and with one of them standing in for another from some session on. */
const market = fc
  .record({
    holes: fc.array(fc.tuple(fc.nat({ max: 7 }), column), { maxLength: 60 }),
    copied: fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 7 }), column),
  })
  .map(({ holes, copied: [from, to, start] }): ReturnMatrix => {
    const { sessionCount } = returns;
    const values = returns.values.slice();
    for (let t = start; t < sessionCount; t++)
      values[to * sessionCount + t] = values[from * sessionCount + t]!;
    for (const [row, t] of holes) values[row * sessionCount + t] = Number.NaN;
    return { ...returns, values };
  });

it("a factor covariance is symmetric to the last bit and positive semidefinite, collinear factors or not", () => {
  fc.assert(
    fc.property(market, session, (matrix, ordinal) => {
      const covariance = factorCovariance(factorReturnsOf(matrix), ordinal);
      if (isNoEstimate(covariance)) throw new Error(covariance.reason);
      const { values } = covariance;
      for (let i = 0; i < JOINT_COUNT; i++)
        for (let j = 0; j < i; j++) expect(values[i * JOINT_COUNT + j]).toBe(values[j * JOINT_COUNT + i]);
      const eigenvalues = symmetricEigen(values, JOINT_COUNT).values;
      expect(eigenvalues.at(-1)! / eigenvalues[0]!).toBeGreaterThan(-1e-15);
    }),
  );
});
