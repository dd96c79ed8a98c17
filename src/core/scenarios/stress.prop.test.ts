import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { weightsOf } from "#test/golden/risk/market.ts";
import { estimated, goldenBook, goldenCovariance, shocksAt } from "#test/golden/stress/answers.ts";
import { putOn } from "#test/golden/stress/put-on.ts";
import { plausibility } from "./plausibility.ts";
import { reverseStress } from "./reverse-stress.ts";
import { shockMoves, shockStress } from "./scenario-moves.ts";
import { SCENARIOS, type Shock, type ShockFactor } from "./scenario-table.ts";
import { formatShocks, parseShocks } from "./shock-notation.ts";
import { TLT_SENSITIVITY, translateShocks } from "./translate-shocks.ts";

const covariance = goldenCovariance();
const number = fc.double({ min: -1, max: 1, noNaN: true }).filter((size) => Math.abs(size) > 1e-3);
const anyWeights = fc.dictionary(fc.constantFrom("AAA", "BBB", "CCC", "DDD", "EEE", "SPY", "TLT"), number, {
  minKeys: 1,
});
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

describe("stress", () => {
  it("adds up by factor and by symbol, with convexity apart", () => {
    const scenario = fc.constantFrom(...SCENARIOS);
    fc.assert(
      fc.property(anyWeights, number, scenario, (weights, quantity, { shocks }) => {
        const options = [putOn("AAA", quantity / 100), putOn("ZZZ", -quantity / 100)];
        const book = goldenBook({ ...weightsOf(weights), options });
        const { direct, correlated } = shockStress(book, shockMoves(translateShocks(shocks), covariance));
        for (const { pnl, byFactor, bySymbol, convexity, byOption } of [direct, estimated(correlated)]) {
          expect(Math.abs(sum(byFactor) + convexity - pnl)).toBeLessThan(1e-9);
          expect(Math.abs(sum(bySymbol) + convexity - pnl)).toBeLessThan(1e-9);
          expect(Math.abs(sum(byOption) - convexity)).toBeLessThan(1e-9);
        }
      }),
    );
  });

  it("changes a linear book by its rate exposure times TLT's answer to the yield", () => {
    const yieldChange = fc.integer({ min: -300, max: 300 });
    fc.assert(
      fc.property(anyWeights, yieldChange, (weights, size) => {
        const book = goldenBook(weightsOf(weights));
        const shocks = translateShocks([{ factor: "Interest_Rate", type: "basisPoints", size }]);
        const { direct } = shockStress(book, shockMoves(shocks, covariance));
        const { duration, convexity } = TLT_SENSITIVITY;
        const change = size / 10_000;
        const expected = book.exposures[6]! * (-duration * change + 0.5 * convexity * change ** 2);
        expect(Math.abs(direct.pnl - expected)).toBeLessThan(1e-14);
      }),
    );
  });
});

describe("reverse stress", () => {
  it("is nearer than any other move that loses the same", () => {
    const move = fc.array(number, { minLength: 7, maxLength: 7 });
    const loss = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(anyWeights, loss, move, (weights, size, other) => {
        const book = goldenBook(weightsOf(weights));
        const e = book.exposures;
        const length = e.reduce((total, x) => total + x * x, 0);
        fc.pre(length > 1e-4);
        const best = estimated(reverseStress(book, covariance, size));
        // Any move, brought onto the plane e′f = −L.
        const missing = (e.reduce((total, x, k) => total + x * other[k]!, 0) + size) / length;
        const feasible = shocksAt(other.map((x, k) => [k, x - missing * e[k]!]));
        const { distance } = estimated(plausibility(feasible, covariance));
        expect(distance).toBeGreaterThanOrEqual(best.plausibility.distance * (1 - 1e-9));
      }),
    );
  });

  it("lies as far out as its distance says", () => {
    fc.assert(
      fc.property(anyWeights, (weights) => {
        const { factorReturns, plausibility: own } = estimated(
          reverseStress(goldenBook(weightsOf(weights)), covariance, 0.2),
        );
        const { distance } = estimated(plausibility(shocksAt([...factorReturns.entries()]), covariance));
        expect(distance / own.distance).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe("the notation of shocks", () => {
  it("reads what it writes", () => {
    const fraction = fc.double({ min: -1, max: 10, noNaN: true }).map((size) => size + 0);
    const shockOf = (factor: ShockFactor): fc.Arbitrary<Shock> => {
      if (factor === "Interest_Rate")
        return fc
          .integer({ min: -4_580, max: 4_580 })
          .map((tenths) => ({ factor, type: "basisPoints", size: tenths / 10 }));
      const types =
        factor === "Market"
          ? (["absolute"] as const)
          : factor === "Implied_Volatility"
            ? (["relative"] as const)
            : (["absolute", "relative"] as const);
      return fc.tuple(fc.constantFrom(...types), fraction).map(([type, size]) => ({ factor, type, size }));
    };
    const factors = [
      "Market",
      "Value",
      "Growth",
      "Momentum",
      "Size",
      "Quality",
      "Low Volatility",
      "Interest_Rate",
      "Implied_Volatility",
    ] as const satisfies readonly ShockFactor[];
    const shocks = fc
      .uniqueArray(fc.constantFrom(...factors), { minLength: 1 })
      .chain((named) => fc.tuple(...named.map(shockOf)));
    fc.assert(
      fc.property(shocks, (written) => {
        expect(parseShocks(formatShocks(written))).toEqual({ shocks: written });
      }),
    );
  });
});
