import { describe, expect, it } from "vitest";
import { factorsOf } from "#core/factors/factor-table.ts";
import { SCENARIOS, type Shock } from "./scenario-table.ts";
import { translateShocks } from "./translate-shocks.ts";

/** Worked by hand: market, growth − value, momentum, size, quality, low volatility, rates. */
const BY_HAND: readonly (readonly [string, readonly number[]])[] = [
  ["market_crash_35", [-0.35, 0, 0, 0, 0, 0, 0]],
  // −16.5 · 0.01 + ½ · 360 · 0.01² = −0.165 + 0.018
  ["rates_up_100bp", [0, 0, 0, 0, 0, 0, -0.147]],
  ["rates_down_100bp", [0, 0, 0, 0, 0, 0, 0.183]],
  // −16.5 · 0.0025 + 180 · 0.0025² = −0.04125 + 0.001125
  ["rates_up_25bp", [0, 0, 0, 0, 0, 0, -0.040125]],
  // −16.5 · 0.03 + 180 · 0.0009 = −0.495 + 0.162
  ["rate_spike_300bp", [0, 0, 0, 0, 0, 0, -0.333]],
  // growth −0.10 less value +0.20
  ["value_rotation_20", [0, -0.3, 0, 0, 0, 0, 0]],
  ["growth_rally_15", [0, 0.15, 0.1, 0, 0, 0, 0]],
  ["small_cap_outperformance_10", [0, 0, 0, 0.1, 0, 0, 0]],
  ["quality_flight_12", [-0.05, 0, 0, 0, 0.12, 0, 0]],
  // low volatility −0.25 absolute less −0.15
  ["vix_spike_150", [-0.15, 0, 0, 0, 0, -0.1, 0]],
  ["liquidity_crisis", [-0.2, 0, 0, -0.1, 0.15, -0.1, 0]],
  // value −0.30 − (−0.45) = +0.15, so growth − value −0.15; size +0.20; low volatility +0.10
  ["financial_crisis_2008", [-0.45, -0.15, 0, 0.2, 0.2, 0.1, 0]],
  // value −0.40 + 0.35 = −0.05, growth +0.15: +0.20; size −0.30 + 0.35
  ["covid_crash_2020", [-0.35, 0.2, 0, 0.05, 0.1, 0, 0]],
  // growth −0.60 + 0.45 = −0.15 less value +0.20; momentum −0.50 + 0.45
  ["dotcom_crash_2000", [-0.45, -0.35, -0.05, 0, 0.15, 0, 0]],
];

function shocksOf(id: string): readonly Shock[] {
  return SCENARIOS.find((scenario) => scenario.id === id)!.shocks;
}

describe("translateShocks", () => {
  it.each(BY_HAND)("turns %s into the joint factors", (id, expected) => {
    const { factorReturns } = translateShocks(shocksOf(id));
    for (const [k, size] of expected.entries()) expect(factorReturns[k]).toBeCloseTo(size, 15);
  });

  it("follows the order of the joint factors in the factor table", () => {
    expect(factorsOf("joint").map(({ name }) => name)).toEqual([
      "Joint Market",
      "Joint Growth-Value",
      "Joint Momentum",
      "Joint Size",
      "Joint Quality",
      "Joint Low Volatility",
      "Joint Rates",
    ]);
  });

  it("marks the shocked factors only", () => {
    const { shocked } = translateShocks(shocksOf("quality_flight_12"));
    expect(shocked).toEqual([true, false, false, false, true, false, false]);
  });

  it("keeps implied volatility and the yield change apart", () => {
    expect(translateShocks(shocksOf("vix_spike_150"))).toMatchObject({
      impliedVolatility: 1.5,
      yieldChange: null,
    });
    expect(translateShocks(shocksOf("rates_down_50bp"))).toMatchObject({
      impliedVolatility: null,
      yieldChange: -50,
    });
  });

  it("takes the sensitivity of another bond fund", () => {
    const { factorReturns } = translateShocks(shocksOf("rates_up_100bp"), { duration: 8, convexity: 0 });
    expect(factorReturns[6]).toBeCloseTo(-0.08, 15);
  });

  it("refuses a factor named twice", () => {
    const shock: Shock = { factor: "Market", type: "absolute", size: 0.1 };
    expect(() => translateShocks([shock, shock])).toThrow(RangeError);
  });

  it("refuses a size of a type the factor does not take", () => {
    expect(() => translateShocks([{ factor: "Interest_Rate", type: "relative", size: 0.1 }])).toThrow(
      RangeError,
    );
  });
});
