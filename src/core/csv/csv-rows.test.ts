import { CsvError, parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BrokenRow, type CsvRow, csvRows, MAX_CELLS, MAX_ROW_LENGTH } from "./csv-rows.ts";
import { csvLine, unescapeFormula } from "./format-csv.ts";

function rowsOf(text: string, comment: string | null = null): readonly (CsvRow | BrokenRow)[] {
  return [...csvRows(text, comment)];
}

/** `line: cells`, or `line: problem`. */
function shown(text: string, comment: string | null = null): readonly string[] {
  return rowsOf(text, comment).map((row) =>
    "problem" in row ? `${row.line}: ${row.problem}` : `${row.line}: ${row.cells.join("|")}`,
  );
}

describe("rows", () => {
  test("end with LF, CRLF or CR, and are counted by each", () => {
    expect(shown("a,b\nc\r\nd\re")).toEqual(["1: a|b", "2: c", "3: d", "4: e"]);
  });

  test("of blank cells are left out and counted", () => {
    expect(shown('\n , ,\r\n"",""\n\ta\n')).toEqual(["4: a"]);
  });

  test("that start with the comment sign are left out, but not a sign within a row", () => {
    expect(shown('# "x\n  #y\na,#b\n"#c"', "#")).toEqual(["3: a|#b", "4: #c"]);
    expect(shown("#a")).toEqual(["1: #a"]);
  });

  test("may span lines in quotes; the next one is counted on", () => {
    expect(shown('"a\r\nb\rc",1\nd')).toEqual(["1: a\r\nb\rc|1", "4: d"]);
  });

  test("keep the space inside quotes alone", () => {
    expect(shown(' a b ,\t" c " ,')).toEqual(["1: a b| c |"]);
  });

  test("may begin with a byte order mark", () => {
    expect(shown('\uFEFF"a",b')).toEqual(["1: a|b"]);
  });
});

describe("a broken row", () => {
  test.each([
    ['a"b,c', "a quote inside a cell that is not quoted"],
    ['"a" b', "text follows a closing quote"],
    ['"a""', "a quote is not closed"],
    [`"${"a\n".repeat(MAX_ROW_LENGTH)}"`, "a quote is not closed"],
    ["x".repeat(MAX_ROW_LENGTH + 1), `longer than ${MAX_ROW_LENGTH} characters`],
    [",".repeat(MAX_CELLS - 1).concat("x,"), `more than ${MAX_CELLS} cells`],
  ])("says what is wrong with it (%#)", (text, problem) => {
    expect(rowsOf(text)[0]).toEqual({ line: 1, problem });
  });

  test("ends with its first line; what follows is read", () => {
    expect(shown('a\n"b,\nc\nd"e\nf')).toEqual([
      "1: a",
      "2: text follows a closing quote",
      "3: c",
      ...BROKEN,
    ]);
  });

  const BROKEN = ["4: a quote inside a cell that is not quoted", "5: f"];
});

test("an independent parser finds the same cells, or something wrong in the same text", () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from('ab,,""\n\r #1é')), maxLength: 40 });
  let read = 0;
  fc.assert(
    fc.property(text, (csv) => {
      fc.pre(!/" +"/.test(csv)); // The peer lets a second quoted text follow the first one in a cell.
      const ours = rowsOf(csv);
      const broken = ours.some((row) => "problem" in row);
      const cells = ours.flatMap((row) => ("cells" in row ? [row.cells.map((cell) => cell.trim())] : []));
      expect(broken ? null : cells).toEqual(peer(csv));
      if (!broken) read++;
    }),
    { numRuns: 3000 },
  );
  expect(read).toBeGreaterThan(1000);
});

/** The rows as csv-parse reads them; null where it finds something wrong. */
function peer(csv: string): readonly (readonly string[])[] | null {
  try {
    const options = { record_delimiter: ["\r\n", "\n", "\r"], relax_column_count: true, trim: true };
    const rows = parse(csv, options).map((row) => row.map((cell) => cell.trim()));
    return rows.filter((row) => row.some((cell) => cell !== ""));
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

test("what is written as CSV is read back", () => {
  const cell = fc.string({ unit: fc.constantFrom(...Array.from("ab,\"'\n\r\t=+-@#é1")), minLength: 1 });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      const read = rowsOf(rows.map((row) => csvLine(["x", ...row])).join("")).map((row) =>
        "cells" in row ? row.cells.slice(1).map(unescapeFormula) : [],
      );
      expect(read).toEqual(rows);
    }),
  );
});
