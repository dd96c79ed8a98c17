import { describe, expect, it } from "vitest";
import { formatExact, formatExplained, formatPrecise } from "./format-explained.ts";

const open = { masked: false, money: (value: number) => value.toFixed(2), quantity: String };
const masked = { masked: true, money: () => "•", quantity: () => "•" };

describe("formatExplained", () => {
  it("shows fractions in percent of what they are fractions of", () => {
    expect(formatExplained(0.0825, "fraction a year", open)).toBe("8.25\u202f% a year");
    expect(formatExplained(0.5, "fraction", open)).toBe("50.00\u202f%");
  });

  it("keeps digits of a very small fraction", () => {
    expect(formatExplained(0.000123, "fraction of NAV", open)).toBe("0.0123\u202f% of NAV");
  });

  it("masks what tells how much the owner has, and only that", () => {
    expect(formatExplained(1234, "USD", masked)).toBe("• USD");
    expect(formatExplained(12, "units", masked)).toBe("• units");
    expect(formatExplained(12, "USD per unit", masked)).toBe("12.00 USD per unit");
    expect(formatPrecise(1234.5, "USD", masked)).toBe("•");
    expect(formatPrecise(0.1, "fraction of NAV", masked)).toBe("0.1");
  });

  it("writes variances by their power of ten", () => {
    expect(formatExplained(0.0000271, "variance a session", open)).toBe("2.710e\u22125");
  });
});

describe("formatExact", () => {
  it("keeps every digit", () => {
    expect(formatExact(5657222.171534322)).toBe("5,657,222.171534322");
    expect(formatExact(0)).toBe("0");
    expect(formatExact(-1.5e-12)).toBe("\u22121.5e\u221212");
  });
});
