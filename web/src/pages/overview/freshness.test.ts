import { describe, expect, it } from "vitest";
import { findingsText } from "./freshness.ts";

describe("findingsText", () => {
  it("counts by severity", () => {
    const findings = [{ severity: "info" }, { severity: "warning" }, { severity: "info" }] as const;
    expect(findingsText(findings)).toBe("1 warning, 2 notes on the data");
    expect(findingsText([])).toBe("No findings on the data");
  });
});
