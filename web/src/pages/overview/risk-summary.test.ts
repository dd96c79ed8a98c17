import { describe, expect, it } from "vitest";
import { volatilityRegime, worstScenario } from "./risk-summary.ts";

type Scenarios = Parameters<typeof worstScenario>[0];

describe("worstScenario", () => {
  it("is the one that costs most", () => {
    const scenarios = [
      { name: "up", impact: { dollar_impact: 5, percentage_impact: 0.5 } },
      { name: "crash", impact: { dollar_impact: -40, percentage_impact: -4 } },
      { name: "dip", impact: { dollar_impact: -9, percentage_impact: -0.9 } },
      { name: "unknown", impact: null },
    ] as unknown as Scenarios;
    expect(worstScenario(scenarios)).toEqual({ name: "crash", percent: -4, dollars: -40 });
  });

  it("is none where none is known", () => {
    expect(worstScenario([])).toBeNull();
  });
});

describe("volatilityRegime", () => {
  it("puts the percentile in words", () => {
    expect(volatilityRegime(0.31, "falling")).toBe("Low, falling (31st percentile)");
    expect(volatilityRegime(0.92, "rising")).toBe("Very high, rising (92nd percentile)");
    expect(volatilityRegime(0.12, "stable")).toBe("Low, steady (12th percentile)");
    expect(volatilityRegime(null, null)).toBe("Level unknown");
  });
});
