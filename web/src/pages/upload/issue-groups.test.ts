import { describe, expect, it } from "vitest";
import { columnOfGroup, countErrors, groupIssues, placeIssues } from "./issue-groups.ts";
import type { Issue } from "./upload-requests.ts";

function issue(code: string, row: number | null, column: string | null = null): Issue {
  return {
    row,
    column,
    field: null,
    code,
    severity: "error",
    found: null,
    expected: "",
    message: `${code}.`,
  };
}

describe("groupIssues", () => {
  it("gives one group for each code: those of the file first, then the most frequent", () => {
    const groups = groupIssues([
      issue("ERR_POS_004", 3),
      issue("ERR_POS_013", 4),
      issue("ERR_POS_013", 5),
      issue("ERR_CSV_006", 6),
    ]);
    expect(groups.map(({ code, issues }) => [code, issues.length])).toEqual([
      ["ERR_CSV_006", 1],
      ["ERR_POS_013", 2],
      ["ERR_POS_004", 1],
    ]);
  });

  it("says what to do, for errors and for findings", () => {
    const [first, second, third] = groupIssues([
      issue("ERR_POS_013", 1),
      issue("NON_SESSION_DATE", 1),
      issue("ELSE", 1),
    ]);
    expect(first?.hint).toBe("Write year, month and day with hyphens.");
    expect(second?.hint).toMatch(/^None needed/);
    expect(third).toMatchObject({ title: "ELSE.", hint: null });
  });
});

describe("placeIssues", () => {
  it("finds cells whatever the case of the column, and leaves the rest to the row", () => {
    const { cells, rows } = placeIssues(
      [issue("A", 3, "QUANTITY"), issue("B", 3, "Absent"), issue("C", 4), issue("D", null)],
      ["Symbol", "Quantity "],
    );
    expect([...cells.keys()]).toEqual(["3:1"]);
    expect([...rows].map(([line, found]) => [line, found.map(({ code }) => code)])).toEqual([
      [3, ["B"]],
      [4, ["C"]],
    ]);
  });
});

describe("countErrors", () => {
  it("says where the server stopped counting", () => {
    expect(countErrors([issue("A", 1)])).toBe("1 error");
    expect(countErrors([issue("A", 1), issue("ERR_CSV_009", null)])).toBe("more than 1 error");
  });
});

describe("columnOfGroup", () => {
  it("is the one that all share", () => {
    const [same] = groupIssues([issue("A", 1, "Quantity"), issue("A", 2, "Quantity")]);
    const [mixed] = groupIssues([issue("A", 1, "Quantity"), issue("A", 2, "Symbol")]);
    expect(same && columnOfGroup(same)).toBe("Quantity");
    expect(mixed && columnOfGroup(mixed)).toBeNull();
  });
});
