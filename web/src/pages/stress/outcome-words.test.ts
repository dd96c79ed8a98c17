import { describe, expect, it } from "vitest";
import { describeMoves, summarizeContributions } from "./outcome-words.ts";
import type { Outcome } from "./scenario-list.ts";

describe("describeMoves", () => {
  it("names the shocked factors and those that follow most", () => {
    const outcome = {
      factor_shocks: { "Joint Market": -0.2, "Joint Size": 0, "Joint Rates": 0 },
      correlated: { factor_moves: { "Joint Market": -0.2, "Joint Size": -0.01, "Joint Rates": 0.03 } },
    } as unknown as Outcome;
    expect(describeMoves(outcome)).toBe(
      "Shocked: Market \u221220.0\u202f%. Expected to follow: Long Treasuries +3.0\u202f%, Size \u22121.0\u202f%.",
    );
  });

  it("says that only options answer where no joint factor is shocked", () => {
    expect(describeMoves({ factor_shocks: {}, correlated: null } as unknown as Outcome)).toMatch(
      /only options/,
    );
  });
});

describe("summarizeContributions", () => {
  it("names the largest and what works against it", () => {
    expect(summarizeContributions({ a: -3, b: 1, c: 2, d: null }, String)).toBe(
      "a brings most, -3; c works against it most, 2.",
    );
  });

  it("passes over what hardly matters", () => {
    expect(summarizeContributions({ a: -100, b: 0.5 }, String)).toBe(
      "a brings most, -100; hardly anything works against it.",
    );
  });

  it("says so where nothing answers", () => {
    expect(summarizeContributions({ a: 0, b: null }, String)).toBe("Nothing in the portfolio answers to it.");
  });
});
