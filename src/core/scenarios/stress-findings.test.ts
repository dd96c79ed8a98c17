import { describe, expect, it } from "vitest";
import { plausibilityAt } from "./plausibility.ts";
import { SCENARIOS } from "./scenario-table.ts";
import { stressFindings } from "./stress-findings.ts";

const [first, second, third] = SCENARIOS;

describe("stressFindings", () => {
  it("names the scenarios more than five standard deviations out", () => {
    const findings = stressFindings(
      [
        { scenario: first!, plausibility: plausibilityAt(5, 1) },
        { scenario: second!, plausibility: plausibilityAt(6.25, 3) },
        { scenario: third!, plausibility: { reason: "ILL_CONDITIONED", condition: 1e12 } },
      ],
      "2026-03-31",
    );
    expect(findings).toMatchObject([
      { code: "IMPLAUSIBLE_SHOCK", severity: "info", subject: second!.id, session: "2026-03-31" },
    ]);
    expect(findings[0]!.message).toContain("6.3 standard deviations");
  });
});
