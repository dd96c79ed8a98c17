import { describe, expect, it } from "vitest";
import { cellKey, NO_EDITS, readTable, writeTable } from "./file-table.ts";

const TEXT = '# positions\nSymbol,Quantity,Note\n\nSPY,10,"a, ""b""\nc"\nQQQ,LOTS\n# end\nIWM,-5,x\n';

describe("readTable", () => {
  it("keeps the lines of the file", () => {
    const { header, rows } = readTable(TEXT);
    expect(header).toEqual({ line: 2, cells: ["Symbol", "Quantity", "Note"] });
    expect(rows.map(({ line }) => line)).toEqual([4, 6, 8]);
  });
});

describe("readTable of a broken file", () => {
  it("knows that rows are missing", () => {
    expect(readTable(TEXT).isWhole).toBe(true);
    expect(readTable('Symbol\nSPY"x\nQQQ\n').isWhole).toBe(false);
  });
});

describe("writeTable", () => {
  const table = readTable(TEXT);

  it("writes what reads as the same table, line by line", () => {
    expect(readTable(writeTable(table, NO_EDITS))).toEqual(table);
  });

  it("puts a new text into its cell, also beyond the row's last one", () => {
    const cells = new Map([
      [cellKey(6, 1), "3"],
      [cellKey(6, 2), "y"],
    ]);
    const { rows } = readTable(writeTable(table, { cells, removed: new Set() }));
    expect(rows[1]).toEqual({ line: 6, cells: ["QQQ", "3", "y"] });
  });

  it("leaves out a removed row and keeps the lines of the others", () => {
    const { rows } = readTable(writeTable(table, { cells: new Map(), removed: new Set([6]) }));
    expect(rows.map(({ line }) => line)).toEqual([4, 8]);
  });

  it("leaves a negative quantity a number", () => {
    expect(writeTable(table, NO_EDITS)).toContain("IWM,-5,x");
  });
});
