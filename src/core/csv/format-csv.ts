import { type Decimal, isDecimal } from "#core/money/decimal.ts";

/** An exact decimal to be written as a number, not as text. */
export interface DecimalCell {
  readonly decimal: Decimal;
}

/** Text, a number, or nothing (null and NaN give an empty cell: a missing number is never written as 0). */
export type CsvCell = string | number | DecimalCell | null;

/** First characters that make a spreadsheet run a text cell as a formula; some take the wide forms of them too. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$|^#/;

/**
 * One CSV file: the header and the rows, comma separated, quoted as in RFC 4180, each line ended by LF. Text that
 * a spreadsheet would run as a formula gets a leading apostrophe; numbers stay numbers. Every CSV the program
 * writes comes from here. Throws RangeError when a row is not as long as the header.
 */
export function formatCsv(header: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  const lines = [csvLine(header)];
  for (const row of rows) {
    if (row.length !== header.length)
      throw new RangeError(`a row has ${row.length} cells, its header ${header.length}`);
    lines.push(csvLine(row));
  }
  return lines.join("");
}

/** One line of {@link formatCsv}, line end included. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(",")}\n`;
}

/** Text as it was before {@link formatCsv} guarded it: drops the apostrophe in front of a formula character. */
export function unescapeFormula(text: string): string {
  return text.startsWith("'") && (FORMULA_START.test(text.slice(1)) || text.startsWith("''"))
    ? text.slice(1)
    : text;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return formatNumber(cell);
  if (typeof cell === "object") {
    if (!isDecimal(cell.decimal)) throw new RangeError(`not a decimal: ${JSON.stringify(cell.decimal)}`);
    return cell.decimal;
  }
  const text = guard(cell);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Shortest text that reads back as the same float64. Infinities are a defect of the caller, not a value. */
function formatNumber(value: number): string {
  if (Number.isNaN(value)) return "";
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written to a CSV`);
  return String(value);
}

/** An apostrophe in front of an apostrophe is doubled where it would be read as a guard. */
function guard(text: string): string {
  return FORMULA_START.test(text) || unescapeFormula(text) !== text ? `'${text}` : text;
}
