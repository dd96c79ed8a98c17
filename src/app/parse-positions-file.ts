import { Buffer, isUtf8 } from "node:buffer";
import type { ColumnMapping } from "#core/import/column-mapping.ts";
import { type ImportField, requiredFields } from "#core/import/import-columns.ts";
import { type ImportIssue, importError } from "#core/import/import-issue.ts";
import { matchHeader } from "#core/import/match-header.ts";
import type { ImportRecord, PositionsFile } from "#core/import/positions-file.ts";
import { type CsvRow, readCsvRows } from "./read-csv-rows.ts";

export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/**
 * Reads a positions file into records with the line of the file each starts on. Expects UTF-8 (a BOM is fine),
 * comma separated, any line ends; lines that start with `#` and blank lines are skipped, quoted cells may hold
 * line breaks. A row may leave off trailing blank cells, as spreadsheets do, but not those of required columns.
 * Nothing is thrown for a bad file: what is wrong with it is in `errors`, and readable rows are returned still.
 */
export function parsePositionsFile(
  bytes: Uint8Array,
  fileName: string,
  mapping: ColumnMapping | null = null,
): PositionsFile {
  const format = mapping === null ? "sigmasight" : "mapped";
  const refused = (errors: readonly ImportIssue[], header: readonly string[] = []): PositionsFile => ({
    format,
    header,
    columns: new Map(),
    records: [],
    errors,
  });

  const unreadable = checkContent(bytes, fileName);
  if (unreadable !== null) return refused([unreadable]);
  const { rows, malformed } = readCsvRows(bytes);
  const [headerRow, ...dataRows] = rows;
  const firstBad = malformed[0];
  if (firstBad !== undefined && (headerRow === undefined || firstBad.line < headerRow.line))
    return refused([importError("ERR_CSV_005", { row: firstBad.line, detail: firstBad.problem })]);
  if (headerRow === undefined) return refused([importError("ERR_CSV_003")]);

  const header = headerRow.cells.map((name) => name.trim());
  const match = matchHeader(header, headerRow.line, mapping);
  const rowErrors = malformed.map(({ line, problem }) =>
    importError("ERR_CSV_006", { row: line, detail: problem }),
  );
  const noRows = dataRows.length + malformed.length === 0 ? [importError("ERR_CSV_003")] : [];
  if (match.errors.length > 0) return refused([...match.errors, ...noRows], header);

  const records: ImportRecord[] = [];
  const neededCells = requiredWidth(match.columns, format);
  for (const row of dataRows) {
    const problem = widthProblem(row, header.length, neededCells);
    if (problem === null) records.push(row);
    else
      rowErrors.push(
        importError("ERR_CSV_006", { row: row.line, found: row.cells.join(","), detail: problem }),
      );
  }
  rowErrors.sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  return { format, header, columns: match.columns, records, errors: [...noRows, ...rowErrors] };
}

/** What keeps a file from being read at all. */
function checkContent(bytes: Uint8Array, fileName: string): ImportIssue | null {
  if (bytes.length > MAX_FILE_BYTES) return importError("ERR_CSV_001", { found: `${bytes.length} bytes` });
  if (!/\.csv$/i.test(fileName.trim())) return importError("ERR_CSV_002", { found: fileName });
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (content.some(isBinaryByte))
    return importError("ERR_CSV_002", { found: fileName, detail: "its content is binary" });
  if (isUtf8(content)) return null;
  const lines = content
    .toString("latin1")
    .split(/\r\n|\n|\r/)
    .flatMap((line, index) => (isUtf8(Buffer.from(line, "latin1")) ? [] : [index + 1]));
  const more = lines.length > 1 ? `, and on ${lines.length - 1} more lines` : "";
  return importError("ERR_CSV_006", { row: lines[0] ?? null, detail: `not UTF-8${more}` });
}

/** Control bytes that text does not hold: all but tab to carriage return, ^Z and escape. */
function isBinaryByte(byte: number): boolean {
  return byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1a && byte !== 0x1b);
}

/** How many cells a row must have at least: up to the last required column. */
function requiredWidth(columns: ReadonlyMap<ImportField, number>, format: PositionsFile["format"]): number {
  return Math.max(...requiredFields(format).map((field) => (columns.get(field) ?? -1) + 1));
}

function widthProblem({ cells }: CsvRow, width: number, neededCells: number): string | null {
  if (cells.length < neededCells) return `${cells.length} cells, at least ${neededCells} are needed`;
  const extra = cells.slice(width).some((cell) => cell.trim() !== "");
  return extra ? `${cells.length} cells, the header has ${width}` : null;
}
