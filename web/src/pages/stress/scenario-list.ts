import type { Answer } from "@/api/api-query.ts";
import { formatPercentage, signed } from "@/lib/format.ts";
import { describePlausibility, PLAUSIBILITY_WORDS } from "./plausibility.ts";

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

const UNJUDGED = "Not judged";

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

/** How the scenarios of the chart are put together. */
export type Grouping = "ranked" | "category" | "severity" | "plausibility";

const SEVERITIES = [
  { id: "mild", title: "Mild" },
  { id: "base", title: "Base" },
  { id: "moderate", title: "Moderate" },
  { id: "severe", title: "Severe" },
  { id: "extreme", title: "Extreme" },
];

const GROUPINGS: Readonly<
  Record<
    Exclude<Grouping, "ranked">,
    {
      readonly groups: readonly { readonly id: string; readonly title: string }[];
      readonly of: (scenario: Scenario) => string;
    }
  >
> = {
  category: { groups: CATEGORIES, of: ({ category }) => category },
  severity: { groups: SEVERITIES, of: ({ severity }) => severity },
  plausibility: {
    groups: [...PLAUSIBILITY_WORDS, UNJUDGED].map((word) => ({ id: word, title: word })),
    of: ({ plausibility }) => describePlausibility(plausibility)?.word ?? UNJUDGED,
  },
};

/** The scenarios with a result, ranked; by a grouping, ranked inside each group. */
export function scenarioRows(scenarios: readonly Scenario[], grouping: Grouping): readonly ScenarioRow[] {
  const rows = (list: readonly Scenario[]) =>
    rankScenarios(list)
      .filter(({ impact }) => impact !== null)
      .map((scenario) => ({ title: scenario.name, scenario }));
  if (grouping === "ranked") return rows(scenarios);
  const { groups, of } = GROUPINGS[grouping];
  return groups.flatMap(({ id, title }): readonly ScenarioRow[] => {
    const members = rows(scenarios.filter((scenario) => of(scenario) === id));
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
