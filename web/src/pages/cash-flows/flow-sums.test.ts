import { describe, expect, it } from "vitest";
import { flowSums, signedAmount } from "./flow-sums.ts";

describe("flowSums", () => {
  it("keeps what came in and what went out apart", () => {
    expect(flowSums([{ amount: 100 }, { amount: -30 }, { amount: 5 }])).toEqual({
      contributed: 105,
      withdrawn: 30,
      net: 75,
    });
  });
});

describe("signedAmount", () => {
  it("takes the sign from the direction, whatever was typed", () => {
    expect(signedAmount("in", " 25,000.50 ")).toBe("25000.50");
    expect(signedAmount("out", "25000")).toBe("-25000");
    expect(signedAmount("out", "-25000")).toBe("-25000");
  });
});
