import { describe, expect, it } from "vitest";
import { jsonValue, snakeCase } from "./json-value.ts";

describe("snakeCase", () => {
  it.each([
    ["marketBeta", "market_beta"],
    ["var95Dollar", "var_95_dollar"],
    ["realizedVolatility252d", "realized_volatility_252d"],
    ["cvarExact99", "cvar_exact_99"],
    ["rSquared", "r_squared"],
    ["top10", "top_10"],
    ["component_cvar_95", "component_cvar_95"],
  ])("writes %s as %s", (name, written) => {
    expect(snakeCase(name)).toBe(written);
  });
});

describe("jsonValue", () => {
  it("has null for numbers that do not exist, plain arrays, and the keys of maps as they are", () => {
    const report = {
      byFactor: new Map([["Joint Market", Number.NaN]]),
      someValues: Float64Array.of(1, Number.POSITIVE_INFINITY),
      at: new Date(0),
      nothing: undefined,
    };
    expect(jsonValue(report)).toEqual({
      by_factor: { "Joint Market": null },
      some_values: [1, null],
      at: "1970-01-01T00:00:00.000Z",
      nothing: null,
    });
  });
});
