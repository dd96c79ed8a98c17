import { expect, it } from "vitest";
import { findNumbers } from "./find-numbers.ts";

const numbers = [
  { key: "snapshots/nav", title: "net asset value" },
  { key: "snapshots/cash", title: "cash" },
  { key: "holdings/VUG/weight", title: "VUG: weight" },
];

it("finds by the words of title and key, in any order", () => {
  expect(findNumbers(numbers, "weight vug", 10).shown).toEqual([numbers[2]]);
  expect(findNumbers(numbers, "NAV", 10).shown).toEqual([numbers[0]]);
});

it("shows the first of many and counts them all", () => {
  expect(findNumbers(numbers, "", 2)).toEqual({ shown: numbers.slice(0, 2), total: 3 });
});
