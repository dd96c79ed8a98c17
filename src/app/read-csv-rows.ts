import { Buffer } from "node:buffer";
import { CsvError, type Info, parse } from "csv-parse/sync";

/** One row: its cells, and the line of the file on which it starts (the first line is 1). */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface MalformedRow {
  readonly line: number;
  readonly problem: string;
}

/** A file with more broken rows than this is given up: each costs another look at the rest. */
const MAX_MALFORMED = 100;

const PROBLEMS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quote is not closed",
  CSV_INVALID_CLOSING_QUOTE: "text follows a closing quote",
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: "text follows a closing quote",
  INVALID_OPENING_QUOTE: "a quote inside a cell that is not quoted",
};

/**
 * Comma separated rows of UTF-8 text, without blank lines, rows of blank cells and `#` lines. After a broken row
 * reading goes on with the next line, so that all of them are reported. Line numbers are counted here from byte
 * positions, since the parser counts a CRLF inside quotes twice.
 */
export function readCsvRows(bytes: Uint8Array): {
  readonly rows: readonly CsvRow[];
  readonly malformed: readonly MalformedRow[];
} {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lineStarts = findLineStarts(content);
  const rows: CsvRow[] = [];
  const malformed: MalformedRow[] = [];
  let start = content.subarray(0, 3).equals(BOM) ? BOM.length : 0;
  while (start < content.length) {
    const base = start;
    let recordStart = base;
    const problem = parseUntilBroken(content.subarray(base), (cells, end) => {
      if (holdsData(cells))
        rows.push({ line: lineOf(firstContent(content, recordStart, lineStarts), lineStarts), cells });
      recordStart = base + end;
    });
    if (problem === null) break;
    const line = lineOf(firstContent(content, recordStart, lineStarts), lineStarts);
    const givenUp = malformed.length + 1 === MAX_MALFORMED;
    malformed.push({ line, problem: givenUp ? `${problem}; the rest of the file was not read` : problem });
    if (givenUp) break;
    start = lineStarts[line] ?? content.length;
  }
  return { rows, malformed };
}

/** A comment that went through a spreadsheet comes back as a quoted first cell; it is a comment still. */
function holdsData(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.trim() !== "") && !cells[0]?.trim().startsWith("#");
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const CR = 13;
const LF = 10;

/** Hands over each row with the byte position after it; gives what is wrong with the first broken one. */
function parseUntilBroken(
  content: Buffer,
  onRow: (cells: readonly string[], end: number) => void,
): string | null {
  try {
    parse(content, {
      comment: "#",
      comment_no_infix: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record(cells: string[], { bytes }: Info) {
        onRow(cells, bytes);
        return null;
      },
    });
    return null;
  } catch (error) {
    const problem = error instanceof CsvError ? PROBLEMS[error.code] : undefined;
    if (problem === undefined) throw error;
    return problem;
  }
}

/** Byte position of each line's first byte; a line ends with CRLF, LF or CR. */
function findLineStarts(content: Buffer): readonly number[] {
  const starts = [0];
  for (let i = 0; i < content.length; i++) {
    const byte = content[i];
    if (byte === LF || (byte === CR && content[i + 1] !== LF)) starts.push(i + 1);
  }
  return starts;
}

/** Number of the line that holds a byte position. */
function lineOf(position: number, lineStarts: readonly number[]): number {
  let low = 0;
  let high = lineStarts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] as number) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the next row begins: past the blank lines and comments that lie in front of it. */
function firstContent(content: Buffer, from: number, lineStarts: readonly number[]): number {
  let position = from;
  while (position < content.length) {
    const next = lineStarts[lineOf(position, lineStarts)] ?? content.length;
    const line = content.toString("utf8", position, next).trim();
    if (line !== "" && !line.startsWith("#")) return position;
    position = next;
  }
  return from;
}
