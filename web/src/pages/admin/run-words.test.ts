import { expect, test } from "vitest";
import { requesterWords, scopeWords } from "./run-words.ts";

test("a run's requester and scope are told in words", () => {
  expect(requesterWords({ requested_by: "ada@example.org", triggered_by: "admin:1" })).toBe(
    "ada@example.org",
  );
  expect(requesterWords({ requested_by: null, triggered_by: "nightly:schedule" })).toBe("The schedule");
  expect(requesterWords({ requested_by: null, triggered_by: "admin:1" })).toBe("An account that is gone");
  expect(scopeWords({ from_session: null, to_session: "2026-11-25", force: false })).toBe(
    "From the first entry to 25 Nov 2026, only what is missing",
  );
  expect(scopeWords({ from_session: "2026-11-02", to_session: "2026-11-25", force: true })).toBe(
    "2 Nov 2026 to 25 Nov 2026, everything again",
  );
});
