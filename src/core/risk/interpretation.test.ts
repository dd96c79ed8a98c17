import { describe, expect, it } from "vitest";
import { factorsOf } from "#core/factors/factor-table.ts";
import {
  betaMagnitude,
  concentrationLevel,
  interpretSpread,
  isHighCorrelation,
  volatilityDirection,
} from "./interpretation.ts";

describe("betaMagnitude", () => {
  it.each([
    [0.51, "strong"],
    [-0.51, "strong"],
    [0.5, "moderate"],
    [-0.21, "moderate"],
    [0.2, "mild"],
    [0, "mild"],
  ] as const)("calls %d %s", (beta, word) => {
    expect(betaMagnitude(beta)).toBe(word);
  });
});

describe("concentrationLevel", () => {
  it.each([
    [0.099, "well spread"],
    [0.1, "moderate"],
    [0.179, "moderate"],
    [0.18, "concentrated"],
  ] as const)("calls an HHI of %d %s", (hhi, word) => {
    expect(concentrationLevel(hhi)).toBe(word);
  });
});

describe("isHighCorrelation", () => {
  it("starts above 0.7", () => {
    expect([isHighCorrelation(0.7), isHighCorrelation(0.71)]).toEqual([false, true]);
  });
});

describe("volatilityDirection", () => {
  it.each([
    [1.11, "rising"],
    [1.1, "stable"],
    [0.9, "stable"],
    [0.89, "falling"],
  ] as const)("calls a ratio of %d %s", (ratio, word) => {
    expect(volatilityDirection(ratio)).toBe(word);
  });

  it("refuses to speak where there is no estimate", () => {
    expect(() => volatilityDirection(Number.NaN)).toThrow(RangeError);
  });
});

describe("interpretSpread", () => {
  it.each(factorsOf("spread"))("has words for both sides of $name", ({ name }) => {
    expect(interpretSpread(name, 0.3).direction).not.toBe(interpretSpread(name, -0.3).direction);
  });

  it("says which way, how much and what it means", () => {
    expect(interpretSpread("Growth-Value Spread", -0.346)).toEqual({
      direction: "Value",
      magnitude: "moderate",
      explanation:
        "Moderate value tilt: the portfolio loses about 0.35 % for each 1 % by which the return of growth exceeds that of value.",
    });
  });

  it("leans to neither side at 0", () => {
    expect(interpretSpread("Size Spread", 0).direction).toBe("Neutral");
  });

  it("refuses to speak where there is no estimate", () => {
    expect(() => interpretSpread("Size Spread", Number.NaN)).toThrow(RangeError);
  });
});
