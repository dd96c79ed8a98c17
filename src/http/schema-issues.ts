import type { ImportIssue } from "#core/import/import-issue.ts";

/** What one part of a request breaks of its schema, as the validator tells it. */
export interface SchemaViolation {
  /** Zod's code of the issue. */
  readonly keyword: string;
  /** `/field`, `/field/0`. */
  readonly instancePath: string;
  readonly message?: string | undefined;
  /** The rest of Zod's issue. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** Fields whose content never comes back in an answer, nor what is inside them. */
const SECRET = /password|token|secret|code|authorization|cookie/i;
/** An API key or an access token, which does not come back either, in whatever field it was sent by mistake. */
const CREDENTIAL = /sgs_[\w-]{8}|eyJ[\w-]+\.[\w-]+/;
const FOUND_LENGTH = 200;

/** The violations as errors of fields. `sent` is the part of the request that was checked. */
export function schemaIssues(violations: readonly SchemaViolation[], sent: unknown): readonly ImportIssue[] {
  return violations.map((violation) => {
    const path = violation.instancePath.split("/").filter((part) => part !== "");
    const field = path.join(".") || null;
    const text = withoutCredential(shorten(violation.message ?? "")) || "not valid";
    return {
      row: null,
      column: null,
      field,
      code: "VALIDATION",
      severity: "error",
      found: withoutCredential(foundText(violation, path, sent)),
      expected: expectedText(violation.keyword, violation.params) ?? text,
      message: field === null ? text : `${field}: ${text}`,
    };
  });
}

function withoutCredential(found: string | null): string | null {
  return found === null || CREDENTIAL.test(found) ? null : found;
}

function foundText(
  { keyword, params }: SchemaViolation,
  path: readonly string[],
  sent: unknown,
): string | null {
  if (keyword === "unrecognized_keys" && Array.isArray(params.keys)) return shorten(params.keys.join(", "));
  if (path.some((part) => SECRET.test(part))) return null;
  const value = path.reduce<unknown>(
    (inside, part) => (isRecord(inside) && Object.hasOwn(inside, part) ? inside[part] : undefined),
    sent,
  );
  if (Array.isArray(value)) return "an array";
  if (isRecord(value)) return "an object";
  const isShown = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return !isShown || value === "" || path.length === 0 ? null : shorten(String(value));
}

const FORMATS: Readonly<Record<string, string>> = {
  date: "a date as YYYY-MM-DD",
  datetime: "an instant as YYYY-MM-DDThh:mm:ssZ",
  uuid: "a UUID",
  email: "an e-mail address",
};

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  int: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "an object",
  array: "an array",
};

/** Null where the issue says no more than its message. */
function expectedText(code: unknown, issue: Readonly<Record<string, unknown>>): string | null {
  switch (code) {
    case "invalid_type":
      return TYPES[String(issue.expected)] ?? String(issue.expected);
    case "invalid_format":
      return FORMATS[String(issue.format)] ?? (typeof issue.pattern === "string" ? issue.pattern : null);
    case "invalid_value":
      return Array.isArray(issue.values) ? issue.values.join(", ") : null;
    case "too_small":
      return bound(issue.inclusive === false ? "more than" : "at least", issue.minimum, issue.origin);
    case "too_big":
      return bound(issue.inclusive === false ? "less than" : "at most", issue.maximum, issue.origin);
    case "unrecognized_keys":
      return "known fields only";
    case "invalid_union":
      return eitherOf(issue.errors);
    default:
      return null;
  }
}

function bound(relation: string, limit: unknown, origin: unknown): string {
  const unit = { string: " characters", array: " items" }[String(origin)] ?? "";
  return `${relation} ${String(limit)}${unit}`;
}

/** What the branches of a union expect. */
function eitherOf(branches: unknown): string | null {
  if (!Array.isArray(branches)) return null;
  const texts = branches
    .flat()
    .map((issue: unknown) => (isRecord(issue) ? expectedText(issue.code, issue) : null))
    .filter((text) => text !== null);
  return texts.length === 0 ? null : [...new Set(texts)].join(" or ");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function shorten(text: string): string {
  return text.length > FOUND_LENGTH ? `${text.slice(0, FOUND_LENGTH)}…` : text;
}
