import type { CsvRow } from "#core/csv/csv-rows.ts";
import type { ColumnMapping } from "#core/import/column-mapping.ts";
import { type ImportField, requiredFields } from "#core/import/import-columns.ts";
import { type ImportIssue, importError } from "#core/import/import-issue.ts";
import { matchHeader } from "#core/import/match-header.ts";
import type { ImportRecord, PositionsFile } from "#core/import/positions-file.ts";
import { decodeCsv } from "./decode-csv.ts";
import { MAX_ROWS, readCsvRows } from "./read-csv-rows.ts";

export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/**
 * Reads a positions file into records with the line of the file each starts on. Expects UTF-8 (a BOM is fine),
 * comma separated, any line ends; lines that start with `#` and blank lines are skipped, quoted cells may hold
 * line breaks; at most {@link MAX_FILE_BYTES} and {@link MAX_ROWS}. A row may leave off trailing blank cells, as spreadsheets do, but not those of required columns.
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

  if (bytes.length > MAX_FILE_BYTES)
    return refused([importError("ERR_CSV_001", { found: `${bytes.length} bytes` })]);
  if (!/\.csv$/i.test(fileName.trim())) return refused([importError("ERR_CSV_002", { found: fileName })]);
  const decoded = decodeCsv(bytes);
  if ("problem" in decoded) return refused([notText(decoded, fileName)]);
  const { rows, broken, tooManyAt } = readCsvRows(decoded.text);
  const [headerRow, ...dataRows] = rows;
  const firstBad = broken[0];
  if (firstBad !== undefined && (headerRow === undefined || firstBad.line < headerRow.line))
    return refused([importError("ERR_CSV_005", { row: firstBad.line, detail: firstBad.problem })]);
  if (headerRow === undefined) return refused([importError("ERR_CSV_003")]);

  const header = headerRow.cells.map((name) => name.trim());
  const match = matchHeader(header, headerRow.line, mapping);
  const rowErrors = broken.map(({ line, problem }) =>
    importError("ERR_CSV_006", { row: line, detail: problem }),
  );
  const noRows = dataRows.length + broken.length === 0 ? [importError("ERR_CSV_003")] : [];
  if (match.errors.length > 0) return refused([...match.errors, ...noRows], header);
  if (tooManyAt !== null) {
    const place = { row: tooManyAt, expected: `at most ${MAX_ROWS} rows, the header included` };
    return refused([importError("ERR_CSV_008", place)], header);
  }

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

function notText(
  { problem, line }: { readonly problem: string; readonly line: number | null },
  fileName: string,
): ImportIssue {
  return line === null
    ? importError("ERR_CSV_002", { found: fileName, detail: problem })
    : importError("ERR_CSV_006", { row: line, detail: problem });
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
