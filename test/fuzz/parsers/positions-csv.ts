import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { parsePositionsFile } from "#app/parse-positions-file.ts";
import { csvLine } from "#core/csv/format-csv.ts";
import { isPlainDate } from "#core/dates/plain-date.ts";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { parseColumnMapping } from "#core/import/column-mapping.ts";
import { IMPORT_CODES } from "#core/import/import-codes.ts";
import { IMPORT_COLUMNS } from "#core/import/import-columns.ts";
import type { ImportIssue } from "#core/import/import-issue.ts";
import { type ImportedPosition, importTotals } from "#core/import/imported-position.ts";
import { formatPositions, templateCsv } from "#core/import/template.ts";
import { type ImportResult, validatePositions } from "#core/import/validate-positions.ts";
import { parseOccSymbol } from "#core/instruments/occ-symbol.ts";
import { decimalPlaces, isDecimal, signOf, toFloat } from "#core/money/decimal.ts";
import { type FuzzedParser, mustHold } from "../fuzzed-parser.ts";
import { DATES, encoded, longText, mutated, NUMBERS, nastyText } from "../nasty-text.ts";

const calendar = createTradingCalendar();
const TODAY = "2025-07-01";
const COLUMNS = IMPORT_COLUMNS.map(({ column }) => column);
const DEMO = readFileSync(path.join(import.meta.dirname, "../../../demo/balanced-13.csv"), "utf8");

/** Files as brokers write them, shortened, each with a mapping to our fields. */
const BROKER_FILES = [
  {
    text: `Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Average Cost Basis,Type
Z1,Individual,SPAXX**,MONEY MARKET,,,$1200.50,,Cash
Z1,Individual, -AAPL260116P00200000,AAPL PUT,-2,$5.10,-$1020.00,$4.85,Margin
Z1,Individual,VTI,"VANGUARD, TOTAL",12.345,$290.11,$3581.40,--,Margin

"Date downloaded 07/01/2025 4:00 PM ET"`,
    mapping: { Symbol: "symbol", Quantity: "quantity", "Average Cost Basis": "entry_price" },
  },
  {
    text: `"Positions for account Individual ...123 as of 12:33 PM ET, 2025/05/04"

"Symbol","Description","Qty (Quantity)","Price","Cost Basis","Ratings",
"AAPL 12/20/2024 150.00 C","CALL APPLE","3","$12.10","$3,000.00","--",
"BRK/B","BERKSHIRE","10","$400.00","N/A","A",
"Account Total","--","--","--","$12,345.67","--",`,
    mapping: { Symbol: "symbol", "Qty (Quantity)": "quantity", "Cost Basis": "entryPrice" },
  },
  {
    text: "Symbol,Quantity,Price Paid $,Day's Gain $\nQQQ Dec 31 '26 $600 Put,1,12.5,(43.64)\nCASH,,1.00,\nTOTAL,,,\n",
    mapping: { Symbol: "symbol", Quantity: "quantity", "Price Paid $": "entry_price" },
  },
] as const;

const cell = fc.oneof(
  { weight: 4, arbitrary: nastyText },
  { weight: 3, arbitrary: fc.constantFrom(...NUMBERS) },
  { weight: 3, arbitrary: fc.constantFrom(...DATES) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ..."AAPL MSFT BRK.B ^SPX SPY241220C00550000 OPTIONS PUBLIC PRIVATE CALL PUT STOCK CASH ART".split(" "),
      "AAPL 12/20/2024 150.00 C",
      "QQQ Dec 31 '26 $600 Put",
      "SPY_C450_20240315",
      "",
    ),
  },
);

/** Rows of each kind as they should be, in the template's order of columns. */
const GOOD_ROWS: readonly (readonly string[])[] = [
  "AAPL,100,194.03,2024-06-03,PUBLIC,STOCK,,,,,,",
  "brk.b,-25.5000000000,.5,2024-02-29,,,,,,,,",
  "SPAXX,10000,1.00,2009-01-02,public,cash,,,,,,",
  ",5,8.75,2024-06-03,OPTIONS,,SPY,550.00,2024-12-20,CALL,,",
  "AAPL241220P00180000,-2,5.10,2024-06-03,,,,,,,,",
  "BRK/B 12/20/2024 0150.50 C,+7,0.0000000001,2024-06-03,OPTIONS,CALL,,,,,,",
  "any name,1,1,2024-06-03,,PUT,^SPX,0.125,2026-01-16,put,2025-06-30,0",
  "XLE,80,91.25,2024-06-03,PUBLIC,ETF,,,,,2024-09-16,87.62",
  "PRIVATE_FUND_A,0.1,999999999999999,1925-07-01,PRIVATE,ART,,,,,,",
  "'=X,1,1,2024-06-03,,,,,,,,",
].map((line) => line.split(","));

/** More often than not a good row, now and then with a wrong cell or two. */
const row = fc
  .tuple(
    fc.constantFrom(...GOOD_ROWS),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(fc.tuple(fc.nat({ max: 11 }), cell), { minLength: 1, maxLength: 2 }) },
    ),
  )
  .map(([cells, changes]) => changes.reduce((list, [at, text]) => list.with(at, text), [...cells]));

const table = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: fc.constant(COLUMNS) },
      { weight: 1, arbitrary: fc.shuffledSubarray(COLUMNS) },
      { weight: 1, arbitrary: fc.array(fc.oneof(nastyText, fc.constantFrom(...COLUMNS)), { maxLength: 20 }) },
    ),
    fc.array(
      fc.oneof({ weight: 12, arbitrary: row }, { weight: 1, arbitrary: fc.array(cell, { maxLength: 15 }) }),
      {
        maxLength: 5,
      },
    ),
    fc.constantFrom("\n", "\r\n", "\r"),
    fc.boolean(),
  )
  .map(([header, rows, end, escaped]) =>
    [header, ...rows]
      .map((cells) => (escaped ? csvLine([...cells]).slice(0, -1) : cells.join(",")))
      .join(end),
  );

const wide = fc
  .integer({ min: 100, max: 3000 })
  .map((columns) => `${COLUMNS.join(",")}\nA${",1".repeat(columns)}`);

const text = fc.oneof(
  { weight: 8, arbitrary: table },
  { weight: 4, arbitrary: mutated(fc.constantFrom(templateCsv(), DEMO)) },
  { weight: 1, arbitrary: longText(80_000).map((long) => `${COLUMNS.join(",")}\n${long},1,1,2024-06-03\n`) },
  { weight: 1, arbitrary: wide },
  { weight: 1, arbitrary: nastyText },
);

/** Anything in the place of a mapping. */
const mapping: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .dictionary(
        fc.oneof(fc.constantFrom(...COLUMNS), nastyText),
        fc.oneof(
          fc.constantFrom<unknown>(...IMPORT_COLUMNS.map(({ field }) => field)),
          nastyText,
          fc.jsonValue(),
        ),
        { maxKeys: 8 },
      )
      .map((fields) => JSON.stringify(fields)),
  },
  { weight: 2, arbitrary: fc.oneof(nastyText, fc.json(), longText(5000)) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 20_000 }).map((n) => `{"A":${"[".repeat(n)}${"]".repeat(n)}}`),
  },
);

const broker = fc
  .constantFrom(...BROKER_FILES)
  .chain((file) => fc.tuple(mutated(fc.constant(file.text)), fc.constant(JSON.stringify(file.mapping))));

const content: fc.Arbitrary<readonly [Uint8Array, unknown]> = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(encoded(text), fc.constant(null)) },
  {
    weight: 4,
    arbitrary: broker.chain(([csv, fields]) => fc.tuple(encoded(fc.constant(csv)), fc.constant(fields))),
  },
  { weight: 1, arbitrary: fc.tuple(encoded(text), mapping) },
);

interface PositionsInput {
  readonly content: readonly [Uint8Array, unknown];
  readonly name: string;
}

export const positionsCsv: FuzzedParser<PositionsInput> = {
  name: "positions CSV",
  repeatable: true,
  limitMs: 1000,
  clock: "thread",
  inputs: fc.record({
    content,
    name: fc.oneof({ weight: 30, arbitrary: fc.constant("a.csv") }, { weight: 1, arbitrary: nastyText }),
  }),
  read({ content: [bytes, stated], name }) {
    const mapped = parseColumnMapping(stated);
    const file = parsePositionsFile(bytes, name, mapped.mapping);
    const result = validatePositions(file, { today: TODAY, calendar, historyFrom: null });
    const lines = Buffer.from(bytes)
      .toString("latin1")
      .split(/\r\n|\n|\r/).length;
    for (const issue of [...mapped.errors, ...result.errors, ...result.warnings]) checkIssue(issue, lines);
    checkEachRow(file.records, result);
    for (const position of result.positions) checkPosition(position);
    checkRoundTrip(result);
    importTotals(result.positions);
    const errors = [...mapped.errors, ...result.errors];
    return {
      outcome: errors.length === 0 ? "accepted" : errors.map(({ code }) => code),
      digest: JSON.stringify([result, mapped.errors]),
    };
  },
};

function checkIssue({ row: line, column, field, code, severity, message }: ImportIssue, lines: number): void {
  mustHold(
    "an error points at a line of the file",
    line === null || (line >= 1 && line <= lines),
    () => line,
  );
  mustHold("an error of a cell names its column", !code.startsWith("ERR_POS") || column !== null, () => code);
  mustHold("an error of a cell names its field", !code.startsWith("ERR_POS") || field !== null, () => code);
  mustHold(
    "an error has a code of the catalogue",
    severity === "warning" || code in IMPORT_CODES,
    () => code,
  );
  mustHold("a message is short", message.length < 1000, () => message.length);
}

function checkEachRow(
  records: readonly { readonly line: number }[],
  { positions, errors }: ImportResult,
): void {
  if (errors.some(({ code }) => code === "ERR_CSV_009")) return;
  const wrong = new Set(errors.map((error) => error.row));
  const right = new Set(positions.map(({ line }) => line));
  const all = records.every(({ line }) => wrong.has(line) !== right.has(line));
  mustHold("each row is a position or has an error", all);
  const cells = errors
    .filter(({ column }) => column !== null)
    .map(({ row: line, column }) => `${line} ${column}`);
  mustHold("a cell has one error", new Set(cells).size === cells.length || hasTwins(errors), () => cells);
}

/** Two columns of a file may have one name; then so do their errors. */
function hasTwins(errors: readonly ImportIssue[]): boolean {
  const fields = errors
    .filter(({ column }) => column !== null)
    .map(({ row: line, field }) => `${line} ${field}`);
  return errors.some(({ code }) => code === "ERR_CSV_005") || new Set(fields).size === fields.length;
}

function checkPosition(position: ImportedPosition): void {
  const { symbol, quantity, entryPrice, entryDate, exitDate, exitPrice, option } = position;
  const amount = (value: string) =>
    isDecimal(value) && decimalPlaces(value) <= 10 && Math.abs(toFloat(value)) <= 1e15;
  const holds =
    /^[A-Z0-9._\-/^=]{1,100}$/.test(symbol) &&
    amount(quantity) &&
    signOf(quantity) !== 0 &&
    (entryPrice === null || (amount(entryPrice) && signOf(entryPrice) > 0)) &&
    isPlainDate(entryDate) &&
    entryDate <= TODAY &&
    (exitDate === null) === (exitPrice === null) &&
    (exitDate === null || (isPlainDate(exitDate) && exitDate >= entryDate && exitDate <= TODAY)) &&
    (exitPrice === null || (amount(exitPrice) && signOf(exitPrice) >= 0)) &&
    (option === null) === (position.investmentClass !== "OPTIONS") &&
    (option === null || parseOccSymbol(symbol) !== null);
  mustHold("a position is as its rules say", holds, () => position);
}

/** Lots that differ only in columns of no interest are copies once those are gone. */
function checkRoundTrip({ positions }: ImportResult): void {
  const byText = new Map(positions.map((one) => [formatPositions([one]), one]));
  const known = [...byText.values()].filter(({ entryPrice }) => entryPrice !== null);
  if (known.length === 0) return;
  const again = validatePositions(parsePositionsFile(Buffer.from(formatPositions(known)), "a.csv"), {
    today: TODAY,
    calendar,
    historyFrom: null,
  });
  const comparable = (list: readonly ImportedPosition[]) =>
    JSON.stringify(list.map((one) => ({ ...one, line: 0 })));
  mustHold(
    "positions written in the template's format are read as the same",
    comparable(again.positions) === comparable(known),
    () => [known, again.errors],
  );
}
