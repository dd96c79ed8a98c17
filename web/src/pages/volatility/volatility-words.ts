import { formatPercent } from "@/lib/format.ts";
import type { Volatility } from "./volatility-types.ts";

/** The state of the book's volatility in a sentence. */
export function volatilitySentence(volatility: Volatility): string {
  const { realized_volatility_21d: now, percentile, trend, expected_volatility_21d: expected } = volatility;
  if (now === null) {
    return (
      volatility.reasons.realized_volatility_21d?.message ?? "There are too few returns for a volatility."
    );
  }
  const parts = [`The book moved at ${formatPercent(now, 1)} a year over the last 21 sessions`];
  if (percentile !== null) parts.push(`${levelWord(percentile)} for its past year`);
  const first = trend === null ? parts.join(", ") : `${parts.join(", ")} and ${trendWord(trend)}`;
  return expected === null ? `${first}.` : `${first}; ${forecastClause(now, expected)}.`;
}

/** How high the last volatility stands among those of its year. */
export function levelWord(percentile: number): string {
  if (percentile < 0.1) return "very low";
  if (percentile < 0.35) return "low";
  if (percentile <= 0.65) return "usual";
  return percentile <= 0.9 ? "high" : "very high";
}

export function percentileText(percentile: number): string {
  return `above ${formatPercent(percentile, 0)} of its past year`;
}

export function trendWord(trend: NonNullable<Volatility["trend"]>): string {
  return trend === "stable" ? "steady" : trend;
}

function forecastClause(now: number, expected: number): string {
  const text = formatPercent(expected, 1);
  const ratio = now === 0 ? Number.POSITIVE_INFINITY : expected / now;
  if (ratio > 1.1) return `the forecast for the next 21 is higher, ${text}`;
  if (ratio < 0.9) return `the forecast for the next 21 is lower, ${text}`;
  return `the forecast for the next 21 is about the same, ${text}`;
}
