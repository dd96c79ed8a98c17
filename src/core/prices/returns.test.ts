import { describe, expect, it } from "vitest";
import { dailyReturns } from "./returns.ts";

function returnsOf(...rows: readonly (readonly number[])[]): number[] {
  const adjClose = Float64Array.from(rows.flat());
  const matrix = dailyReturns({
    symbols: rows.map((_, i) => `S${i}`),
    firstOrdinal: 5,
    sessionCount: rows[0]!.length,
    close: new Float64Array(adjClose.length).fill(1),
    adjClose,
  });
  expect(matrix.firstOrdinal).toBe(5);
  return [...matrix.values];
}

describe("daily returns", () => {
  it("are simple returns of the adjusted close", () => {
    expect(returnsOf([100, 110, 99])).toEqual([Number.NaN, 110 / 100 - 1, 99 / 110 - 1]);
  });

  it("are missing on both sides of a missing price, and nothing is bridged", () => {
    expect(returnsOf([100, Number.NaN, 110, 121])).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      121 / 110 - 1,
    ]);
  });

  it("do not reach from one symbol's row into the next", () => {
    expect(returnsOf([1, 2], [4, 2])).toEqual([Number.NaN, 1, Number.NaN, -0.5]);
  });

  it("take a price that is not positive for a missing one", () => {
    expect(returnsOf([100, 0, 50, 100])).toEqual([Number.NaN, Number.NaN, Number.NaN, 1]);
  });
});
