import { describe, expect, it } from "vitest";
import type { FactorCovariance } from "#core/factors/factor-covariance.ts";
import { tooFewObservations } from "#core/stats/no-estimate.ts";
import { weightsOf } from "#test/golden/risk/market.ts";
import { goldenBook, goldenCovariance, shocksAt } from "#test/golden/stress/answers.ts";
import { expectedMoves } from "./correlated-stress.ts";
import { directStress } from "./direct-stress.ts";
import { shockMoves, shockStress } from "./scenario-moves.ts";

/** Variances 4, 1, 0 … of market, growth − value and nothing else; covariance 1. */
const TWO_FACTORS: FactorCovariance = {
  ordinal: 0,
  observations: 252,
  values: Float64Array.from({ length: 49 }, (_, i) => [4, 1, 0, 0, 0, 0, 0, 1, 1][i] ?? 0),
  condition: Number.POSITIVE_INFINITY,
};

describe("expectedMoves", () => {
  it("moves another factor by its beta to the shocked one, not by their correlation", () => {
    // cov/var = ¼; the correlation would be ½.
    expect([...(expectedMoves(shocksAt([[0, -0.2]]), TWO_FACTORS) as Float64Array)]).toEqual([
      -0.2, -0.05, 0, 0, 0, 0, 0,
    ]);
  });

  it("moves nothing where nothing is shocked", () => {
    expect(expectedMoves(shocksAt([]), TWO_FACTORS)).toEqual(new Float64Array(7));
  });

  it("holds a factor shocked by 0 where it is", () => {
    const moves = expectedMoves(
      shocksAt([
        [0, -0.2],
        [1, 0],
      ]),
      TWO_FACTORS,
    ) as Float64Array;
    expect(moves[1]).toBe(0);
  });

  it("has no answer for a shocked factor that does not vary", () => {
    expect(expectedMoves(shocksAt([[3, 0.1]]), TWO_FACTORS)).toMatchObject({ reason: "ILL_CONDITIONED" });
  });
});

describe("a shock seen through a covariance", () => {
  const book = goldenBook(weightsOf({ AAA: 0.5, EEE: -0.3, SPY: 0.4 }));

  it("is the direct one where all factors are shocked", () => {
    const shocks = shocksAt([...[-0.3, 0.1, 0.05, -0.08, 0.02, 0.06, 0.15].entries()]);
    const { direct, correlated } = shockStress(book, shockMoves(shocks, goldenCovariance()));
    expect(correlated).toEqual(direct);
  });

  it("can turn the sign of a rate shock, since rates move with the market", () => {
    const shocks = shocksAt([[6, -0.147]]);
    const { direct, correlated } = shockStress(book, shockMoves(shocks, goldenCovariance()));
    expect(direct).toEqual(directStress(book, shocks));
    expect((correlated as typeof direct).byFactor[0]).not.toBe(0);
  });

  it("has its direct part where there is no covariance", () => {
    const few = tooFewObservations(126, 100);
    const moves = shockMoves(shocksAt([[0, -0.35]]), few);
    expect(moves).toMatchObject({ expected: few, plausibility: few });
    const { direct, correlated } = shockStress(book, moves);
    expect(direct.pnl).toBeCloseTo(-0.35 * book.exposures[0]!, 14);
    expect(correlated).toBe(few);
  });
});
