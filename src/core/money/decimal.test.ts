import { describe, expect, test } from "vitest";
import {
  addDecimals,
  compareDecimals,
  decimalPlaces,
  fromFloat,
  isDecimal,
  multiplyDecimals,
  parseDecimal,
  signOf,
  subtractDecimals,
  toFloat,
  trimZeros,
} from "./decimal.ts";

describe("parseDecimal", () => {
  test.each([
    ["91.4300", "91.4300"],
    ["+5", "5"],
    ["007.50", "7.50"],
    [".5", "0.5"],
    ["5.", "5"],
    ["-0.00", "0.00"],
    ["-.25", "-0.25"],
    ["12345678901234567890.0123456789", "12345678901234567890.0123456789"],
  ])("%s becomes %s", (text, expected) => {
    expect(parseDecimal(text)).toBe(expected);
  });

  test.each(["", ".", "-", "+.", "1e5", "1,000", " 1", "1 ", "0x10", "NaN", "Infinity", "١", "--1", "1.2.3"])(
    "%j is not a decimal",
    (text) => {
      expect(parseDecimal(text)).toBeNull();
    },
  );

  test.each(["-0", "-0.0", "+1", "01", "1.", ".1"])("%s is not canonical", (text) => {
    expect(isDecimal(text)).toBe(false);
  });
});

// Expected values: python3 -c "from decimal import Decimal as D; print(D('0.1')+D('0.2'), …)".
describe("arithmetic is exact", () => {
  test("tenths add up", () => {
    expect(addDecimals("0.1", "0.2")).toBe("0.3");
  });

  test("an amount beyond 2^53 keeps its cents", () => {
    expect(addDecimals("9007199254740993.01", "0.01")).toBe("9007199254740993.02");
    expect(subtractDecimals("9007199254740993.01", "9007199254740993")).toBe("0.01");
  });

  test("a product of long decimals is not rounded", () => {
    expect(multiplyDecimals("-1234.5678901234", "0.0000000001")).toBe("-0.00000012345678901234");
    expect(multiplyDecimals("31928", "33.45")).toBe("1067991.60");
  });

  test("trailing zeros do not change order", () => {
    expect(compareDecimals("1.10", "1.1")).toBe(0);
    expect(compareDecimals("-2", "-1.999")).toBe(-1);
  });

  test("a zero with decimals has no sign", () => {
    expect(signOf("0.000")).toBe(0);
  });

  test("decimals are counted as written", () => {
    expect([decimalPlaces("5"), decimalPlaces("5.10")]).toEqual([0, 2]);
  });

  test("trailing zeros go, and the point with the last of them; zeros before it stay", () => {
    expect(["5.10", "5.00", "100", "0.0", "100.00"].map(trimZeros)).toEqual(["5.1", "5", "100", "0", "100"]);
  });

  test("a long run of zeros that is not trailing is trimmed at once", () => {
    const decimal = `0.${"0".repeat(300_000)}1`;
    expect(trimZeros(`${decimal}00`) === decimal).toBe(true);
  });

  test("text that is no decimal is refused", () => {
    expect(() => addDecimals("1e3", "1")).toThrow(RangeError);
  });
});

describe("float64", () => {
  test.each([
    [0.1, "0.1"],
    [-0, "0"],
    [1e21, "1000000000000000000000"],
    [1.5e-7, "0.00000015"],
    [-2.5e22, "-25000000000000000000000"],
    [5e-324, `0.${"0".repeat(323)}5`],
    [5_000_000, "5000000"],
  ])("%d is written %s", (value, expected) => {
    expect(fromFloat(value)).toBe(expected);
  });

  test("a decimal becomes the nearest double", () => {
    expect(toFloat("9007199254740993")).toBe(9007199254740992);
    expect(toFloat("0.1000000000000000055511151231257827")).toBe(0.1);
  });

  test("what has no counterpart is refused", () => {
    expect(() => fromFloat(Number.NaN)).toThrow(RangeError);
    expect(() => fromFloat(Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(() => toFloat("9".repeat(400))).toThrow(RangeError);
    expect(() => toFloat("abc")).toThrow(RangeError);
  });
});
