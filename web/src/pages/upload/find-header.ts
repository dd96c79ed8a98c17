import { type ColumnChoice, guessColumns, isEnough } from "./column-choice.ts";
import type { FileTable } from "./file-table.ts";

/** Rows among which the column names are looked for; brokers put a title and some lines above them. */
const ROWS_SEARCHED = 40;

interface FoundHeader {
  readonly guess: ColumnChoice;
  /** Rows above the column names. */
  readonly preamble: number;
}

/** The row whose names tell best which columns are which fields; null where none tells enough. */
export function findHeader({ header, rows, isWhole }: FileTable): FoundHeader | null {
  if (header === null) return null;
  // What is not whole cannot be written again without its preamble.
  const candidates = isWhole ? [header, ...rows.slice(0, ROWS_SEARCHED)] : [header];
  let best: FoundHeader | null = null;
  for (const [preamble, { cells }] of candidates.entries()) {
    const guess = guessColumns(cells);
    const isBetter = best === null || Object.keys(guess).length > Object.keys(best.guess).length;
    if (isEnough(guess) && isBetter) best = { guess, preamble };
  }
  return best;
}

/** The table from the row on that holds its column names. */
export function withoutPreamble({ header, rows, isWhole }: FileTable, preamble: number): FileTable {
  if (header === null) return { header, rows, isWhole };
  const [first, ...rest] = [header, ...rows].slice(preamble);
  return { header: first ?? null, rows: rest, isWhole };
}
