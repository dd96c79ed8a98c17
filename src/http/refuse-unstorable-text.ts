import type { ImportIssue } from "#core/import/import-issue.ts";
import type { ApiServer } from "./http-types.ts";
import { RequestRejected } from "./problem.ts";

const MAX_TOLD = 100;

/**
 * Refuses text in query strings and JSON bodies that the database does not have: NUL characters, and halves of a
 * surrogate pair, which JSON can name and UTF-8 cannot.
 */
export function refuseUnstorableText(server: ApiServer): void {
  server.addHook("preValidation", async ({ query, body }) => {
    const fields = [...unstorableFields(query), ...unstorableFields(body)];
    if (fields.length > 0) throw new RequestRejected(fields.slice(0, MAX_TOLD).map(issueOf));
  });
}

/** Names of an object's own fields that hold such text, however deep. */
function unstorableFields(part: unknown): readonly string[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) => (holdsUnstorable([name, value]) ? [name] : []));
}

/** Nested values are looked at in a loop: a body may be nested deeper than the stack is. */
function holdsUnstorable(value: unknown): boolean {
  const rest: unknown[] = [value];
  while (rest.length > 0) {
    const next = rest.pop();
    if (typeof next === "string" && (next.includes("\0") || !next.isWellFormed())) return true;
    if (typeof next !== "object" || next === null) continue;
    for (const [name, inner] of Object.entries(next)) rest.push(name, inner);
  }
  return false;
}

function issueOf(name: string): ImportIssue {
  const field = name.replaceAll("\0", "").toWellFormed().slice(0, 100) || null;
  return {
    row: null,
    column: null,
    field,
    code: "VALIDATION",
    severity: "error",
    found: null,
    expected: "text without NUL characters and halves of surrogate pairs",
    message: `${field ?? "a field"}: holds a NUL character or half of a surrogate pair`,
  };
}
