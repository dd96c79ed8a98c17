import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goldenReturns, LAST_ORDINAL } from "#test/golden/risk/market.ts";
import { correlationMatrix, pairIndex } from "./correlation.ts";

const returns = goldenReturns();

describe("pairIndex", () => {
  it("numbers the pairs of the lower triangle row by row", () => {
    expect([pairIndex(1, 0), pairIndex(2, 0), pairIndex(2, 1), pairIndex(3, 0)]).toEqual([0, 1, 2, 3]);
    expect(pairIndex(0, 2)).toBe(pairIndex(2, 0));
  });
});

describe("correlationMatrix", () => {
  it("gives the same bits in whatever order symbols are named", () => {
    const straight = correlationMatrix(returns.symbols, returns, LAST_ORDINAL, 252);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...returns.symbols], { minLength: returns.symbols.length }),
        (symbols) => {
          expect(correlationMatrix(symbols, returns, LAST_ORDINAL, 252)).toEqual(straight);
        },
      ),
      { numRuns: 10 },
    );
  });

  it("centres each pair on its own common sessions", () => {
    const matrix = correlationMatrix(["AAA", "DDD"], returns, LAST_ORDINAL, 90);
    expect([...matrix.observations]).toEqual([88]);
  });

  it("has no estimate, but the number of observations, below 30 of them", () => {
    const { correlations, observations, average } = correlationMatrix(
      ["AAA", "BBB"],
      returns,
      returns.firstOrdinal + 448,
      252,
    );
    expect([...observations]).toEqual([29]);
    expect([...correlations]).toEqual([Number.NaN]);
    expect(average).toBeNaN();
  });

  it("has no estimate for a series that never moves", () => {
    const flat = { ...returns, values: returns.values.slice() };
    flat.values.fill(0.001, 0, returns.sessionCount);
    const { correlations } = correlationMatrix(["SPY", "AAA"], flat, LAST_ORDINAL, 90);
    expect([...correlations]).toEqual([Number.NaN]);
  });

  it("has no observations of a symbol without a row", () => {
    expect([...correlationMatrix(["AAA", "ZZZ"], returns, LAST_ORDINAL, 90).observations]).toEqual([0]);
  });

  it("leaves pairs without an estimate out of the average", () => {
    const { correlations, average } = correlationMatrix(["AAA", "EEE", "ZZZ"], returns, LAST_ORDINAL, 90);
    expect(average).toBe(correlations[0]);
  });

  it("is at most 1 for two equal series", () => {
    const same = { ...returns, values: returns.values.slice() };
    same.values.copyWithin(returns.sessionCount, 0, returns.sessionCount);
    expect(correlationMatrix(["SPY", "TLT"], same, LAST_ORDINAL, 90).correlations[0]).toBeCloseTo(1, 15);
    expect(correlationMatrix(["SPY", "TLT"], same, LAST_ORDINAL, 90).correlations[0]).toBeLessThanOrEqual(1);
  });
});
