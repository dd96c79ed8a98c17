import { describe, expect, it } from "vitest";
import { factorsOfModel, loadingOf } from "./loadings.ts";

const reason = { code: "TOO_FEW_OBSERVATIONS", message: "20 of 60 returns." };
const holding = {
  factors: { "Joint Market": 0.9, "Joint Size": 0.1, Momentum: 0.2, "Size Spread": null },
  diagnostics: {
    "Joint Market": { std_error: 0.1, r_squared: 0.8, reason: null },
    "Joint Size": { std_error: 0.1, reason: null },
    Momentum: { reason: null },
    "Size Spread": { reason },
  },
  reasons: {},
};

describe("factorsOfModel", () => {
  const names = ["Market Beta (90D)", "Provider Beta", "Momentum", "Size Spread", "Joint Market"];
  it.each([
    ["market", ["Market Beta (90D)", "Provider Beta"]],
    ["ridge", ["Momentum"]],
    ["spread", ["Size Spread"]],
    ["joint", ["Joint Market"]],
  ] as const)("finds those of %s", (model, found) => {
    expect(factorsOfModel(names, model)).toEqual(found);
  });
});

describe("loadingOf", () => {
  it("is clear where its interval leaves out zero", () => {
    expect(loadingOf(holding, "Joint Market")).toMatchObject({ value: 0.9, isClear: true, rSquared: 0.8 });
    expect(loadingOf(holding, "Joint Size").isClear).toBe(false);
  });

  it("has no interval where the estimator has no error", () => {
    expect(loadingOf(holding, "Momentum")).toMatchObject({ halfWidth: null, isClear: true });
  });

  it("keeps the reason of a missing one", () => {
    expect(loadingOf(holding, "Size Spread")).toMatchObject({ value: null, reason });
  });
});
