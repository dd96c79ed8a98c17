import { describe, expect, it } from "vitest";
import type { Volatility } from "./volatility-types.ts";
import { levelWord, volatilitySentence } from "./volatility-words.ts";

const known: Volatility = {
  realized_volatility_21d: 0.0724,
  realized_volatility_63d: 0.0743,
  realized_volatility_252d: 0.0861,
  ewma: 0.0825,
  expected_volatility_21d: 0.0829,
  percentile: 0.31,
  trend: "falling",
  trend_ratio: 0.78,
  proxied_returns: 0,
  observations: 504,
  reasons: {},
};

describe("volatilitySentence", () => {
  it("says level, trend and forecast", () => {
    expect(volatilitySentence(known)).toBe(
      "The book moved at 7.2\u202f% a year over the last 21 sessions, low for its past year and falling; the forecast for the next 21 is higher, 8.3\u202f%.",
    );
  });

  it("leaves out what is not known", () => {
    expect(
      volatilitySentence({ ...known, percentile: null, trend: null, expected_volatility_21d: null }),
    ).toBe("The book moved at 7.2\u202f% a year over the last 21 sessions.");
    expect(volatilitySentence({ ...known, realized_volatility_21d: null })).toBe(
      "There are too few returns for a volatility.",
    );
  });
});

describe("levelWord", () => {
  it("calls the middle of the year usual", () => {
    expect([0, 0.2, 0.5, 0.8, 0.95].map(levelWord)).toEqual([
      "very low",
      "low",
      "usual",
      "high",
      "very high",
    ]);
  });
});
