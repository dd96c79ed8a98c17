import { expect, test } from "vitest";
import { freshnessSummary, worstFirst } from "./freshness-order.ts";

const rows = [
  { id: "a", state: "current", sessions_behind: 0 },
  { id: "b", state: "behind", sessions_behind: 1 },
  { id: "c", state: "dead", sessions_behind: null },
  { id: "d", state: "behind", sessions_behind: 5 },
  { id: "e", state: "none", sessions_behind: null },
] as const;

test("what needs somebody comes first", () => {
  expect(worstFirst(rows).map(({ id }) => id)).toEqual(["c", "e", "d", "b", "a"]);
});

test("how many are not current is counted", () => {
  const count = (number: number, noun: string) => `${number} ${noun}s`;
  expect(freshnessSummary(rows, "symbol", count)).toBe("4 of 5 symbols not current.");
  expect(freshnessSummary(rows.slice(0, 1), "symbol", count)).toBe("All 1 symbols current.");
  expect(freshnessSummary([], "symbol", count)).toBe("No symbol yet.");
});
