import { describe, expect, test } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { parseColumnMapping } from "#core/import/column-mapping.ts";
import type { PositionsFile } from "#core/import/positions-file.ts";
import { templateCsv } from "#core/import/template.ts";
import { validatePositions } from "#core/import/validate-positions.ts";
import { MAX_FILE_BYTES, parsePositionsFile } from "./parse-positions-file.ts";
import { MAX_ROWS } from "./read-csv-rows.ts";

const HEADER = "Symbol,Quantity,Entry Price Per Share,Entry Date";
const AAPL = "AAPL,100,194.03,2024-06-03";

function parseText(text: string, mapping: unknown = null): PositionsFile {
  return parsePositionsFile(Buffer.from(text), "positions.csv", parseColumnMapping(mapping).mapping);
}

function errorsOf(file: PositionsFile): readonly string[] {
  return file.errors.map(({ row, column, code }) => [row, column, code].filter((x) => x !== null).join(" "));
}

function linesOf(file: PositionsFile): readonly number[] {
  return file.records.map(({ line }) => line);
}

describe("line numbers are those of the file that was sent", () => {
  test.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["CR", "\r"],
  ])("past comments, blank lines and quoted line breaks, with %s", (_, end) => {
    const text = [
      '# comment, with a comma and one " quote',
      "",
      `${HEADER},Notes`,
      `${AAPL},"two`,
      'lines"',
      "  ",
      "  # indented comment",
      ",,,,",
      `${AAPL},"three`,
      "",
      '# not a comment"',
      `${AAPL},last`,
    ].join(end);
    const file = parseText(text);
    expect(file.errors).toEqual([]);
    expect(linesOf(file)).toEqual([4, 9, 12]);
    expect(file.records[0]?.cells[4]).toBe(`two${end}lines`);
  });

  test("mixed line ends are counted one by one", () => {
    expect(linesOf(parseText(`${HEADER}\r\n${AAPL}\n\r\n${AAPL}\r${AAPL}\n`))).toEqual([2, 4, 5]);
  });
});

describe("what is read", () => {
  test("a BOM does not break the first header", () => {
    expect(parseText(`\uFEFF${HEADER}\n${AAPL}`).columns.get("symbol")).toBe(0);
  });

  test("columns match without regard to case, order and surrounding space; others are left alone", () => {
    const file = parseText(
      `Notes, entry DATE ,quantity,SYMBOL,"Entry Price Per Share" \nx,2024-06-03,5,AAPL,1`,
    );
    expect(file.errors).toEqual([]);
    expect(Object.fromEntries(file.columns)).toEqual({
      symbol: 3,
      quantity: 2,
      entry_price: 4,
      entry_date: 1,
    });
    expect(file.header).toEqual(["Notes", "entry DATE", "quantity", "SYMBOL", "Entry Price Per Share"]);
  });

  test("a row may leave off its trailing blank cells, and may have blank cells too many", () => {
    const file = parseText(`${HEADER},Investment Class\n${AAPL}\n${AAPL},PUBLIC,,,\n`);
    expect([file.errors, linesOf(file)]).toEqual([[], [2, 3]]);
  });

  test("a comment that a spreadsheet has quoted and padded is a comment still", () => {
    expect(linesOf(parseText(`"# a, b",,,\n${HEADER}\n${AAPL}`))).toEqual([3]);
  });

  test("with a mapping the file's own columns are used, by name alone", () => {
    const file = parseText("Ticker,Symbol,Shares\nAAPL,Apple Inc.,5", {
      ticker: "symbol",
      Shares: "quantity",
    });
    expect(file.format).toBe("mapped");
    expect(Object.fromEntries(file.columns)).toEqual({ symbol: 0, quantity: 2 });
  });
});

describe("errors of the file", () => {
  test("more than 10 MB", () => {
    const file = parsePositionsFile(new Uint8Array(MAX_FILE_BYTES + 1), "a.csv");
    expect(errorsOf(file)).toEqual(["ERR_CSV_001"]);
  });

  test.each(["positions.xlsx", "positions", "csv", "positions.csv.exe"])(
    "%s is no CSV by its name",
    (name) => {
      expect(errorsOf(parsePositionsFile(Buffer.from(`${HEADER}\n${AAPL}`), name))).toEqual(["ERR_CSV_002"]);
    },
  );

  test.each([
    ["a zip archive", Buffer.from("PK\u0003\u0004\u0014\u0000")],
    ["UTF-16", Buffer.from(`\uFEFF${HEADER}`, "utf16le")],
    ["text with a NUL", Buffer.from(`${HEADER}\n${AAPL}\u0000`)],
  ])("%s is no CSV by its content", (_, bytes) => {
    expect(errorsOf(parsePositionsFile(bytes, "a.csv"))).toEqual(["ERR_CSV_002"]);
  });

  test.each(["", "\uFEFF", "\n\n", "# only a comment\n", `${HEADER}\n`, `${HEADER}\n,,,\n# x`])(
    "%j has no data rows",
    (text) => {
      expect(errorsOf(parseText(text))).toEqual(["ERR_CSV_003"]);
    },
  );

  test("each absent required column is named", () => {
    expect(errorsOf(parseText("# c\nTicker,Quantity,Entry Date\nx,1,2024-06-03"))).toEqual([
      "2 Symbol ERR_CSV_004",
      "2 Entry Price Per Share ERR_CSV_004",
    ]);
  });

  test("a mapped column that the file lacks is named, and so is a field that must be mapped", () => {
    expect(errorsOf(parseText("Ticker\nAAPL", { Ticker: "symbol", Cost: "entry_price" }))).toEqual([
      "1 Cost ERR_CSV_004",
      "1 Quantity ERR_CSV_004",
    ]);
  });

  test("a column that is there twice makes the header unreadable", () => {
    expect(errorsOf(parseText(`${HEADER},symbol\n${AAPL},MSFT`))).toEqual(["1 symbol ERR_CSV_005"]);
  });

  test("a header with an open quote is unreadable", () => {
    expect(errorsOf(parseText(`"Symbol,Quantity\n${AAPL}`))).toEqual(["1 ERR_CSV_005"]);
  });

  test("every malformed row is reported and the rows between them are read", () => {
    const text = [
      HEADER,
      AAPL,
      `"AAPL" Inc,100,1,2024-06-03`,
      AAPL,
      `${AAPL},,too many`,
      "AAPL,100",
      `AA"PL,100,1,2024-06-03`,
      AAPL,
      `"AAPL,100,1,2024-06-03`,
      AAPL,
    ].join("\n");
    const file = parseText(text);
    expect(errorsOf(file)).toEqual([
      "3 ERR_CSV_006",
      "5 ERR_CSV_006",
      "6 ERR_CSV_006",
      "7 ERR_CSV_006",
      "9 ERR_CSV_006",
    ]);
    expect(linesOf(file)).toEqual([2, 4, 8, 10]);
  });

  test("text that is not UTF-8 is reported on its line", () => {
    const bytes = Buffer.from(`${HEADER}\n${AAPL}\nM\u00dcV2,1,1,2024-06-03`, "latin1");
    expect(errorsOf(parsePositionsFile(bytes, "a.csv"))).toEqual(["3 ERR_CSV_006"]);
  });

  test("UTF-16, which spreadsheets write as Unicode text, is named", () => {
    const [error] = parsePositionsFile(Buffer.from(`\uFEFF${HEADER}`, "utf16le"), "a.csv").errors;
    expect(error?.message).toBe('The file is not a CSV (it is UTF-16): "a.csv".');
  });

  test("lines that are not UTF-8 are counted, up to a hundred", () => {
    const detailOf = (lines: number) => {
      const bytes = Buffer.from(`${HEADER}\n${`\u00dc\n${AAPL}\n`.repeat(lines)}`, "latin1");
      return parsePositionsFile(bytes, "a.csv").errors[0]?.message;
    };
    expect([1, 3, 200].map(detailOf)).toEqual([
      "The row is malformed (not UTF-8).",
      "The row is malformed (not UTF-8, and on 2 more lines).",
      "The row is malformed (not UTF-8, and on 100 more lines at least).",
    ]);
  });

  test("more than 20,000 rows are too many, and none of them is read", () => {
    const file = parseText(`${HEADER}\n${`${AAPL}\n`.repeat(MAX_ROWS)}`);
    expect([errorsOf(file), linesOf(file)]).toEqual([["20001 ERR_CSV_008"], []]);
    expect(parseText(`${HEADER}\n${`${AAPL}\n`.repeat(MAX_ROWS - 1)}`).errors).toEqual([]);
  });

  test("after a hundred malformed rows the rest is not read", () => {
    const file = parseText(`${HEADER}\n${'a"b\n'.repeat(150)}${AAPL}`);
    expect(file.errors).toHaveLength(100);
    expect(file.errors.at(-1)?.message).toContain("the rest of the file was not read");
    expect(linesOf(file)).toEqual([]);
  });
});

test("the template imports unchanged, without errors or warnings", () => {
  const result = validatePositions(parseText(templateCsv()), {
    today: "2025-07-01",
    calendar: createTradingCalendar(),
    historyFrom: null,
  });
  expect([result.errors, result.warnings]).toEqual([[], []]);
  expect(new Set(result.positions.map((position) => position.investmentClass)).size).toBe(3);
  expect(result.positions.filter(({ option }) => option !== null)).toHaveLength(2);
  expect(result.positions.filter(({ exitDate }) => exitDate !== null)).toHaveLength(1);
});
