import { expect, test } from "vitest";
import { daysUntil, keyState } from "./key-state.ts";

const NOW = Date.parse("2026-01-08T12:00:00Z");

test("a key works until it is revoked or its time is over", () => {
  expect(keyState({ revoked_at: null, expires_at: "2026-01-09T00:00:00Z" }, NOW)).toBe("works");
  expect(keyState({ revoked_at: null, expires_at: "2026-01-08T00:00:00Z" }, NOW)).toBe("expired");
  expect(keyState({ revoked_at: "2026-01-07T00:00:00Z", expires_at: "2026-01-09T00:00:00Z" }, NOW)).toBe(
    "revoked",
  );
});

test("an end date is told in whole days, at least one", () => {
  expect(daysUntil("2026-01-08", NOW)).toBe(1);
  expect(daysUntil("2026-01-10", NOW)).toBe(3);
  expect(daysUntil("2025-01-10", NOW)).toBe(1);
  expect(daysUntil("", NOW)).toBeNull();
});
