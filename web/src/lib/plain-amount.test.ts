import { describe, expect, it } from "vitest";
import { plainAmount } from "./plain-amount.ts";

describe("plainAmount", () => {
  it.each([
    [" $5,000,000.50 ", "5000000.50"],
    ["5 000 000", "5000000"],
    ["5\u202f000.5", "5000.5"],
    ["\u22125,000", "-5000"],
    ["(43.64)", "-43.64"],
  ])("takes %j as %s", (text, plain) => {
    expect(plainAmount(text)).toBe(plain);
  });

  it.each(["12,50", "1.234,56", "1,2345", "1.5 000", "1 234,567", "five", "1e6"])(
    "leaves %j as typed",
    (text) => {
      expect(plainAmount(text)).toBe(text);
    },
  );
});
