import { IMPORT_COLUMNS, type ImportField, normaliseColumn } from "./import-columns.ts";
import { type ImportIssue, importError, tellErrors } from "./import-issue.ts";

/** Which column of a file, by its name as the user wrote it, holds which of our fields. */
export type ColumnMapping = ReadonlyMap<string, ImportField>;

/** `entry_price`, `entryPrice` and `Entry Price Per Share` all name the same field. */
const FIELD_BY_NAME: ReadonlyMap<string, ImportField> = new Map(
  IMPORT_COLUMNS.flatMap(({ field, column }) => [
    [squeeze(field), field],
    [squeeze(column), field],
  ]),
);

/**
 * The mapping in a request: a JSON object (or its text) from column name to field name. A column mapped to null
 * or "" is left out; nothing mapped at all means no mapping, and the template's column names count. A field
 * that is unknown or given twice is an error each.
 */
export function parseColumnMapping(value: unknown): {
  readonly mapping: ColumnMapping | null;
  readonly errors: readonly ImportIssue[];
} {
  const entries = mappingEntries(value);
  if (entries === null) return { mapping: null, errors: [importError("ERR_CSV_007", { field: "mapping" })] };
  const mapping = new Map<string, ImportField>();
  const columns = new Set<string>();
  const fields = new Set<ImportField>();
  const errors: ImportIssue[] = [];
  for (const [column, name] of entries) {
    if (name === null || name === "") continue;
    const field = typeof name === "string" ? FIELD_BY_NAME.get(squeeze(name)) : undefined;
    const place = { column: column.trim(), field: "mapping" };
    if (field === undefined) {
      const found = shownName(name);
      const expected = `one of ${IMPORT_COLUMNS.map((known) => known.field).join(", ")}`;
      errors.push(importError("ERR_CSV_007", { ...place, found, expected, detail: "unknown field" }));
    } else if (columns.has(normaliseColumn(column)) || fields.has(field)) {
      errors.push(importError("ERR_CSV_007", { ...place, found: field, detail: "mapped twice" }));
    } else {
      mapping.set(column.trim(), field);
      columns.add(normaliseColumn(column));
      fields.add(field);
    }
  }
  return { mapping: mapping.size === 0 ? null : mapping, errors: tellErrors(errors) };
}

/** Null when the value is no mapping at all. Absent and blank are an empty mapping. */
function mappingEntries(value: unknown): readonly (readonly [string, unknown])[] | null {
  if (value === undefined || value === null || value === "") return [];
  const parsed = typeof value === "string" ? parseJson(value) : value;
  return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
    ? Object.entries(parsed)
    : null;
}

/** What was given for a field's name; nothing nested is written out, since it may be nested without end. */
function shownName(name: unknown): string {
  if (typeof name === "string") return name;
  if (Array.isArray(name)) return "an array";
  return typeof name === "object" && name !== null ? "an object" : JSON.stringify(name);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the caller answers with the mapping's own error.
    return undefined;
  }
}

function squeeze(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]+/g, "");
}
