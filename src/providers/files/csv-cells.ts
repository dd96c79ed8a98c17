import { csvRows } from "#core/csv/csv-rows.ts";
import { isPlainDate, type PlainDate } from "#core/dates/plain-date.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";

/** Where a cell stands, for the message of a failure. */
export interface CsvPlace {
  readonly file: string;
  /** Counted from 1, the header's line included. */
  readonly line: number;
}

export function badData(place: CsvPlace, problem: string, cause?: unknown): SigmaSightError {
  return new SigmaSightError("PROVIDER_BAD_DATA", `${place.file}:${place.line}: ${problem}`, { cause });
}

/**
 * Reads a CSV text record by record: the first record to `onHeader`, the others to `onRow`. Cells are trimmed,
 * blank lines skipped, a byte order mark ignored; a record may have fewer or more cells than the header. A text
 * without quotes, as nearly all price files are, is only cut at its commas, which is faster than looking for them. Throws
 * PROVIDER_BAD_DATA where the text is no CSV.
 */
export function readCsv(
  text: string,
  file: string,
  onHeader: (cells: readonly string[]) => void,
  onRow: (cells: readonly string[], line: number) => void,
): void {
  let header = true;
  const onRecord = (cells: readonly string[], line: number): void => {
    if (header) onHeader(cells);
    else onRow(cells, line);
    header = false;
  };
  if (text.includes('"')) readQuoted(text, file, onRecord);
  else readUnquoted(text, onRecord);
}

type OnRecord = (cells: readonly string[], line: number) => void;

function readUnquoted(text: string, onRecord: OnRecord): void {
  let line = 0;
  for (const record of text.split(/\r\n|\n|\r/)) {
    line++;
    if (record.trim() !== "")
      onRecord(
        record.split(",").map((cell) => cell.trim()),
        line,
      );
  }
}

function readQuoted(text: string, file: string, onRecord: OnRecord): void {
  for (const row of csvRows(text)) {
    if ("problem" in row) throw badData({ file, line: row.line }, row.problem);
    onRecord(row.cells, row.line);
  }
}

const FOUND_LENGTH = 100;

/** A cell in a message; a long one is cut. */
function quoted(cell: string): string {
  return JSON.stringify(cell.length > FOUND_LENGTH ? `${cell.slice(0, FOUND_LENGTH)}…` : cell);
}

/** A header cell without case, spaces and punctuation: `Adj Close`, `adj_close` and `AdjClose` are one name. */
export function headerName(cell: string): string {
  return cell.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** Index of the first column with one of the names, or -1. */
export function columnOf(header: readonly string[], ...names: readonly string[]): number {
  return header.findIndex((cell) => names.includes(headerName(cell)));
}

/** In which no place can be matched in two ways: a cell full of digits is looked at once. */
const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const NO_NUMBER = /^(?:null|none|nan|n\/?a|-|[-+]?inf(?:inity)?)?$/i;

/** Nothing on a market is larger; squares and products of such numbers are still finite. */
const MAX_NUMBER = 1e18;

/**
 * A decimal number; NaN for an empty cell and the usual words for "none". Throws PROVIDER_BAD_DATA on others, and on
 * numbers beyond any market's.
 */
export function numberCell(cell: string | undefined, place: CsvPlace): number {
  if (cell === undefined || NO_NUMBER.test(cell)) return Number.NaN;
  const value = NUMBER.test(cell) ? Number(cell) : Number.NaN;
  if (Math.abs(value) <= MAX_NUMBER) return value;
  throw badData(place, `not a number: ${quoted(cell)}`);
}

/** A date `YYYY-MM-DD`, a time of day after it ignored. Throws PROVIDER_BAD_DATA on others. */
export function dateCell(cell: string | undefined, place: CsvPlace): PlainDate {
  const date = cell?.slice(0, 10) ?? "";
  const rest = cell?.slice(10) ?? "";
  if (isPlainDate(date) && /^(?:[ T]|$)/.test(rest)) return date;
  throw badData(place, `not a date YYYY-MM-DD: ${quoted(cell ?? "")}`);
}

/** An upper-cased symbol. Throws PROVIDER_BAD_DATA where there is none. */
export function symbolCell(cell: string | undefined, place: CsvPlace): string {
  if (cell === undefined || cell === "") throw badData(place, "no symbol");
  return cell.toUpperCase();
}

/** A cash dividend a share; 0 where there is none. Throws PROVIDER_BAD_DATA on a negative one. */
export function dividendCell(cell: string | undefined, place: CsvPlace): number {
  const amount = numberCell(cell, place);
  if (amount < 0) throw badData(place, `a dividend below zero: ${amount}`);
  return Number.isNaN(amount) ? 0 : amount;
}

/** New shares for one old, or old for one new: what companies do ends long before. */
const MAX_SPLIT = 1e6;

/** New shares for one old: `2`, `2:1` or `3/2`; 1 where there is no split (empty, 0 or 1). */
export function splitCell(cell: string | undefined, place: CsvPlace): number {
  const [left, right, ...more] = cell?.split(/[:/]/) ?? [];
  const pair = right !== undefined && more.length === 0 && !NO_NUMBER.test(cell ?? "");
  const ratio = pair
    ? numberCell(left?.trim(), place) / numberCell(right.trim(), place)
    : numberCell(cell, place);
  if (Number.isNaN(ratio) || ratio === 0) return 1;
  if (!(ratio >= 1 / MAX_SPLIT && ratio <= MAX_SPLIT))
    throw badData(place, `not a split ratio: ${quoted(cell ?? "")}`);
  return ratio;
}
