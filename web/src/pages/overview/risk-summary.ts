import type { Answer } from "@/api/api-query.ts";
import { sentenceCase } from "@/lib/sentence-case.ts";
import type { Volatility } from "../volatility/volatility-types.ts";
import { levelWord, trendWord } from "../volatility/volatility-words.ts";

type Scenario = NonNullable<
  Answer<"/api/v1/analytics/portfolio/{portfolio_id}/stress-test">["data"]
>["scenarios"][number];

export interface WorstScenario {
  readonly name: string;
  /** In percent of NAV. */
  readonly percent: number;
  readonly dollars: number;
}

/** The scenario that costs most; null where none is known, or none costs anything. */
export function worstScenario(scenarios: readonly Scenario[]): WorstScenario | null {
  let worst: WorstScenario | null = null;
  for (const { name, impact } of scenarios) {
    const percent = impact?.percentage_impact ?? null;
    const dollars = impact?.dollar_impact ?? null;
    if (percent === null || dollars === null || dollars >= (worst?.dollars ?? 0)) continue;
    worst = { name, percent, dollars };
  }
  return worst;
}

/** Volatility against its own past in words: `Low, falling (31st percentile)`. */
export function volatilityRegime(percentile: number | null, trend: Volatility["trend"]): string {
  const level = percentile === null ? "level unknown" : levelWord(percentile);
  const rank = percentile === null ? "" : ` (${ordinal(Math.round(percentile * 100))} percentile)`;
  const words = `${level}${trend === null ? "" : `, ${trendWord(trend)}`}${rank}`;
  return sentenceCase(words);
}

function ordinal(number: number): string {
  const teens = number % 100 >= 11 && number % 100 <= 13;
  const ending = teens ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${ending}`;
}
