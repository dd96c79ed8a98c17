import { expect, it } from "vitest";
import { lastSessions, trimHistory } from "./session-range.ts";

it("keeps the last sessions of a range", () => {
  const history = Array.from({ length: 300 }, (_, index) => index);
  expect(lastSessions(history, "63")).toHaveLength(63);
  expect(lastSessions(history, "63").at(-1)).toBe(299);
  expect(lastSessions(history, "all")).toBe(history);
});

it("cuts off what is not known at both ends, never between", () => {
  const isKnown = (value: number | null) => value !== null;
  expect(trimHistory([null, 1, null, 2, null], isKnown)).toEqual([1, null, 2]);
  expect(trimHistory([null], isKnown)).toEqual([]);
});
