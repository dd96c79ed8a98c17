import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDecimals,
  compareDecimals,
  decimalPlaces,
  fromFloat,
  isDecimal,
  multiplyDecimals,
  negateDecimal,
  parseDecimal,
  signOf,
  subtractDecimals,
  toFloat,
  trimZeros,
} from "./decimal.ts";

/** Canonical decimals made from an integer and a number of decimals, without the code under test. */
const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 12 }))
  .map(([digits, scale]) => {
    const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
    const whole = text.slice(0, text.length - scale);
    return `${digits < 0n ? "-" : ""}${whole}${scale === 0 ? "" : `.${text.slice(-scale)}`}`;
  });

const equal = (a: string, b: string): boolean => compareDecimals(a, b) === 0;

describe("exact decimals", () => {
  test("canonical text parses to itself", () => {
    fc.assert(fc.property(decimals, (text) => isDecimal(text) && parseDecimal(text) === text));
  });

  test("whatever parses is canonical and has the same float64 value", () => {
    const plain = fc.stringMatching(/^[+-]?\d{0,15}(\.\d{0,10})?$/);
    fc.assert(
      fc.property(plain, (text) => {
        const value = parseDecimal(text);
        if (value === null) return !/\d/.test(text);
        return isDecimal(value) && Number(value) === Number(text) + 0;
      }),
    );
  });

  test("arbitrary text never throws", () => {
    fc.assert(fc.property(fc.string(), (text) => void parseDecimal(text)));
  });

  test("addition commutes and associates, and subtraction undoes it", () => {
    fc.assert(
      fc.property(decimals, decimals, decimals, (a, b, c) => {
        expect(addDecimals(a, b)).toBe(addDecimals(b, a));
        expect(addDecimals(addDecimals(a, b), c)).toBe(addDecimals(a, addDecimals(b, c)));
        expect(equal(subtractDecimals(addDecimals(a, b), b), a)).toBe(true);
      }),
    );
  });

  test("multiplication distributes over addition", () => {
    fc.assert(
      fc.property(decimals, decimals, decimals, (a, b, c) =>
        equal(
          multiplyDecimals(a, addDecimals(b, c)),
          addDecimals(multiplyDecimals(a, b), multiplyDecimals(a, c)),
        ),
      ),
    );
  });

  test("a product has the decimals of both factors", () => {
    fc.assert(
      fc.property(
        decimals,
        decimals,
        (a, b) => decimalPlaces(multiplyDecimals(a, b)) === decimalPlaces(a) + decimalPlaces(b),
      ),
    );
  });

  test("comparison agrees with the sign of the difference and with negation", () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(compareDecimals(a, b)).toBe(signOf(subtractDecimals(a, b)));
        expect(compareDecimals(negateDecimal(b), negateDecimal(a))).toBe(compareDecimals(a, b));
      }),
    );
  });

  test("equal values have the same text once trailing zeros are trimmed", () => {
    fc.assert(
      fc.property(decimals, fc.integer({ min: 1, max: 5 }), (value, zeros) => {
        const longer = `${value}${value.includes(".") ? "" : "."}${"0".repeat(zeros)}`;
        return trimZeros(longer) === trimZeros(value) && equal(longer, value);
      }),
    );
  });

  test("every finite float64 survives the way to a decimal and back", () => {
    const finite = fc.double({ noDefaultInfinity: true, noNaN: true });
    fc.assert(fc.property(finite, (value) => toFloat(fromFloat(value)) === value));
  });
});
