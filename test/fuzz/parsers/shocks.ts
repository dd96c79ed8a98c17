import fc from "fast-check";
import { describeShockErrors, formatShocks, parseShocks } from "#core/scenarios/shock-notation.ts";
import { type FuzzedParser, mustHold } from "../fuzzed-parser.ts";
import { longText, mutated, NUMBERS, nastyText } from "../nasty-text.ts";

const FACTORS = [
  "Market",
  "Value",
  "Size",
  "Interest_Rate",
  "Implied_Volatility",
  "Low Volatility",
  "market",
  "__proto__",
  "toString",
];
const size = fc.oneof(
  fc.constantFrom(
    "-0.2",
    "+0.5",
    "-0",
    "0",
    "1e-300",
    "10",
    "10.0000001",
    "-1",
    "+100bp",
    "-20BP",
    "5a",
    "1e2bp",
    ".5",
    "5.",
    "1e999",
    "-1e999bp",
    "0x10",
  ),
  fc.constantFrom(...NUMBERS),
  nastyText,
  fc.double().map(String),
);
const shock = fc
  .tuple(
    fc.constantFrom(...FACTORS),
    fc.constantFrom(":", " : ", "", "::"),
    size,
    fc.constantFrom("", "bp", "a", " bp"),
  )
  .map((parts) => parts.join(""));

export const shockNotation: FuzzedParser<string> = {
  name: "shock notation",
  repeatable: true,
  limitMs: 100,
  clock: "thread",
  inputs: fc.oneof(
    { weight: 8, arbitrary: fc.array(shock, { maxLength: 5 }).map((list) => list.join(";")) },
    {
      weight: 4,
      arbitrary: mutated(fc.constant("Market:-0.2;Size:-0.05a;Interest_Rate:+100bp;Implied_Volatility:+0.5")),
    },
    { weight: 1, arbitrary: nastyText },
    { weight: 1, arbitrary: longText(50_000).map((long) => `Market:${long}`) },
  ),
  read(text) {
    const read = parseShocks(text);
    if ("errors" in read) {
      const told = describeShockErrors(read.errors);
      mustHold("there is an error where there are no shocks", read.errors.length > 0 && told !== "");
      return { outcome: read.errors.map(({ code }) => code), digest: told };
    }
    const { shocks } = read;
    mustHold(
      "sizes are finite",
      shocks.every((one) => Number.isFinite(one.size)),
      () => shocks,
    );
    mustHold("a factor is shocked once", new Set(shocks.map(({ factor }) => factor)).size === shocks.length);
    const again = parseShocks(formatShocks(shocks));
    mustHold(
      "written and read again they are the same",
      JSON.stringify(again) === JSON.stringify(read),
      () => [read, again],
    );
    return { outcome: "accepted", digest: JSON.stringify(shocks) };
  },
};
