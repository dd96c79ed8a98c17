import { describe, expect, it } from "vitest";
import {
  navOf,
  rankScenarios,
  type Scenario,
  scenarioRows,
  splitScenarios,
  summarizeScenarios,
} from "./scenario-list.ts";

const impact = (percent: number) => ({
  dollar_impact: percent * 10,
  percentage_impact: percent,
  new_portfolio_value: 1000 + percent * 10,
});

const scenario = (id: string, category: string, correlated: number | null, direct = correlated): Scenario =>
  ({
    id,
    name: id,
    category,
    impact: correlated === null ? null : impact(correlated),
    correlated: correlated === null ? null : impact(correlated),
    direct: direct === null ? null : impact(direct),
  }) as Scenario;

const scenarios = [
  scenario("up", "market", 10),
  scenario("rates", "rates", 2, -1),
  scenario("unknown", "rates", null),
  scenario("crash", "market", -30),
  scenario("2008", "historical", -40),
];

describe("rankScenarios", () => {
  it("puts the worst first and those without a result last", () => {
    expect(rankScenarios(scenarios).map(({ id }) => id)).toEqual(["2008", "crash", "rates", "up", "unknown"]);
  });
});

describe("splitScenarios", () => {
  it("keeps replays apart", () => {
    const { hypothetical, historical } = splitScenarios(scenarios);
    expect([hypothetical.length, historical.length]).toEqual([4, 1]);
  });
});

describe("scenarioRows", () => {
  it("heads each category that has a result", () => {
    expect(scenarioRows(scenarios, "category").map(({ title }) => title)).toEqual([
      "Market",
      "crash",
      "up",
      "Rates",
      "rates",
      "Historical",
      "2008",
    ]);
  });
});

describe("scenarioRows by plausibility", () => {
  it("goes from near to far and puts what is not judged last", () => {
    const judged = (name: string, percentile: number | null) =>
      ({
        ...scenario(name, "market", -1),
        plausibility: { distance: percentile, percentile, implausible: false, reason: null },
      }) as Scenario;
    const rows = scenarioRows(
      [judged("far", 0.995), judged("open", null), judged("near", 0.1)],
      "plausibility",
    );
    expect(rows.map(({ title }) => title)).toEqual(["Ordinary", "near", "Rare", "far", "Not judged", "open"]);
  });
});

describe("summarizeScenarios", () => {
  it("names the ends and counts where correlation turns the sign", () => {
    expect(summarizeScenarios(splitScenarios(scenarios).hypothetical)).toBe(
      "Worst is crash with \u221230.0\u202f% of NAV, best up with +10.0\u202f%. In 1 of 3 the other factors turn the sign of the direct effect.",
    );
  });
});

describe("navOf", () => {
  it("is what the portfolio was before the shock", () => {
    expect(navOf({ impact: impact(-30) })).toBe(1000);
    expect(navOf({ impact: null })).toBeNull();
  });
});
