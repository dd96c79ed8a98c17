import { describe, expect, it } from "vitest";
import { type Correlations, describeCluster, rankPairs, summarizeCorrelations } from "./correlation-pairs.ts";

const data = {
  symbols: ["A", "B", "C"],
  matrix: [
    [1, 0.9, -0.2],
    [0.9, 1, null],
    [-0.2, null, 1],
  ],
  observations: [
    [null, 252, 200],
    [252, null, 12],
    [200, 12, null],
  ],
  average_correlation: 0.35,
} as unknown as Correlations;

describe("rankPairs", () => {
  it("lists each known pair once, the closest first, with its sessions", () => {
    expect(rankPairs(data)).toEqual([
      { one: "A", other: "B", correlation: 0.9, observations: 252 },
      { one: "A", other: "C", correlation: -0.2, observations: 200 },
    ]);
  });
});

describe("summarizeCorrelations", () => {
  it("names the average and both ends", () => {
    expect(summarizeCorrelations(data)).toBe(
      "On average 0.35. Closest are A and B (0.90), furthest apart A and C (\u22120.20).",
    );
  });

  it("claims nothing without a pair", () => {
    expect(summarizeCorrelations({ ...data, symbols: ["A"], matrix: [[1]] })).toBe(
      "No pair of holdings has a correlation.",
    );
  });
});

describe("describeCluster", () => {
  it("counts its members and how close they are", () => {
    expect(describeCluster({ symbols: ["A", "B"], average_correlation: 0.9 })).toBe(
      "2 holdings that move together, at 0.90 on average.",
    );
    expect(describeCluster({ symbols: ["C"], average_correlation: null })).toBe("C moves on its own.");
  });
});
