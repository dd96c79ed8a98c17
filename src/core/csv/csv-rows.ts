/** One row: its cells without surrounding space, and the line of the text on which it starts (the first line is 1). */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A row that cannot be read. What follows on the next line is read as if it were not there. */
export interface BrokenRow {
  readonly line: number;
  readonly problem: string;
}

/** Characters of a row, line breaks in quotes included: longer ones come of a quote that is not closed. */
export const MAX_ROW_LENGTH = 65_536;
/** Cells of a row: wider than any broker's file. */
export const MAX_CELLS = 1000;

const QUOTE = 34;
const COMMA = 44;
const CR = 13;
const LF = 10;
const BOM = "\uFEFF";

/**
 * The rows of comma separated text, one by one, without blank lines and rows of blank cells. A line ends with CRLF, LF
 * or CR; a cell in quotes may hold commas, line breaks and doubled quotes, and keeps its own space. With `comment`
 * lines that start with it are skipped. Time is linear in the length of the text whatever it holds: only after a broken
 * row is something looked at again, and never more than a row may be long.
 */
export function* csvRows(text: string, comment: string | null = null): Generator<CsvRow | BrokenRow> {
  let position = text.startsWith(BOM) ? 1 : 0;
  let line = 1;
  while (position < text.length) {
    const content = skip(text, position, isSpaceOrComma);
    if (content === text.length) return;
    if (isLineEnd(text.charCodeAt(content))) {
      position = afterLineEnd(text, content);
      line++;
      continue;
    }
    const first = skip(text, position, isSpace);
    if (comment !== null && text.startsWith(comment, first)) {
      position = nextLine(text, first);
      line++;
      continue;
    }
    const row = readRow(text, position);
    if ("problem" in row) {
      yield { line, problem: row.problem };
      position = nextLine(text, position);
      line++;
      continue;
    }
    if (row.cells.some((cell) => cell.trim() !== "")) yield { line, cells: row.cells };
    position = row.end;
    line += row.lines;
  }
}

type ReadRow =
  | {
      readonly cells: readonly string[];
      /** Where the next row starts. */
      readonly end: number;
      /** Lines of the text it takes. */
      readonly lines: number;
    }
  | { readonly problem: string };

function readRow(text: string, start: number): ReadRow {
  const limit = Math.min(text.length, start + MAX_ROW_LENGTH);
  const cells: string[] = [];
  let position = start;
  let lines = 1;
  for (;;) {
    if (cells.length === MAX_CELLS) return { problem: `more than ${MAX_CELLS} cells` };
    let end: number;
    const first = skip(text, position, isSpace);
    if (text.charCodeAt(first) === QUOTE) {
      const quoted = readQuoted(text, first + 1, limit);
      if (quoted === null) return { problem: "a quote is not closed" };
      end = skip(text, quoted.end, isSpace);
      if (end < text.length && text.charCodeAt(end) !== COMMA && !isLineEnd(text.charCodeAt(end)))
        return { problem: "text follows a closing quote" };
      cells.push(quoted.cell);
      lines += quoted.lineEnds;
    } else {
      end = skip(text, first, isPlain);
      if (text.charCodeAt(end) === QUOTE) return { problem: "a quote inside a cell that is not quoted" };
      if (end - start > MAX_ROW_LENGTH) return { problem: `longer than ${MAX_ROW_LENGTH} characters` };
      cells.push(text.slice(first, end).trim());
    }
    if (end === text.length) return { cells, end, lines };
    if (text.charCodeAt(end) !== COMMA) return { cells, end: afterLineEnd(text, end), lines };
    position = end + 1;
  }
}

/** The cell after an opening quote, and where its closing quote ends; null where there is none up to `limit`. */
function readQuoted(
  text: string,
  start: number,
  limit: number,
): { readonly cell: string; readonly end: number; readonly lineEnds: number } | null {
  let lineEnds = 0;
  let doubled = false;
  for (let position = start; position < limit; position++) {
    const code = text.charCodeAt(position);
    if (code === LF || (code === CR && text.charCodeAt(position + 1) !== LF)) lineEnds++;
    if (code !== QUOTE) continue;
    if (text.charCodeAt(position + 1) === QUOTE) {
      doubled = true;
      position++;
    } else {
      const cell = text.slice(start, position);
      return { cell: doubled ? cell.replaceAll('""', '"') : cell, end: position + 1, lineEnds };
    }
  }
  return null;
}

/** The first position from `from` on whose character is not of a kind; the text's length when there is none. */
function skip(text: string, from: number, isKind: (code: number) => boolean): number {
  let position = from;
  while (position < text.length && isKind(text.charCodeAt(position))) position++;
  return position;
}

/** Space within a line. */
function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 11 || code === 12;
}

function isSpaceOrComma(code: number): boolean {
  return code === COMMA || isSpace(code);
}

function isLineEnd(code: number): boolean {
  return code === LF || code === CR;
}

function isPlain(code: number): boolean {
  return code !== COMMA && code !== QUOTE && !isLineEnd(code);
}

function afterLineEnd(text: string, end: number): number {
  return end + (text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF ? 2 : 1);
}

function nextLine(text: string, from: number): number {
  const end = skip(text, from, (code) => !isLineEnd(code));
  return end === text.length ? end : afterLineEnd(text, end);
}
