import fc from "fast-check";
import type { FuzzedParser } from "../fuzzed-parser.ts";
import { DATES, longText, mutated, NUMBERS, nastyText } from "../nasty-text.ts";
import type { FuzzWorld, JsonSchema } from "./fuzz-world.ts";
import { ask, type FuzzRequest, requests } from "./requests.ts";

interface BodyInput {
  readonly request: FuzzRequest;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** JSON bodies of every operation that takes one. */
export function jsonBodies(world: FuzzWorld): FuzzedParser<BodyInput> {
  const taking = world.operations.filter(({ body }) => body !== null);
  return {
    name: "JSON bodies",
    repeatable: false,
    limitMs: 5000,
    clock: "wall",
    inputs: requests(world, taking, () => fc.constant("")).chain((request) =>
      fc.record({
        request: fc.constant(request),
        body: bodyText(request.operation.body as JsonSchema).map((text) => Buffer.from(text)),
        headers: contentHeaders,
      }),
    ),
    read: ({ request, body, headers }) => ask(world, request, { payload: Buffer.from(body), headers }),
  };
}

const contentHeaders = fc.oneof(
  { weight: 20, arbitrary: fc.constant({ "content-type": "application/json" }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Readonly<Record<string, string>>>(
      {},
      { "content-type": "application/json; charset=utf-16" },
      { "content-type": "application/json;;;=" },
      { "content-type": "text/plain" },
      { "content-type": "multipart/form-data; boundary=x" },
      { "content-type": "application/json", "content-encoding": "gzip" },
      { "content-type": "application/json", "content-length": "5" },
      { "content-type": "application/json", "transfer-encoding": "chunked" },
    ),
  },
);

const scalar = fc.oneof(
  nastyText,
  fc.constantFrom<unknown>(...NUMBERS, ...DATES, null, true, false, 0, -1, 1e308, 5e-324, 2 ** 53),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
);
const anything = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  { weight: 1, arbitrary: longText(5000) },
);

/** A value as the schema wants it more often than not; keys of all kinds beside it now and then. */
function perhaps(schema: JsonSchema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 8, arbitrary: fitting(schema) }, { weight: 1, arbitrary: anything });
}

function fitting(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(fitting));
  switch (schema.type ?? "") {
    case "object": {
      const properties = Object.entries(schema.properties ?? {});
      const fields = Object.fromEntries(properties.map(([name, inner]) => [name, perhaps(inner)]));
      const required = (schema.required ?? []).filter((name) => name in fields);
      return fc.tuple(fc.record(fields, { requiredKeys: required }), strangers).map(([known, strange]) => ({
        ...known,
        ...strange,
      }));
    }
    case "array":
      return fc.array(perhaps(schema.items ?? {}), { maxLength: 5 });
    case "integer":
      return fc.integer({ min: -1, max: 400 });
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "string":
      return textOf(schema.format);
    default:
      return anything;
  }
}

function textOf(format: string | undefined): fc.Arbitrary<string> {
  switch (format ?? "") {
    case "date":
      return fc.constantFrom("2026-01-06", "2025-01-06", ...DATES);
    case "uuid":
      return fc.uuid();
    case "email":
      return fc.oneof(
        fc.emailAddress(),
        fc.constantFrom("a@b", "a@example.com\0", `${"a".repeat(300)}@example.com`),
      );
    default:
      return fc.oneof(fc.constantFrom("AAA", "100.5", "2025-01-06", "taxable", "5000000"), nastyText);
  }
}

const strangers = fc.oneof(
  { weight: 12, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.dictionary(nastyText, scalar, { maxKeys: 3 }) },
);

function bodyText(schema: JsonSchema): fc.Arbitrary<string> {
  const good = fitting(schema).map((value) => JSON.stringify(value) ?? "");
  return fc.oneof(
    { weight: 12, arbitrary: good },
    { weight: 2, arbitrary: mutated(good) },
    { weight: 1, arbitrary: fc.oneof(nastyText, fc.json(), longText(300_000)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom("[", '{"a":', '{"reason":[', '{"__proto__":'),
          fc.integer({ min: 1, max: 60_000 }),
        )
        .map(([open, depth]) => `${open.repeat(depth)}1${(open.endsWith("[") ? "]" : "}").repeat(depth)}`),
    },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 60_000 }).map((n) => `[${"1,".repeat(n)}1]`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '{"__proto__":{"role":"admin"}}',
        '{"constructor":{"prototype":{"role":"admin"}}}',
        '{"a":1,"a":2}',
        "1e999",
        '"\\ud800"',
        "\ufeff{}",
        "{} {}",
        "nul",
      ),
    },
  );
}
