import fc from "fast-check";
import type { InjectOptions } from "fastify";
import type { Reading } from "../fuzzed-parser.ts";
import { DATES, longText, NUMBERS, nastyText } from "../nasty-text.ts";
import { checkAnswer } from "./answer-laws.ts";
import type { FuzzWorld, JsonSchema, Operation } from "./fuzz-world.ts";

const ADDRESSES = 4_000_000_000;

export interface FuzzRequest {
  readonly operation: Operation;
  readonly url: string;
  readonly by: "user" | "admin" | "nobody" | "forger";
  /** Each request comes from elsewhere, so that none is refused for those before it. */
  readonly address: number;
}

/** A path as described, its parameters filled in with what is there, what is not, and what is no id. */
export function requests(
  world: FuzzWorld,
  operations: readonly Operation[],
  query: (operation: Operation) => fc.Arbitrary<string>,
): fc.Arbitrary<FuzzRequest> {
  return fc
    .constantFrom(...operations)
    .chain((operation) =>
      fc
        .tuple(
          filledPath(world, operation),
          query(operation),
          callerOf(operation),
          fc.nat({ max: ADDRESSES }),
        )
        .map(([path, text, by, address]) => ({ operation, url: `${path}${text}`, by, address })),
    );
}

function callerOf({ path }: Operation): fc.Arbitrary<FuzzRequest["by"]> {
  // The sign-in that all others need is not ended.
  if (/\/auth\/(?:logout|refresh)$/.test(path)) return fc.constantFrom<FuzzRequest["by"]>("nobody", "forger");
  const right = path.startsWith("/api/v1/admin") ? "admin" : "user";
  return fc.oneof(
    { weight: 20, arbitrary: fc.constant<FuzzRequest["by"]>(right) },
    { weight: 1, arbitrary: fc.constantFrom<FuzzRequest["by"]>("user", "admin", "nobody", "forger") },
  );
}

function filledPath({ ids }: FuzzWorld, { path, method }: Operation): fc.Arbitrary<string> {
  const parts = path.split("/").map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) return fc.constant(part);
    const known = path.startsWith("/api/v1/positions") ? ids.position_id : ids[name];
    const others = fc.oneof(fc.uuid(), nastyText.map(inUrl), longText(300).map(inUrl), fc.constant(""));
    return known === undefined || method === "DELETE"
      ? others
      : fc.oneof({ weight: 9, arbitrary: fc.constant(known) }, { weight: 1, arbitrary: others });
  });
  return fc.tuple(...parts).map((all) => all.join("/"));
}

/** Text as a part of a URL. */
export function inUrl(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** A value as a schema wants it, as text of a query. */
export function queryValue(schema: JsonSchema, ids: FuzzWorld["ids"]): fc.Arbitrary<string> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum.map(String));
  switch (schema.format ?? schema.type ?? "") {
    case "date":
      return fc.oneof(
        fc.constantFrom("2026-01-08", "2025-12-31", ...DATES),
        fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
      );
    case "date-time":
      return fc.oneof(
        fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        fc.constantFrom(
          "2026-01-08T22:00:00+14:00",
          "0000-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999999999Z",
        ),
      );
    case "uuid":
      return fc.oneof(fc.constantFrom(ids.id as string), fc.uuid());
    case "integer":
      return fc.oneof(fc.integer({ min: -1, max: 500 }), fc.maxSafeInteger()).map(String);
    case "number":
      return fc.oneof(fc.double().map(String), fc.constantFrom("0.1", ...NUMBERS));
    default:
      return fc.oneof(
        fc.constantFrom(
          "Market:-0.2;Size:-0.05a",
          "snapshots/nav",
          "run.",
          "AAA",
          "2026-01-08T00:00:00.000Z",
        ),
        nastyText,
      );
  }
}

/** Sends a request, and checks its answer. `payload` goes with the headers given. */
export async function ask(
  { http, user, admin }: FuzzWorld,
  { operation, url, by, address }: FuzzRequest,
  more: Pick<InjectOptions, "payload" | "headers"> = {},
): Promise<Reading> {
  const tokens = { user: user.token, admin: admin.token, nobody: null, forger: `${user.token}x` };
  const token = tokens[by];
  const response = await http.server.inject({
    method: operation.method,
    url,
    remoteAddress: [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join("."),
    ...more,
    headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...more.headers },
  });
  (http.logLines as string[]).length = 0;
  const sent = Buffer.isBuffer(more.payload) ? more.payload.toString("latin1") : "";
  return checkAnswer(response, `${url}${sent}`);
}
