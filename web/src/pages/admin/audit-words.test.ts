import { expect, test } from "vitest";
import { actionWords, detailLines, subjectWords } from "./audit-words.ts";

test("actions are told in words, unknown ones as they are", () => {
  expect(actionWords("run.request")).toBe("Run requested");
  expect(actionWords("of.later")).toBe("of.later");
});

test("details become lines, and changes before and after", () => {
  expect(
    detailLines({
      accountName: "main",
      equity_balance: ["100.00", "200.00"],
      description: [null, "new"],
      changed: ["password"],
      ended: { sessions: 1, keys: 2 },
      force: true,
    }),
  ).toEqual([
    { name: "account name", text: "main" },
    { name: "equity balance", text: "100.00 → 200.00" },
    { name: "description", text: "none → new" },
    { name: "changed", text: "password" },
    { name: "ended", text: "sessions 1, keys 2" },
    { name: "force", text: "true" },
  ]);
});

test("what it was done to is named where the entry names it", () => {
  const subject = { subject_kind: "account", subject: "df425ce8-d38f-4661-abe6-1667af405b0b" };
  expect(subjectWords({ ...subject, details: { email: "ada@example.org" } })).toBe("account ada@example.org");
  expect(subjectWords({ ...subject, details: { role: "admin" } })).toBe("account df425ce8");
});
