import { expect, it } from "vitest";
import { lastSessions } from "./session-range.ts";

it("keeps the last sessions of a range", () => {
  const history = Array.from({ length: 300 }, (_, index) => index);
  expect(lastSessions(history, "63")).toHaveLength(63);
  expect(lastSessions(history, "63").at(-1)).toBe(299);
  expect(lastSessions(history, "all")).toBe(history);
});
