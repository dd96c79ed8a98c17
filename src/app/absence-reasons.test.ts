import { describe, expect, it } from "vitest";
import { tooFewObservations } from "#core/stats/no-estimate.ts";
import { exposureReason, NO_PROVIDER_BETA, noEstimateReason, whyMissing } from "./absence-reasons.ts";
import { attributedSession } from "./attribution-report.ts";

describe("exposureReason", () => {
  it("is want of capital before want of holdings before want of loadings", () => {
    const code = (coverage: number, nav: number) => exposureReason(coverage, nav).code;
    expect(code(Number.NaN, -5)).toBe("NONPOSITIVE_CAPITAL");
    expect(code(Number.NaN, 100)).toBe("NO_HOLDINGS");
    expect(code(0, 100)).toBe("NO_LOADING");
    expect(exposureReason(0, 100, NO_PROVIDER_BETA)).toBe(NO_PROVIDER_BETA);
  });
});

describe("noEstimateReason", () => {
  it("names the numbers that are known", () => {
    expect(noEstimateReason(tooFewObservations(126, 90)).message).toBe(
      "126 observations are needed; 90 were usable.",
    );
    expect(noEstimateReason({ reason: "ILL_CONDITIONED", condition: 123456 }).message).toMatch(/1\.23e\+5/);
  });
});

describe("whyMissing", () => {
  it("tells of missing and infinite numbers by the names that the API has for them", () => {
    const reason = { code: "X", message: "x" };
    const numbers = { var95Dollar: Number.NaN, vif: Number.POSITIVE_INFINITY, rSquared: 0, top3: null };
    const why = { var95Dollar: reason, vif: reason, rSquared: reason, top3: null };
    expect(whyMissing(numbers, why)).toEqual({ var_95_dollar: reason, vif: reason });
  });
});

describe("attributedSession", () => {
  it("says why nothing is told apart where a joint factor has no return", () => {
    const row = {
      session: "2026-01-08",
      total: 10,
      factors: new Float64Array(7).fill(Number.NaN),
      specific: Number.NaN,
      other: 2,
    };
    expect(attributedSession(row).reasons).toEqual({
      factors: expect.objectContaining({ code: "NO_FACTOR_DATA" }),
      specific: expect.objectContaining({ code: "NO_FACTOR_DATA" }),
    });
    expect(attributedSession({ ...row, factors: new Float64Array(7), specific: 8 }).reasons).toEqual({});
  });
});
