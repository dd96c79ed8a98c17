import { describe, expect, it } from "vitest";
import { explainKey, type Factor, groupFactors, shortName } from "./factor-groups.ts";

const factor = (name: string, model: string): Factor => ({
  name,
  type: "style",
  model,
  window_sessions: 90,
  beta: 0.1,
  exposure_dollar: 10,
  std_error: 0.01,
  coverage: 1,
  observations: 90,
  reason: null,
  std_error_reason: null,
});

describe("groupFactors", () => {
  it("puts the factors of one kind of estimator together and leaves out empty groups", () => {
    const groups = groupFactors([
      factor("Joint Market", "joint"),
      factor("Market Beta (90D)", "market"),
      factor("IR Beta", "rates"),
    ]);
    expect(groups.map(({ title, factors }) => [title, factors.length])).toEqual([
      ["Market and rates", 2],
      ["Joint model", 1],
    ]);
  });

  it("keeps factors of an estimator it does not know, last", () => {
    const groups = groupFactors([factor("Carry", "carry"), factor("Momentum", "ridge")]);
    expect(groups.map(({ title }) => title)).toEqual(["Style ridge", "Other"]);
  });
});

describe("shortName", () => {
  it.each([
    ["Joint Growth-Value", "Growth-Value"],
    ["Size Spread", "Size"],
    ["Market Beta (90D)", "Market beta"],
    ["IR Beta", "Rates beta"],
    ["Low Volatility", "Low Volatility"],
  ])("shortens %s", (name, short) => {
    expect(shortName(name)).toBe(short);
  });
});

describe("explainKey", () => {
  it.each([
    ["Market Beta (90D)", "market", "factors/market/exposure"],
    ["Provider Beta", "provider", "factors/provider_beta/exposure"],
    ["IR Beta", "rates", "factors/rates/exposure"],
    ["Low Volatility", "ridge", "factors/ridge_low_volatility/exposure"],
    ["Growth-Value Spread", "spread", "factors/spread_growth_value/exposure"],
    ["Joint Rates", "joint", "factors/joint_rates/exposure"],
  ])("finds the explanation of %s", (name, model, key) => {
    expect(explainKey({ name, model })).toBe(key);
  });
});
