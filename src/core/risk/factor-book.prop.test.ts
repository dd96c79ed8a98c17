import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { weightsOf } from "#test/golden/risk/market.ts";
import { goldenBook } from "#test/golden/stress/answers.ts";

const weight = fc.double({ min: -2, max: 2, noNaN: true }).filter((w) => Math.abs(w) > 1e-6);
const exposures = (AAA: number, TLT: number) => goldenBook(weightsOf({ AAA, TLT })).exposures;

describe("factorBook", () => {
  it("has exposures linear in the weights", () => {
    fc.assert(
      fc.property(weight, weight, weight, weight, weight, (a1, t1, a2, t2, factor) => {
        const first = exposures(a1, t1);
        const second = exposures(a2, t2);
        const both = exposures(a1 + factor * a2, t1 + factor * t2);
        for (let k = 0; k < 7; k++) expect(both[k]).toBeCloseTo(first[k]! + factor * second[k]!, 12);
      }),
    );
  });
});
