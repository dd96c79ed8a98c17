import fc from "fast-check";
import { isPlainDate } from "#core/dates/plain-date.ts";
import { formatOccSymbol, occRoot, parseOccSymbol } from "#core/instruments/occ-symbol.ts";
import { parseOptionName } from "#core/instruments/option-notations.ts";
import { compareDecimals, isDecimal } from "#core/money/decimal.ts";
import { type FuzzedParser, mustHold } from "../fuzzed-parser.ts";
import { longText, mutated, nastyText } from "../nasty-text.ts";

const NAMES = [
  "AAPL240119C00195000",
  "AAPL  240119C00195000",
  " -AAPL260116P00200000",
  "AAPL 12/20/2024 150.00 C",
  "BRK/B 1/5/2026 1,234.5 P",
  "QQQ Dec 31 '26 $600 Put",
  "TQQQ 24AUG26 70 P",
  "SPY_C450_20240315",
  "^SPX Feb 29 28 5,000 Call",
];

const built = fc
  .tuple(
    fc.stringMatching(/^-?[\^ ]?[A-Za-z0-9][A-Za-z0-9./-]{0,8}$/),
    fc.constantFrom(" ", "  ", "_", "", "\t"),
    fc.tuple(
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
      fc.integer({ min: 0, max: 9999 }),
    ),
    fc.constantFrom(
      "150",
      "150.00",
      "1,234.5",
      "0",
      "0.001",
      "99999.999",
      "100000",
      "$70",
      "1,2,3",
      "00150000",
      "1e3",
    ),
    fc.constantFrom("C", "P", "c", "CALL", "Put", "X"),
    fc.nat({ max: 4 }),
  )
  .map(([root, gap, [month, day, year], strike, type, style]) => {
    const two = (n: number) => String(n).padStart(2, "0");
    const short = two(year % 100);
    const name = [
      "JAN",
      "Feb",
      "MAR",
      "Apr",
      "MAY",
      "JUN",
      "JUL",
      "AUG",
      "SEP",
      "OCT",
      "NOV",
      "DEC",
      "XXX",
      "",
    ][month];
    switch (style) {
      case 0:
        return `${root}${gap}${short}${two(month)}${two(day)}${type}${strike}`;
      case 1:
        return `${root}${gap}${month}/${day}/${year}${gap}${strike}${gap}${type}`;
      case 2:
        return `${root}${gap}${name}${gap}${day}${gap}'${short}${gap}${strike}${gap}${type}`;
      case 3:
        return `${root}${gap}${day}${name}${short}${gap}${strike}${gap}${type}`;
      default:
        return `${root}_${type}${strike}_${String(year).padStart(4, "0")}${two(month)}${two(day)}`;
    }
  });

export const optionNames: FuzzedParser<string> = {
  name: "option names and OCC symbols",
  repeatable: true,
  limitMs: 100,
  clock: "thread",
  inputs: fc.oneof(
    { weight: 5, arbitrary: built },
    { weight: 5, arbitrary: mutated(fc.constantFrom(...NAMES)) },
    { weight: 2, arbitrary: nastyText },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(...NAMES, ""), longText(50_000)).map((parts) => parts.join("")),
    },
  ),
  read(text) {
    const terms = parseOptionName(text);
    if (terms === null) return { outcome: ["not an option"], digest: "" };
    const formatted = formatOccSymbol(terms);
    if (!("symbol" in formatted)) return { outcome: mustBeASymbol(formatted.reason), digest: "" };
    const again = parseOccSymbol(formatted.symbol);
    const same =
      again !== null &&
      again.underlying === occRoot(terms.underlying) &&
      again.expiration === terms.expiration &&
      again.type === terms.type &&
      compareDecimals(again.strike, terms.strike) === 0;
    mustHold("the canonical symbol says the same", same, () => [terms, again]);
    mustHold("terms are canonical", isPlainDate(terms.expiration) && isDecimal(terms.strike), () => terms);
    return { outcome: "accepted", digest: JSON.stringify(terms) };
  },
};

function mustBeASymbol(reason: string): readonly string[] {
  mustHold("what is read as an option has a symbol", false, () => reason);
  return [reason];
}
