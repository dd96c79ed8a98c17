import { describe, expect, it } from "vitest";
import { coneSentence, quantile, volatilityCone } from "./volatility-cone.ts";
import type { VolatilityPoint } from "./volatility-types.ts";

function point(month: number | null, year: number | null): VolatilityPoint {
  return {
    as_of: "2026-01-02",
    realized_volatility_21d: month,
    realized_volatility_63d: null,
    realized_volatility_252d: year,
    ewma: null,
    expected_volatility_21d: null,
    percentile: null,
  };
}

describe("volatilityCone", () => {
  it("leaves out windows without a history", () => {
    const cone = volatilityCone([point(0.1, null), point(0.3, 0.2), point(0.2, null)]);
    expect(cone).toEqual([
      {
        sessions: 21,
        observations: 3,
        lowest: 0.1,
        lowerQuartile: expect.closeTo(0.15),
        median: 0.2,
        upperQuartile: expect.closeTo(0.25),
        highest: 0.3,
        now: 0.2,
      },
    ]);
  });

  it("is put into words", () => {
    const history = [0.1, 0.2, 0.3, 0.4, 0.5].map((value) => point(value, 0.6 - value));
    expect(coneSentence(volatilityCone(history))).toBe(
      "Against 5 stored sessions, volatility now is in the highest quarter on 21, in the lowest quarter on 252 sessions.",
    );
    expect(coneSentence([])).toBe("No window has a history yet.");
    const ended = volatilityCone([...history, point(null, null)]);
    expect(coneSentence(ended)).toBe("No window has a volatility at this session.");
  });
});

it("interpolates quantiles", () => {
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
  expect(quantile([7], 0.25)).toBe(7);
});
