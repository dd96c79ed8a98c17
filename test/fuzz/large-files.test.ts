import { describe, expect, test } from "vitest";
import { MAX_FILE_BYTES, parsePositionsFile } from "#app/parse-positions-file.ts";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import type { ColumnMapping } from "#core/import/column-mapping.ts";
import { IMPORT_COLUMNS } from "#core/import/import-columns.ts";
import { validatePositions } from "#core/import/validate-positions.ts";

const calendar = createTradingCalendar();
const HEADER = "Symbol,Quantity,Entry Price Per Share,Entry Date\n";
const ALL_COLUMNS = `${IMPORT_COLUMNS.map(({ column }) => column).join(",")}\n`;
const BROKER: ColumnMapping = new Map([
  ["Symbol", "symbol"],
  ["Quantity", "quantity"],
  ["Strike Price", "strike_price"],
]);

/** A file of exactly the greatest size: a beginning, then a piece again and again. */
function file(piece: string | Buffer, beginning = HEADER): Buffer {
  return Buffer.concat([
    Buffer.from(beginning),
    Buffer.alloc(MAX_FILE_BYTES - beginning.length, Buffer.from(piece)),
  ]);
}

/** A line as long as lets the file have nearly as many rows as are allowed. */
function row(cells: string): string {
  return `${cells.padEnd(539, "z")}\n`;
}

/** Text of a cell nearly as long as a row may be. */
function long(piece: string): string {
  return piece.repeat(Math.floor(60_000 / piece.length));
}

/** What keeps a file from being read to its end, or leaves nothing of it. */
const FILES: readonly (readonly [string, () => Buffer])[] = [
  ["one line", () => file("a", "")],
  ["one cell", () => file("a")],
  ["one cell in quotes that never close", () => file("a", `${HEADER}"`)],
  ["line ends", () => file("\n")],
  ["commas", () => file(",")],
  ["spaces", () => file(" ")],
  ["quotes", () => file('"')],
  ["a quote a line", () => file('"\n')],
  ["empty quotes a line", () => file('""\n')],
  ["a quote inside each cell", () => file('a"b\n')],
  ["doubled quotes in an open quote", () => file('""', `${HEADER}"`)],
  ["a million columns", () => file("x,", "Symbol,")],
  ["wide rows", () => file(`AAPL,1,1,2024-06-03${",0.01".repeat(900)}\n`)],
  ["a million rows", () => file("AAPL,1,1,2024-06-03\n")],
  ["comments", () => file("#\n")],
  ["quoted comments", () => file('"#"\n')],
  ["bytes that are not UTF-8", () => file("a").fill(0xff, 1000)],
  ["lines that are not UTF-8", () => file(Buffer.from([0xff, 0x0a]))],
  ["one line that is not UTF-8", () => file("\u00e9\n").fill(0xff, MAX_FILE_BYTES - 1)],
  ["a NUL at the end", () => file("a\n").fill(0, MAX_FILE_BYTES - 1)],
];

/** What is read to its end, and then refused. */
const ROWS: readonly (readonly [string, () => Buffer])[] = [
  ["rows with every cell wrong", () => file(row("!,x,y,z,q,q,q,1x,2,3,4,5,"), ALL_COLUMNS)],
  ["one row again and again", () => file(row("AAPL,1,2,2024-06-01,,,,,,,,,"), ALL_COLUMNS)],
  ["zeros behind the point", () => file(`AAPL,0.${long("0")}1,1,2024-06-03\n`)],
  [
    "zeros in a column that is only compared",
    () => file(`A,1,1,2024-06-03,,,,0.${long("0")}1\n`, ALL_COLUMNS),
  ],
  ["digits", () => file(`AAPL,${long("9")},1,2024-06-03\n`)],
  ["thousands", () => file(`AAPL,"1${long(",000")}x",1,2024-06-03\n`)],
  ["space inside an amount", () => file(`AAPL,"+${long(" ")}x",1,2024-06-03\n`)],
  ["brackets", () => file(`AAPL,${long("(")},1,2024-06-03\n`)],
  ["space inside an option's name", () => file(`-${long(" ")}x,1,1,2024-06-03\n`)],
  ["dots", () => file(`${long(".")},1,1,2024-06-03\n`)],
];

describe("10 MB are read and refused in seconds", () => {
  test.each(FILES)("%s", (_, make) => refuse(make(), null));

  test.each(ROWS)("%s, in the template's columns", (_, make) => refuse(make(), null));

  test.each(ROWS)("%s, with a mapping", (_, make) => refuse(make(), BROKER));
});

/** Of computing: a good machine takes under a second, a slow one two, and what is not linear takes minutes. */
const LIMIT_SECONDS = 10;

/** The time is that of this thread alone, so that what else the machine does falls on no file. */
function refuse(bytes: Buffer, mapping: ColumnMapping | null): void {
  expect(bytes).toHaveLength(MAX_FILE_BYTES);
  const start = process.threadCpuUsage();
  const read = parsePositionsFile(bytes, "positions.csv", mapping);
  const { errors } = validatePositions(read, { today: "2025-07-01", calendar, historyFrom: null });
  const { user, system } = process.threadCpuUsage(start);
  expect(errors.length).toBeGreaterThan(0);
  expect(errors.length).toBeLessThanOrEqual(1001);
  expect((user + system) / 1e6).toBeLessThan(LIMIT_SECONDS);
}
