import fc from "fast-check";
import { normaliseAmount } from "#core/import/normalise-amount.ts";
import {
  addDecimals,
  compareDecimals,
  decimalPlaces,
  isDecimal,
  multiplyDecimals,
  negateDecimal,
  parseDecimal,
  signOf,
  toFloat,
  trimZeros,
} from "#core/money/decimal.ts";
import { type FuzzedParser, mustHold } from "../fuzzed-parser.ts";
import { longText, mutated, NUMBERS, nastyText } from "../nasty-text.ts";

const digits = fc.string({ unit: fc.constantFrom(...Array.from("0123456789")), maxLength: 40 });
const written = fc
  .tuple(fc.constantFrom("", "-", "+"), digits, fc.constantFrom("", "."), digits)
  .map((parts) => parts.join(""));

/** What may be written of an amount reaches 100 characters; the notation itself has no limit. */
export const decimals: FuzzedParser<string> = {
  name: "decimals and amounts",
  repeatable: true,
  limitMs: 250,
  clock: "thread",
  inputs: fc.oneof(
    { weight: 5, arbitrary: written },
    { weight: 4, arbitrary: mutated(fc.constantFrom(...NUMBERS)) },
    { weight: 1, arbitrary: nastyText },
    { weight: 1, arbitrary: longText(20_000) },
  ),
  read(text) {
    const amount = text.length <= 100 ? normaliseAmount(text) : "";
    const value = parseDecimal(text);
    if (value === null) return { outcome: ["not a decimal"], digest: amount };
    mustHold("what is read is canonical", isDecimal(value) && parseDecimal(value) === value, () => value);
    mustHold("the value is that of the text", toFloatOrInfinity(value) === Number(text), () => [text, value]);
    const twice = addDecimals(value, value);
    const holds =
      compareDecimals(trimZeros(value), value) === 0 &&
      compareDecimals(twice, multiplyDecimals(value, "2")) === 0 &&
      signOf(negateDecimal(value)) === -signOf(value) + 0 &&
      decimalPlaces(twice) === decimalPlaces(value) &&
      (amount === "" || parseDecimal(amount) !== null);
    mustHold("arithmetic is exact", holds, () => value);
    return { outcome: "accepted", digest: `${value} ${amount}` };
  },
};

function toFloatOrInfinity(value: string): number {
  try {
    return toFloat(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return value.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
}
