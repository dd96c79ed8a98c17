import { expect, test } from "vitest";
import { dueWords } from "./due-words.ts";

test("what is due is told in minutes, hours or days", () => {
  const now = "2026-01-08T12:00:00Z";
  expect(dueWords("2026-01-08T12:00:10Z", now)).toBe("in 1 min");
  expect(dueWords("2026-01-08T12:45:00Z", now)).toBe("in 45 min");
  expect(dueWords("2026-01-09T10:00:00Z", now)).toBe("in 22 h");
  expect(dueWords("2026-01-12T12:00:00Z", now)).toBe("in 4 days");
  expect(dueWords("2026-01-08T11:00:00Z", now)).toBe("overdue by 1 h");
});
