import { csvRows } from "#core/csv/csv-rows.ts";

/** A row of the file as it stands: its line, and its cells. */
export interface FileRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The file's text as a table, read as the server reads it. */
export interface FileTable {
  /** Null where the file has no row at all. */
  readonly header: FileRow | null;
  readonly rows: readonly FileRow[];
  /** Whether every row of the file is here, so that it can be written back. */
  readonly isWhole: boolean;
}

/** Rows kept for the page; the server reads no more either. */
const MAX_ROWS = 20_000;

export const EMPTY_TABLE: FileTable = { header: null, rows: [], isWhole: false };

/** Comments and rows that cannot be read are left out. */
export function readTable(text: string): FileTable {
  const rows: FileRow[] = [];
  let isWhole = true;
  for (const row of csvRows(text, "#")) {
    if ("problem" in row) isWhole = false;
    else if (row.cells[0]?.trim().startsWith("#")) continue;
    else if (rows.length > MAX_ROWS) return tableOf(rows, false);
    else rows.push(row);
  }
  return tableOf(rows, isWhole);
}

function tableOf([header, ...rows]: readonly FileRow[], isWhole: boolean): FileTable {
  return { header: header ?? null, rows, isWhole };
}

/** What the reader changed: new texts by `line:column`, and lines that are to go. */
export interface Edits {
  readonly cells: ReadonlyMap<string, string>;
  readonly removed: ReadonlySet<number>;
}

export const NO_EDITS: Edits = { cells: new Map(), removed: new Set() };

export function cellKey(line: number, column: number): string {
  return `${line}:${column}`;
}

export function countEdits({ cells, removed }: Edits): number {
  return cells.size + removed.size;
}

/** The table with the changes as CSV text. Every row stays on its line, so that what is said about lines stays true. */
export function writeTable({ header, rows }: FileTable, { cells, removed }: Edits): string {
  const changed = byLine(cells);
  let text = "";
  let line = 1;
  for (const row of header === null ? rows : [header, ...rows]) {
    if (removed.has(row.line)) continue;
    text += "\n".repeat(row.line - line);
    const written = withChanges(row.cells, changed.get(row.line)).map(quoted).join(",");
    text += `${written}\n`;
    line = row.line + 1 + (written.match(/\r\n|\n|\r/g)?.length ?? 0);
  }
  return text;
}

/** New texts by line, then by column. */
function byLine(cells: Edits["cells"]): ReadonlyMap<number, ReadonlyMap<number, string>> {
  const lines = new Map<number, Map<number, string>>();
  for (const [key, text] of cells) {
    const [line = 0, column = 0] = key.split(":").map(Number);
    lines.set(line, (lines.get(line) ?? new Map()).set(column, text));
  }
  return lines;
}

/** A row may leave off blank cells at its end; one that was filled counts again. */
function withChanges(
  cells: readonly string[],
  changes: ReadonlyMap<number, string> = new Map(),
): readonly string[] {
  const width = Math.max(cells.length, ...Array.from(changes.keys(), (column) => column + 1));
  return Array.from({ length: width }, (_, column) => changes.get(column) ?? cells[column] ?? "");
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
