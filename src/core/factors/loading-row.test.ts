import { describe, expect, it } from "vitest";
import { FACTORS } from "./factor-table.ts";
import { LOADING_WIDTH, loadingColumn } from "./loading-columns.ts";
import { factorLoadings, loadingAt } from "./loading-row.ts";

function rowWith(cells: Readonly<Record<string, number>>): Float64Array {
  const row = new Float64Array(LOADING_WIDTH).fill(Number.NaN);
  for (const [name, value] of Object.entries(cells)) row[loadingColumn(name)] = value;
  return row;
}

describe("a loading row read by factor", () => {
  it("names every factor but the provider's beta, in table order", () => {
    const names = FACTORS.map(({ name }) => name).filter((name) => name !== "Provider Beta");
    expect([...factorLoadings(rowWith({ market_observations: 0 })).keys()]).toEqual(names);
  });

  it("derives t and p from beta and standard error", () => {
    const row = rowWith({
      market_beta: 1,
      market_alpha: 0,
      market_std_error: 0.5,
      market_r_squared: 0.3,
      market_observations: 32,
    });
    const market = factorLoadings(row).get("Market Beta (90D)");
    // Student's two-sided p of t = 2 with 30 degrees of freedom, by Abramowitz & Stegun 26.7.4.
    expect(market).toMatchObject({ beta: 1, t: 2 });
    expect((market as { p: number }).p).toBeCloseTo(0.054625044963, 10);
  });

  it("says how many observations are wanting", () => {
    expect(factorLoadings(rowWith({ rates_observations: 12 })).get("IR Beta")).toEqual({
      reason: "TOO_FEW_OBSERVATIONS",
      needed: 30,
      got: 12,
    });
  });

  it("says that a factor did not move where observations suffice", () => {
    expect(factorLoadings(rowWith({ rates_observations: 90 })).get("IR Beta")).toEqual({
      reason: "NO_FACTOR_VARIATION",
      observations: 90,
    });
  });

  it("has no t or p for a ridge loading and for a constant symbol", () => {
    const loadings = factorLoadings(
      rowWith({
        ridge_value: 0.2,
        ridge_intercept: 0,
        ridge_r_squared: 0.4,
        ridge_observations: 90,
        market_beta: 0,
        market_alpha: 0,
        market_std_error: 0,
        market_observations: 90,
      }),
    );
    expect(loadings.get("Value")).toMatchObject({
      beta: 0.2,
      stdError: null,
      rSquared: 0.4,
      t: null,
      p: null,
    });
    expect(loadings.get("Market Beta (90D)")).toMatchObject({
      beta: 0,
      stdError: 0,
      rSquared: null,
      t: null,
    });
  });

  it("counts a joint factor that was left out as no parameter", () => {
    const loadings = factorLoadings(
      rowWith({ joint_market: 1, joint_market_std_error: 0.5, joint_alpha: 0, joint_observations: 126 }),
    );
    expect(loadings.get("Joint Market")).toMatchObject({ t: 2 });
    expect(loadings.get("Joint Size")).toEqual({ reason: "NO_FACTOR_VARIATION", observations: 126 });
  });
});

describe("a row of a block", () => {
  const block = {
    symbols: ["A", "B"],
    firstOrdinal: 10,
    sessionCount: 2,
    values: Float64Array.from({ length: 4 * LOADING_WIDTH }, (_, i) => i),
  };

  it("is found by symbol and ordinal", () => {
    expect(loadingAt(block, "B", 11)[0]).toBe(3 * LOADING_WIDTH);
  });

  it("that the block does not hold is an error", () => {
    expect(() => loadingAt(block, "C", 10)).toThrow(RangeError);
    expect(() => loadingAt(block, "A", 12)).toThrow(RangeError);
  });
});
