import type { DescribedRoute, JsonSchema } from "../../../scripts/route-roles-document.ts";

/** Kinds of things that a path can name by their id. */
export type Kind = "portfolio" | "position" | "change" | "run" | "key" | "user";

/** Which kind each parameter of a path names; a bare `id` is of the collection before it. */
const KIND_OF: Readonly<Record<string, Kind>> = {
  portfolio_id: "portfolio",
  position_id: "position",
  change_id: "change",
  batch_run_id: "run",
  other_run_id: "run",
  "portfolios/id": "portfolio",
  "positions/id": "position",
  "keys/id": "key",
  "runs/id": "run",
  "history/id": "run",
  "users/id": "user",
};

/** Values that a schema does not tell. */
const FITTING: Readonly<Record<string, unknown>> = {
  shocks: "Market:-0.1",
  loss: 0.1,
  from: "2026-01-08",
  date: "2025-03-03",
  amount: 1,
};

/** The path with its parameters, and with the query it must have. Throws for a parameter nobody has told about. */
export function sampleUrl(route: DescribedRoute, idOf: (kind: Kind) => string): string {
  const path = route.path.replace(/([\w-]+)\/\{(\w+)\}/g, (_, collection: string, name: string) => {
    const kind = KIND_OF[name] ?? KIND_OF[`${collection}/${name}`];
    if (kind === undefined) throw new Error(`${route.path}: which kind of thing is {${name}}?`);
    return `${collection}/${encodeURIComponent(idOf(kind))}`;
  });
  const query = route.query
    .filter(({ required }) => required)
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(sampleValue(schema, name)))}`);
  return query.length === 0 ? path : `${path}?${query.join("&")}`;
}

/** A JSON body that passes the route's schema, so that nothing but access is in the way. */
export function sampleBody({ body }: DescribedRoute): unknown {
  return body === null ? undefined : sampleValue(body, "");
}

/** The least value a JSON Schema lets through; `name` is the field's. */
function sampleValue(schema: JsonSchema, name: string): unknown {
  if (name in FITTING) return FITTING[name];
  if ("default" in schema) return schema.default;
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const [choice] = (schema.anyOf ?? schema.oneOf ?? []) as readonly JsonSchema[];
  if (choice !== undefined) return sampleValue(choice, name);
  switch (schema.type) {
    case "object":
      return sampleObject(schema);
    case "array":
      return Array.from({ length: Number(schema.minItems ?? 0) }, () =>
        sampleValue(schema.items as JsonSchema, name),
      );
    case "integer":
    case "number":
      return Number(schema.minimum ?? 1);
    case "boolean":
      return false;
    default:
      return sampleText(schema);
  }
}

function sampleObject(schema: JsonSchema): object {
  const properties = (schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>;
  const required = (schema.required ?? []) as readonly string[];
  return Object.fromEntries(required.map((field) => [field, sampleValue(properties[field] ?? {}, field)]));
}

function sampleText({ format, minLength }: JsonSchema): string {
  if (format === "date") return "2026-01-08";
  if (format === "date-time") return "2026-01-08T22:00:00Z";
  if (format === "uuid") return "00000000-0000-4000-8000-000000000000";
  if (format === "email") return "sample@example.com";
  return "sample text".padEnd(Number(minLength ?? 0), " more");
}
