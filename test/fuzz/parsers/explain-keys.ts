import fc from "fast-check";
import { familyOf } from "#core/explain/explain-number.ts";
import { EXPLAIN_FAMILIES } from "#core/explain/families.ts";
import { keyOf, nearestKeys, partsOf } from "#core/explain/keys.ts";
import { type FuzzedParser, mustHold } from "../fuzzed-parser.ts";
import { longText, mutated, nastyText } from "../nasty-text.ts";

const KNOWN = EXPLAIN_FAMILIES.flatMap(({ name }) => [
  keyOf(name, "nav"),
  keyOf(name, "BRK/B", "Market Beta (90D)"),
  keyOf(name, "100%"),
]);

export const explainKeys: FuzzedParser<readonly string[]> = {
  name: "explain keys",
  repeatable: true,
  limitMs: 250,
  clock: "thread",
  inputs: fc.oneof(
    { weight: 4, arbitrary: fc.array(nastyText, { minLength: 1, maxLength: 5 }) },
    { weight: 4, arbitrary: mutated(fc.constantFrom(...KNOWN)).map((key) => [key]) },
    { weight: 2, arbitrary: fc.constantFrom(...KNOWN).map((key) => [...partsOf(key)]) },
    { weight: 1, arbitrary: longText(300).map((long) => [long]) },
  ),
  read(parts) {
    const key = keyOf(...parts);
    mustHold("the parts of a key are those it was made of", same(partsOf(key), parts), () => [
      parts,
      partsOf(key),
    ]);
    const near = nearestKeys(key, KNOWN);
    mustHold(
      "what is near is known",
      near.length > 0 && near.every((one) => KNOWN.includes(one)),
      () => near,
    );
    mustHold("nothing is nearer than the key itself", !KNOWN.includes(key) || near[0] === key, () => near);
    const [text = ""] = parts;
    const family = familyOf(text);
    return {
      outcome: family === null ? ["no family"] : "accepted",
      digest: JSON.stringify([near, family?.name]),
    };
  },
};

function same(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
