import { describe, expect, it } from "vitest";
import { orderByClusters } from "./cluster-order.ts";
import type { Correlations } from "./correlation-pairs.ts";

const data = {
  symbols: ["A", "B", "C", "D"],
  matrix: [
    [1, 0.1, 0.8, 0.2],
    [0.1, 1, 0.3, null],
    [0.8, 0.3, 1, 0.4],
    [0.2, null, 0.4, 1],
  ],
  observations: [
    [null, 10, 20, 30],
    [10, null, 40, 5],
    [20, 40, null, 50],
    [30, 5, 50, null],
  ],
  clusters: [
    { symbols: ["C", "A"], average_correlation: 0.8 },
    { symbols: ["B"], average_correlation: null },
  ],
} as unknown as Correlations;

describe("orderByClusters", () => {
  const ordered = orderByClusters(data);

  it("puts members side by side and those of no cluster last", () => {
    expect(ordered.symbols).toEqual(["C", "A", "B", "D"]);
  });

  it("permutes rows and columns alike", () => {
    expect(ordered.matrix[0]).toEqual([1, 0.8, 0.3, 0.4]);
    expect(ordered.matrix[2]).toEqual([0.3, 0.1, 1, null]);
    expect(ordered.observations[0]).toEqual([null, 20, 40, 50]);
  });

  it("frames clusters of several only", () => {
    expect(ordered.blocks).toEqual([{ from: 0, to: 1 }]);
  });
});
