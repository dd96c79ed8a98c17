import { describe, expect, it } from "vitest";
import { withNames } from "./log-text.ts";

const ME = "659cc47d-9287-4a45-ab79-739970843b5f";

describe("withNames", () => {
  it("says you for the reader, with or without the kind of run", () => {
    expect(withNames(`Run requested by onboarding:${ME} up to 2026-11-25`, ME)).toBe(
      "Run requested by you up to 2026-11-25",
    );
    expect(withNames(`Cancellation requested by ${ME}`, ME)).toBe("Cancellation requested by you");
  });

  it("names nobody else by id, and leaves other ids and texts alone", () => {
    expect(withNames(`Run requested by admin:${ME}`, null)).toBe("Run requested by somebody else");
    expect(withNames(`Portfolio ${ME}`, ME)).toBe(`Portfolio ${ME}`);
    expect(withNames("Run requested by the schedule", ME)).toBe("Run requested by the schedule");
  });
});
