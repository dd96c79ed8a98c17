import { parseDecimal, trimZeros } from "#core/money/decimal.ts";
import type { ImportRecord, PositionsFile } from "./positions-file.ts";

/**
 * Rows that repeat an earlier one in every field, columns of no interest included: the line of the row → the line
 * of the first one. `100` and `100.0`, `aapl` and `AAPL` are the same. Two lots that differ anywhere are both kept.
 */
export function findDuplicateRows(
  file: Pick<PositionsFile, "columns" | "records">,
): ReadonlyMap<ImportRecord, number> {
  const known = new Set(file.columns.values());
  const firstLine = new Map<string, number>();
  const duplicates = new Map<ImportRecord, number>();
  for (const record of file.records) {
    const cells = record.cells.map((cell, index) => (known.has(index) ? sameness(cell) : cell.trim()));
    while (cells.at(-1) === "") cells.pop();
    const key = JSON.stringify(cells);
    const earlier = firstLine.get(key);
    if (earlier === undefined) firstLine.set(key, record.line);
    else duplicates.set(record, earlier);
  }
  return duplicates;
}

function sameness(cell: string): string {
  const text = cell.trim().toUpperCase();
  const number = parseDecimal(text);
  return number === null ? text : trimZeros(number);
}
