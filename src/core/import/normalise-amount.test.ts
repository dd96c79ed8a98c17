import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isUnknown, normaliseAmount } from "./normalise-amount.ts";

describe("normaliseAmount", () => {
  test.each([
    ["$1,234.50", "1234.50"],
    ["($43.64)", "-43.64"],
    ["(43.64)", "-43.64"],
    ["-$3320.05", "-3320.05"],
    ["$-5", "-5"],
    ["+$1.2", "+1.2"],
    ["$ 5", "5"],
    ["1,234,567", "1234567"],
    [".5", ".5"],
    ["--", ""],
    ["N/A", ""],
    [" n/a ", ""],
    ["", ""],
  ])("%j is %j", (text, expected) => {
    expect(normaliseAmount(text)).toBe(expected);
  });

  test.each(["1,23", "1.234,56", "(-5)", "--5", "1 000", "5 USD", "€5", "12,3456"])(
    "%j is left as it is, to be refused",
    (text) => {
      expect(normaliseAmount(text)).toBe(text);
    },
  );

  test("an amount keeps its value however it is dressed", () => {
    const cents = fc.integer({ min: 1, max: 10 ** 12 });
    fc.assert(
      fc.property(cents, fc.boolean(), fc.boolean(), (value, negative, bracket) => {
        const plain = (value / 100).toFixed(2);
        const grouped = Number(plain).toLocaleString("en-US", { minimumFractionDigits: 2 });
        const dressed = negative ? (bracket ? `($${grouped})` : `-$${grouped}`) : `$${grouped}`;
        return normaliseAmount(dressed) === `${negative ? "-" : ""}${plain}`;
      }),
    );
  });

  test("zero is known", () => {
    expect(isUnknown("0")).toBe(false);
  });
});
