import { describe, expect, it } from "vitest";
import { NO_EDITS, readTable, writeTable } from "./file-table.ts";
import { findHeader, withoutPreamble } from "./find-header.ts";

const SCHWAB = `"Positions for account Individual ...123 as of 12:33 PM ET, 2025/05/04"

"Symbol","Description","Qty (Quantity)","Price","Cost Basis"
"SPY","SPDR","10","500.00","$4,000.00"
`;

describe("findHeader", () => {
  it("finds the column names below a title", () => {
    expect(findHeader(readTable(SCHWAB))).toEqual({
      guess: { Symbol: "symbol", "Qty (Quantity)": "quantity" },
      preamble: 1,
    });
  });

  it("finds nothing where no row names symbol and quantity", () => {
    expect(findHeader(readTable("a,b\n1,2\n"))).toBeNull();
  });
});

describe("withoutPreamble", () => {
  it("leaves every row on its line", () => {
    const table = withoutPreamble(readTable(SCHWAB), 1);
    expect(readTable(writeTable(table, NO_EDITS))).toEqual(table);
    expect(table.header?.line).toBe(3);
  });
});
