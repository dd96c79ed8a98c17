import { expect, test } from "vitest";
import { failureGroups } from "./failure-groups.ts";

const failure = (code: string, phase: string, subject: string) => ({
  code,
  phase,
  job: phase,
  subject,
  message: `${code} of ${subject}`,
  hint: "Try again.",
  failed_at: "2026-01-08T22:00:00Z",
});

test("failures are gathered by code and phase, the most numerous first, each subject once", () => {
  const groups = failureGroups([
    failure("TIMEOUT", "risk", "1"),
    failure("PROVIDER_BAD_DATA", "prices", "B"),
    failure("PROVIDER_BAD_DATA", "prices", "A"),
    failure("PROVIDER_BAD_DATA", "prices", "A"),
  ]);
  expect(groups.map(({ code, subjects, message }) => [code, subjects, message])).toEqual([
    ["PROVIDER_BAD_DATA", ["A", "B"], "PROVIDER_BAD_DATA of B"],
    ["TIMEOUT", ["1"], "TIMEOUT of 1"],
  ]);
});
