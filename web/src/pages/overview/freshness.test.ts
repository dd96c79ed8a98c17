import { describe, expect, it } from "vitest";
import { findingsText, staleness } from "./freshness.ts";

describe("staleness", () => {
  it("says how many sessions results lag behind", () => {
    expect(staleness({ state: "current", sessions_behind: 0 })).toBe("Up to date");
    expect(staleness({ state: "behind", sessions_behind: 1 })).toBe("1 session behind");
    expect(staleness({ state: "none", sessions_behind: null })).toBe("No results yet");
  });
});

describe("findingsText", () => {
  it("counts by severity", () => {
    const findings = [{ severity: "info" }, { severity: "warning" }, { severity: "info" }] as const;
    expect(findingsText(findings)).toBe("1 warning, 2 notes on the data");
    expect(findingsText([])).toBe("No findings on the data");
  });
});
