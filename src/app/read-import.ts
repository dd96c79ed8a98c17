import type { PlainDate } from "#core/dates/plain-date.ts";
import { parseColumnMapping } from "#core/import/column-mapping.ts";
import type { ImportIssue } from "#core/import/import-issue.ts";
import type { ImportedPosition } from "#core/import/imported-position.ts";
import type { PositionsFile } from "#core/import/positions-file.ts";
import { validatePositions } from "#core/import/validate-positions.ts";
import type { ApiContext } from "./api-context.ts";
import { businessDay } from "./business-day.ts";
import { parsePositionsFile } from "./parse-positions-file.ts";

export interface UploadedFile {
  readonly bytes: Uint8Array;
  readonly name: string;
}

export interface ReadImport {
  readonly file: PositionsFile;
  readonly positions: readonly ImportedPosition[];
  readonly errors: readonly ImportIssue[];
  readonly warnings: readonly ImportIssue[];
}

/** Reads and checks a positions file. `mapping` is the request's JSON text, if any. */
export function readImport(
  context: Pick<ApiContext, "calendar" | "businessNow">,
  upload: UploadedFile,
  mapping: unknown,
  historyFrom: PlainDate | null,
): ReadImport {
  const mapped = parseColumnMapping(mapping);
  const file = parsePositionsFile(upload.bytes, upload.name, mapped.mapping);
  if (mapped.errors.length > 0) return { file, positions: [], errors: mapped.errors, warnings: [] };
  const { today } = businessDay(context);
  const { positions, errors, warnings } = validatePositions(file, {
    today,
    calendar: context.calendar,
    historyFrom,
  });
  return { file, positions, errors, warnings };
}
