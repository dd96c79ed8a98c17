import type { ImportField } from "#core/import/import-columns.ts";
import { type ImportIssue, importError } from "#core/import/import-issue.ts";
import type { ImportedPosition } from "#core/import/imported-position.ts";
import { type ImportTotals, importTotals } from "#core/import/imported-position.ts";
import { isPastDay } from "#core/import/validate-portfolio-fields.ts";
import type { ApiContext } from "./api-context.ts";
import { businessDay } from "./business-day.ts";
import { readImport, type UploadedFile } from "./read-import.ts";

export interface ImportPreview {
  readonly format: "sigmasight" | "mapped";
  readonly header: readonly string[];
  /** Column of the file by field. */
  readonly mapping: ReadonlyMap<ImportField, string>;
  /** Data rows read, wrong ones included. */
  readonly rowCount: number;
  readonly positions: readonly ImportedPosition[];
  readonly errors: readonly ImportIssue[];
  readonly warnings: readonly ImportIssue[];
  readonly totals: ImportTotals;
}

/** What an import of the file would store, and what is wrong with it. Stores nothing. */
export function previewImport(
  context: Pick<ApiContext, "calendar" | "businessNow">,
  upload: UploadedFile,
  options: { readonly mapping: unknown; readonly historyFrom: string | null },
): ImportPreview {
  const given = options.historyFrom?.trim() ?? "";
  const start = isPastDay(given, businessDay(context).today) ? given : null;
  const wrongStart =
    given === "" || start !== null
      ? []
      : [importError("ERR_PORT_012", { field: "history_from", found: given })];
  const { file, positions, errors, warnings } = readImport(context, upload, options.mapping, start);
  const mapping = new Map(
    Array.from(file.columns, ([field, index]) => [field, file.header[index] ?? field] as const),
  );
  return {
    format: file.format,
    header: file.header,
    mapping,
    rowCount: file.records.length,
    positions,
    errors: [...wrongStart, ...errors],
    warnings,
    totals: importTotals(positions),
  };
}
