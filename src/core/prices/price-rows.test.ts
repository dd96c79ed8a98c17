import { describe, expect, test } from "vitest";
import { closeAt, closeRow, firstCloseOrdinal, lastClose } from "./price-rows.ts";

const NONE = Number.NaN;
const matrix = {
  symbols: ["AAA", "BBB"],
  firstOrdinal: 100,
  sessionCount: 4,
  close: Float64Array.of(1, 2, 3, 4, 5, NONE, NONE, 8),
  adjClose: new Float64Array(8),
};
const row = closeRow(matrix, "BBB");

test("a symbol's row is a view into the matrix", () => {
  expect([...(row?.close ?? [])]).toEqual([5, NONE, NONE, 8]);
});

test("an unknown symbol has no row and no close", () => {
  expect(closeRow(matrix, "CCC")).toBeNull();
  expect(closeAt(null, 100)).toBeNaN();
});

test("a session outside the matrix has no close", () => {
  expect([closeAt(row, 99), closeAt(row, 104)]).toEqual([NONE, NONE]);
});

describe("lastClose", () => {
  test("is the session's own where there is one", () => {
    expect(lastClose(row, 103, [])).toEqual({ price: 8, ordinal: 103 });
  });

  test("reaches back ten sessions and no further", () => {
    expect(lastClose(row, 113, [])).toEqual({ price: 8, ordinal: 103 });
    expect(lastClose(row, 114, [])).toBeNull();
  });

  test("is brought over the splits between", () => {
    const splits = [{ ordinal: 102, ratio: 2, exDate: "2025-01-06" }];
    expect(lastClose(row, 102, splits)).toEqual({ price: 2.5, ordinal: 100 });
  });
});

test("the first close of a range skips the gaps before it", () => {
  expect(firstCloseOrdinal(row, 101, 110)).toBe(103);
  expect(firstCloseOrdinal(row, 101, 102)).toBeNull();
});
