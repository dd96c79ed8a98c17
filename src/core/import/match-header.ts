import type { ColumnMapping } from "./column-mapping.ts";
import {
  columnOf,
  IMPORT_COLUMNS,
  type ImportField,
  normaliseColumn,
  requiredFields,
} from "./import-columns.ts";
import { type ImportIssue, importError } from "./import-issue.ts";

/**
 * Finds each field's column by name, without regard to case, order or surrounding space: by the template's names,
 * or by a mapping alone. One error for each required column that is absent and for each name given twice; columns
 * that nobody asks for are left alone.
 */
export function matchHeader(
  header: readonly string[],
  line: number,
  mapping: ColumnMapping | null,
): { readonly columns: ReadonlyMap<ImportField, number>; readonly errors: readonly ImportIssue[] } {
  if (header.every((name) => name.trim() === ""))
    return { columns: new Map(), errors: [importError("ERR_CSV_005", { row: line })] };
  const names = mapping ?? new Map(IMPORT_COLUMNS.map(({ column, field }) => [column, field]));
  const wanted = new Map(Array.from(names, ([column, field]) => [normaliseColumn(column), field]));
  const columns = new Map<ImportField, number>();
  const errors: ImportIssue[] = [];
  for (const [index, name] of header.entries()) {
    const field = wanted.get(normaliseColumn(name));
    if (field === undefined) continue;
    if (columns.has(field)) {
      const detail = "the column is there twice";
      errors.push(importError("ERR_CSV_005", { row: line, column: name.trim(), field, found: name, detail }));
    } else columns.set(field, index);
  }
  const required = requiredFields(mapping === null ? "sigmasight" : "mapped");
  for (const [column, field] of names) {
    if (columns.has(field) || (mapping === null && !required.includes(field))) continue;
    const expected = `a column "${column}"`;
    errors.push(importError("ERR_CSV_004", { row: line, column, field, expected, detail: column }));
  }
  const named = new Set(names.values());
  for (const field of required.filter((one) => !named.has(one))) {
    const expected = `a column mapped to ${field}`;
    errors.push(
      importError("ERR_CSV_004", { row: line, column: columnOf(field), field, expected, detail: field }),
    );
  }
  return { columns, errors };
}
