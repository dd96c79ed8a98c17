import { describe, expect, it } from "vitest";
import { intervalOf, isClear, summarizeExposures } from "./exposure-summary.ts";
import type { Factor } from "./factor-groups.ts";

const factor = (name: string, model: string, beta: number | null, error: number | null): Factor => ({
  name,
  type: "style",
  model,
  window_sessions: 252,
  beta,
  exposure_dollar: null,
  std_error: error,
  coverage: 1,
  observations: 252,
  reason: null,
  std_error_reason: null,
});

describe("intervalOf", () => {
  it("reaches 1.96 standard errors to either side", () => {
    expect(intervalOf({ beta: 1, std_error: 0.5 })).toEqual([1 - 0.98, 1 + 0.98]);
  });

  it("is unknown without a standard error", () => {
    expect(intervalOf({ beta: 1, std_error: null })).toBeNull();
  });
});

describe("isClear", () => {
  it("asks that the interval leaves out zero", () => {
    expect(isClear({ beta: -0.2, std_error: 0.1 })).toBe(true);
    expect(isClear({ beta: 0.19, std_error: 0.1 })).toBe(false);
    expect(isClear({ beta: 0.19, std_error: null })).toBe(false);
  });
});

describe("summarizeExposures", () => {
  const market = factor("Market Beta (90D)", "market", 0.72, 0.01);

  it("names the clear tilts of the joint model, the strongest first", () => {
    const text = summarizeExposures([
      market,
      factor("Joint Market", "joint", 0.7, 0.01),
      factor("Joint Size", "joint", 0.02, 0.005),
      factor("Joint Rates", "joint", -0.08, 0.01),
      factor("Joint Quality", "joint", 0.5, 0.4),
    ]);
    expect(text).toBe(
      "For each 1 % that the market moves, the portfolio moves about 0.72 %. Beside the market, its clearest tilts are rates \u22120.08 and size +0.02.",
    );
  });

  it("says so where no tilt stands apart from zero", () => {
    expect(summarizeExposures([market, factor("Joint Size", "joint", 0.02, 0.05)])).toMatch(
      /no tilt stands apart from zero\.$/,
    );
  });

  it("does not invent a market beta", () => {
    expect(summarizeExposures([factor("Market Beta (90D)", "market", null, null)])).toBe(
      "The portfolio's market beta is not known.",
    );
  });
});
