import fc from "fast-check";
import type { FuzzedParser } from "../fuzzed-parser.ts";
import { longText, NUMBERS, nastyText } from "../nasty-text.ts";
import type { FuzzWorld, Operation } from "./fuzz-world.ts";
import { ask, type FuzzRequest, inUrl, queryValue, requests } from "./requests.ts";

/** Paths and query strings of every operation that takes no body. */
export function queryStrings(world: FuzzWorld): FuzzedParser<FuzzRequest> {
  const without = world.operations.filter(({ body, takesForm }) => body === null && !takesForm);
  return {
    name: "paths and query strings",
    repeatable: false,
    limitMs: 5000,
    clock: "wall",
    inputs: requests(world, without, (operation) => queryOf(world, operation)),
    read: (request) => ask(world, request),
  };
}

function queryOf({ ids }: FuzzWorld, { query }: Operation): fc.Arbitrary<string> {
  const anything = fc.oneof(nastyText, fc.constantFrom(...NUMBERS), longText(3000));
  const names = Object.keys(query);
  const name = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...(names.length === 0 ? ["x"] : names)) },
    {
      weight: 1,
      arbitrary: fc.oneof(nastyText, fc.constantFrom("as_of[]", "limit[0]", "__proto__", "__proto__[x]")),
    },
  );
  const field = name.chain((one) => {
    const schema = query[one];
    const value =
      schema === undefined
        ? anything
        : fc.oneof({ weight: 6, arbitrary: queryValue(schema, ids) }, { weight: 1, arbitrary: anything });
    return value.map((text) => `${inUrl(one)}=${inUrl(text)}`);
  });
  const raw = fc.oneof(
    anything.map((text) => text.toWellFormed()),
    fc.constantFrom(
      "%",
      "%E0%A4%A",
      "%00",
      "&&&",
      "=",
      "a=1&a=2",
      "?".repeat(50),
      "#",
      ";",
      "limit=1;limit=2",
    ),
  );
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant("") },
    {
      weight: 8,
      arbitrary: fc.array(field, { minLength: 1, maxLength: 4 }).map((all) => `?${all.join("&")}`),
    },
    { weight: 1, arbitrary: raw.map((text) => `?${text}`) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 3000 }).map((n) => `?${"a=1&".repeat(n)}`) },
  );
}
