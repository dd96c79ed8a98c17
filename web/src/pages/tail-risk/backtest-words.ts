import { count, formatNumber } from "@/lib/format.ts";
import type { BacktestPoint } from "./backtest-points.ts";
import { exceptionsAt, forecastCount } from "./backtest-points.ts";
import type { BiasTest, VarTest } from "./tail-risk-types.ts";

/** Below this a test rejects. */
const SIGNIFICANCE = 0.05;

export interface Verdict {
  readonly word: "passes" | "rejected";
  readonly tone: "good" | "bad";
}

/** What a test says at 5 %. */
export function verdictOf(p: number): Verdict {
  return p < SIGNIFICANCE ? { word: "rejected", tone: "bad" } : { word: "passes", tone: "good" };
}

export function formatP(p: number): string {
  return p < 0.001 ? "p < 0.001" : `p = ${formatNumber(p, 3)}`;
}

/** How often the forecasts of each level were exceeded. */
export function exceptionsSentence(points: readonly BacktestPoint[]): string {
  const forecasts = forecastCount(points, 95);
  if (forecasts === 0) return "No session has both a forecast and a return yet.";
  const often = exceptionsAt(points, 95).length;
  const rare = exceptionsAt(points, 99).length;
  return (
    `In ${count(forecasts, "session")} the loss exceeded the 95 % forecast ${times(often)}, where ${formatNumber(forecasts * 0.05, 1)} are expected, ` +
    `and the 99 % forecast ${times(rare)}, where ${formatNumber(forecasts * 0.01, 1)} are.`
  );
}

/** What all tests of the book's own record say together. */
export function recordSentence(tests: readonly VarTest[]): string {
  const judged = tests.flatMap(({ kupiec, independence, joint }) => [kupiec, independence, joint]);
  const known = judged.filter((test) => test !== null);
  if (known.length === 0) return tests[0]?.reason?.message ?? "There are too few forecasts for a test.";
  const rejected = known.filter(({ p }) => verdictOf(p).word === "rejected").length;
  if (rejected === 0) return `The forecasts pass all ${known.length} tests at 5 %.`;
  return `${rejected} of ${known.length} tests reject the forecasts at 5 %.`;
}

/** What the bias statistic says of the volatility forecasts. */
export function biasSentence({ bias, tolerance, observations }: BiasTest): string | null {
  if (bias === null || tolerance === null) return null;
  const range = `${formatNumber(1 - tolerance)} to ${formatNumber(1 + tolerance)}`;
  const found = `${formatNumber(bias)} over ${count(observations ?? 0, "session")}`;
  if (bias > 1 + tolerance) return `${found}: above ${range}, so volatility was forecast too low.`;
  if (bias < 1 - tolerance) return `${found}: below ${range}, so volatility was forecast too high.`;
  return `${found}: within ${range}, as right forecasts would be.`;
}

function times(number: number): string {
  return number === 1 ? "once" : count(number, "time");
}
