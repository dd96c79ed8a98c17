import { describe, expect, it } from "vitest";
import { formErrors } from "@/components/edit/form-errors.ts";
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
  it("takes the sign from the direction", () => {
    expect(signedAmount("in", " 25,000.50 ")).toBe("25000.50");
    expect(signedAmount("in", "+$5")).toBe("5");
    expect(signedAmount("out", "25000")).toBe("-25000");
    expect(signedAmount("out", "\u221225000")).toBe("-25000");
    expect(signedAmount("out", "(25,000)")).toBe("-25000");
  });

  it("leaves what is no amount for the API to refuse", () => {
    expect(signedAmount("in", "12,50")).toBe("12,50");
    expect(signedAmount("out", "1.234,56")).toBe("1.234,56");
    expect(signedAmount("out", "")).toBe("");
  });

  it("refuses a sign that contradicts the direction, beside the amount", () => {
    const refusal = (direction: "in" | "out", text: string) => {
      try {
        return signedAmount(direction, text);
      } catch (error) {
        return formErrors(error as Error, ["amount"]).byField.amount;
      }
    };
    expect(refusal("in", "-500")).toMatch(/^The minus says .* Withdrawal/);
    expect(refusal("out", "+500")).toMatch(/^The plus says .* Contribution/);
  });
});
