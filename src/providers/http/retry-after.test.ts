import { expect, it } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

const NOW = Date.parse("2026-01-08T22:00:00Z");

it.each([
  ["120", 120_000],
  [" 0 ", 0],
  ["Thu, 08 Jan 2026 22:01:30 GMT", 90_000],
  ["Thu, 08 Jan 2026 21:00:00 GMT", 0],
  [null, null],
  ["", null],
  ["soon", null],
  ["-5", null],
  ["1e3", null],
])("Retry-After %j asks to wait %j ms", (header, wait) => {
  expect(retryAfterMs(header, NOW)).toBe(wait);
});
