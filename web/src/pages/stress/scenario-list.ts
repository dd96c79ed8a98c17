import type { Answer } from "@/api/api-query.ts";
import { formatPercentage, signed } from "@/lib/format.ts";

export type Scenario = NonNullable<
  Answer<"/api/v1/analytics/portfolio/{portfolio_id}/stress-test">["data"]
>["scenarios"][number];

/** A shock's outcome, of whatever made the shock. */
export type Outcome = Pick<
  Scenario,
  | "impact"
  | "impact_reading"
  | "direct"
  | "correlated"
  | "correlated_reason"
  | "contributions"
  | "factor_shocks"
  | "plausibility"
  | "not_covered"
  | "reason"
>;

/** In which unit impacts are shown. */
export type Unit = "percent" | "dollars";

export const CATEGORIES = [
  { id: "market", title: "Market" },
  { id: "rates", title: "Rates" },
  { id: "rotation", title: "Rotation" },
  { id: "volatility", title: "Volatility" },
  { id: "historical", title: "Historical" },
] as const;

/** Scenarios of the table, and replays of what happened. */
export function splitScenarios(scenarios: readonly Scenario[]): {
  readonly hypothetical: readonly Scenario[];
  readonly historical: readonly Scenario[];
} {
  return {
    hypothetical: scenarios.filter(({ category }) => category !== "historical"),
    historical: scenarios.filter(({ category }) => category === "historical"),
  };
}

/** The worst first; those without a result last. */
export function rankScenarios(scenarios: readonly Scenario[]): readonly Scenario[] {
  return scenarios.toSorted((one, other) => impactOrder(one) - impactOrder(other));
}

function impactOrder({ impact }: Scenario): number {
  return impact?.percentage_impact ?? Number.POSITIVE_INFINITY;
}

/** A row of the ranked chart: a category's heading, or a scenario. */
export type ScenarioRow =
  | { readonly title: string; readonly scenario: null }
  | { readonly title: string; readonly scenario: Scenario };

/** The scenarios with a result, ranked; by category, ranked inside each. */
export function scenarioRows(scenarios: readonly Scenario[], byCategory: boolean): readonly ScenarioRow[] {
  const rows = (list: readonly Scenario[]) =>
    rankScenarios(list)
      .filter(({ impact }) => impact !== null)
      .map((scenario) => ({ title: scenario.name, scenario }));
  if (!byCategory) return rows(scenarios);
  return CATEGORIES.flatMap(({ id, title }): readonly ScenarioRow[] => {
    const members = rows(scenarios.filter(({ category }) => category === id));
    return members.length === 0 ? [] : [{ title, scenario: null }, ...members];
  });
}

/** The worst and the best of the scenarios, and where correlation changes the sign. */
export function summarizeScenarios(scenarios: readonly Scenario[]): string {
  const ranked = rankScenarios(scenarios).filter(({ impact }) => impact !== null);
  const [worst, best] = [ranked[0], ranked.at(-1)];
  if (worst?.impact == null || best?.impact == null) return "No scenario has a result.";
  const text = (value: number) => signed(value, (size) => formatPercentage(size, 1));
  const sentences = [
    ranked.length === 1
      ? `${worst.name}: ${text(worst.impact.percentage_impact)} of NAV.`
      : `Worst is ${worst.name} with ${text(worst.impact.percentage_impact)} of NAV, best ${best.name} with ${text(best.impact.percentage_impact)}.`,
  ];
  const turned = ranked.filter(turnsSign);
  if (turned.length > 0) {
    sentences.push(
      `In ${turned.length} of ${ranked.length} the other factors turn the sign of the direct effect.`,
    );
  }
  return sentences.join(" ");
}

/** Whether the correlated reading is of the other sign than the direct one. */
export function turnsSign({ direct, correlated }: Pick<Scenario, "direct" | "correlated">): boolean {
  return (
    direct !== null && correlated !== null && direct.percentage_impact * correlated.percentage_impact < 0
  );
}

/** NAV before the shock, USD. */
export function navOf({ impact }: Pick<Outcome, "impact">): number | null {
  return impact === null ? null : impact.new_portfolio_value - impact.dollar_impact;
}
