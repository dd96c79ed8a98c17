import { type BrokenRow, type CsvRow, csvRows } from "#core/csv/csv-rows.ts";

/** Rows that are kept at most: reading and checking more holds everybody else up. */
export const MAX_ROWS = 20_000;

/** A file with more broken rows than this is given up: each costs another look at what follows. */
const MAX_BROKEN = 100;

export interface CsvTable {
  /** At most {@link MAX_ROWS}. */
  readonly rows: readonly CsvRow[];
  readonly broken: readonly BrokenRow[];
  /** The line of the first row that is one too many; the file was read no further. */
  readonly tooManyAt: number | null;
}

/** All rows of comma separated text, without blank ones and `#` lines, and all that are broken, up to the limits. */
export function readCsvRows(text: string): CsvTable {
  const rows: CsvRow[] = [];
  const broken: BrokenRow[] = [];
  for (const row of csvRows(text, "#")) {
    if ("problem" in row) {
      const givenUp = broken.length + 1 === MAX_BROKEN;
      broken.push(givenUp ? { ...row, problem: `${row.problem}; the rest of the file was not read` } : row);
      if (givenUp) break;
    } else if (isComment(row)) continue;
    else if (rows.length === MAX_ROWS) return { rows, broken, tooManyAt: row.line };
    else rows.push(row);
  }
  return { rows, broken, tooManyAt: null };
}

/** A comment that went through a spreadsheet comes back as a quoted first cell; it is a comment still. */
function isComment({ cells }: CsvRow): boolean {
  return cells[0]?.trim().startsWith("#") ?? false;
}
