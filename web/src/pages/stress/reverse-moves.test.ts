import { describe, expect, it } from "vitest";
import { movesOf, type ReverseStress, readLoss, summarizeReverse } from "./reverse-moves.ts";

describe("readLoss", () => {
  it.each([
    ["10", 0.1],
    ["7.5 %", 0.075],
    ["\u221220", 0.2],
    ["0", "More than 0 and at most 1000 %."],
    ["1001", "More than 0 and at most 1000 %."],
    ["", "Write a number, such as 10."],
    ["ten", "Write a number, such as 10."],
  ])("reads %j", (text, loss) => {
    expect(readLoss(text)).toBe(loss);
  });
});

describe("summarizeReverse", () => {
  it("leads with the largest move", () => {
    const moves = movesOf({
      factor_moves: {
        "Joint Size": -0.02,
        "Joint Market": -0.14,
        "Joint Rates": 0.05,
        "Joint Quality": null,
      },
    } as unknown as ReverseStress);
    expect(summarizeReverse(0.1, moves)).toBe(
      "The most plausible way to lose 10.0\u202f% of NAV is Market \u221214.0\u202f%, with Long Treasuries +5.0\u202f% and Size \u22122.0\u202f%.",
    );
  });
});
