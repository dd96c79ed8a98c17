import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CsvCell, csvLine, formatCsv, unescapeFormula } from "./format-csv.ts";

describe("formatCsv", () => {
  test("commas, quotes and line breaks are quoted, quotes doubled", () => {
    expect(formatCsv(["a", "b"], [['say "hi"', "x,y"]])).toBe('a,b\n"say ""hi""","x,y"\n');
    expect(csvLine(["two\nlines", "cr\rlf"])).toBe('"two\nlines","cr\rlf"\n');
  });

  test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+1", "＋1", "－1", "＠SUM(A1)"])(
    "text %j does not start as a formula",
    (text) => {
      const [[cell = ""] = []] = parse(csvLine([text]));
      expect(cell).toBe(`'${text}`);
    },
  );

  test("negative numbers stay numbers", () => {
    expect(csvLine([-1.5, { decimal: "-25.00" }, 1e-7])).toBe("-1.5,-25.00,1e-7\n");
  });

  test("a missing number is an empty cell, not zero", () => {
    expect(csvLine([Number.NaN, null, 0])).toBe(",,0\n");
  });

  test("a first cell that starts with # is quoted, so that it is not read as a comment", () => {
    expect(csvLine(["#note", "x"])).toBe('"#note",x\n');
  });

  test("a row of another length than the header is refused", () => {
    expect(() => formatCsv(["a", "b"], [["x"]])).toThrow(RangeError);
  });

  test("an infinity or a text posing as a decimal is refused", () => {
    expect(() => csvLine([Number.POSITIVE_INFINITY])).toThrow(RangeError);
    expect(() => csvLine([{ decimal: "=1" }])).toThrow(RangeError);
  });

  test("an independent parser reads every text back, and no cell begins as a formula", () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from("ab,\"'\n\r\t=+-@＝# é1")) });
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { maxLength: 5 }), (rows) => {
        const read = parse(formatCsv(["a", "b", "c"], rows), { record_delimiter: "\n" }).slice(1);
        expect(read.map((row) => row.map(unescapeFormula))).toEqual(rows);
        for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝]/);
      }),
    );
  });

  test("every float64 reads back as itself", () => {
    fc.assert(
      fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (value) => {
        const cell: CsvCell = value;
        return Number(csvLine([cell, "x"]).split(",")[0]) === value;
      }),
    );
  });
});
