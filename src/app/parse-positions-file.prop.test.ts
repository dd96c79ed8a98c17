import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatCsv } from "#core/csv/format-csv.ts";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { IMPORT_COLUMNS } from "#core/import/import-columns.ts";
import type { ImportedPosition } from "#core/import/imported-position.ts";
import type { PositionsFile } from "#core/import/positions-file.ts";
import { formatPositions } from "#core/import/template.ts";
import { validatePositions } from "#core/import/validate-positions.ts";
import { parsePositionsFile } from "./parse-positions-file.ts";

const calendar = createTradingCalendar();
const HEADER = IMPORT_COLUMNS.map(({ column }) => column);

function importFile(file: PositionsFile) {
  return validatePositions(file, { today: "2025-07-01", calendar, historyFrom: null });
}

/** Text of the kinds that go wrong, beside plain noise. */
const cell = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom(",", '"', "\n", "\r", "#", "=", "-", "'", "1", ".", "é", " ") }),
  fc.constantFrom(
    "AAPL",
    "100",
    "-0",
    "1e5",
    "2024-06-03",
    "2024-02-30",
    "OPTIONS",
    "CALL",
    "PRIVATE",
    "N/A",
  ),
  fc.constantFrom("SPY241220C00550000", "9".repeat(400), "__proto__", "0.00000000001", "\uFEFF"),
);
const row = fc.array(cell, { minLength: HEADER.length, maxLength: HEADER.length });

const day = fc
  .integer({ min: 0, max: 6000 })
  .map((days) => new Date(Date.UTC(2009, 0, 2) + days * 86_400_000).toISOString().slice(0, 10));
const amount = fc
  .tuple(fc.integer({ min: 1, max: 10 ** 12 }), fc.integer({ min: 0, max: 10 }))
  .map(([digits, scale]) => {
    const text = String(digits).padStart(scale + 1, "0");
    return scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  });
const exit = fc.option(fc.tuple(day, fc.oneof(amount, fc.constant("0"))));

/** A valid lot; symbols may start with characters that a spreadsheet takes for a formula. */
const position: fc.Arbitrary<ImportedPosition> = fc
  .record({
    symbol: fc.stringMatching(/^[=^._/]?[A-Z][A-Z0-9._\-/^=]{0,20}$/),
    quantity: fc.tuple(amount, fc.boolean()).map(([text, short]) => (short ? `-${text}` : text)),
    entryPrice: amount,
    entryDate: day,
    exit,
    kind: fc.constantFrom("stock", "private", "option"),
    strike: fc.integer({ min: 1, max: 99_999 }),
    type: fc.constantFrom("CALL" as const, "PUT" as const),
  })
  .map(({ symbol, quantity, entryPrice, entryDate, exit: exited, kind, strike, type }) => {
    const closed = exited !== null && exited[0] >= entryDate;
    const common = {
      line: 0,
      quantity,
      entryPrice,
      entryDate,
      exitDate: closed ? exited[0] : null,
      exitPrice: closed ? exited[1] : null,
      mark: null,
      markDate: null,
    };
    if (kind === "option") {
      const digits = `${String(strike).padStart(5, "0")}000`;
      const occ = `XYZ301220${type === "CALL" ? "C" : "P"}${digits}`;
      const option = { underlying: "XYZ", strike: String(strike), expiration: "2030-12-20", type };
      return { ...common, symbol: occ, investmentClass: "OPTIONS", investmentSubtype: type, option };
    }
    return kind === "private"
      ? { ...common, symbol, investmentClass: "PRIVATE", investmentSubtype: "ART", option: null }
      : { ...common, symbol, investmentClass: "PUBLIC", investmentSubtype: null, option: null };
  });

describe("importing anything", () => {
  test("arbitrary bytes never throw, and errors point at lines of the file", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.string().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          const lines = Buffer.from(bytes)
            .toString("latin1")
            .split(/\r\n|\n|\r/).length;
          for (const { row: line } of importFile(parsePositionsFile(bytes, "a.csv")).errors)
            expect(line === null || (line >= 1 && line <= lines)).toBe(true);
        },
      ),
    );
  });

  test("arbitrary cells never throw, and every row is either a position or has an error on its own line", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        const file = parsePositionsFile(Buffer.from(formatCsv(HEADER, rows)), "a.csv");
        const { positions, errors } = importFile(file);
        const wrong = new Set(errors.map((error) => error.row));
        const right = new Set(positions.map(({ line }) => line));
        for (const { line } of file.records) expect(wrong.has(line)).toBe(!right.has(line));
        const cells = errors.map((error) => `${error.row} ${error.column}`);
        expect(new Set(cells).size).toBe(cells.length);
      }),
    );
  });

  test("arbitrary lines below a good header never throw", () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 20 }), (lines) => {
        const text = `${HEADER.join(",")}\n${lines.join("\n")}`;
        const count = text.split(/\r\n|\n|\r/).length;
        for (const { row: line } of importFile(parsePositionsFile(Buffer.from(text), "a.csv")).errors)
          expect(line === null || (line >= 1 && line <= count)).toBe(true);
      }),
    );
  });
});

test("positions written in the template's format import as the same positions", () => {
  const distinct = fc.uniqueArray(position, {
    minLength: 1,
    maxLength: 8,
    selector: ({ symbol, entryDate }) => `${symbol} ${entryDate}`,
  });
  fc.assert(
    fc.property(distinct, (positions) => {
      const { positions: read, errors } = importFile(
        parsePositionsFile(Buffer.from(formatPositions(positions)), "a.csv"),
      );
      expect(errors).toEqual([]);
      expect(read).toEqual(positions.map((one, index) => ({ ...one, line: index + 2 })));
    }),
  );
});
