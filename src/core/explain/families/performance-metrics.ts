import { daysBetween } from "#core/dates/plain-date.ts";
import { BENCHMARK, BILL_YIELD_SYMBOL } from "#core/factors/factor-table.ts";
import { MAX_STALE_YIELD_SESSIONS } from "#core/risk/risk-free.ts";
import { type Evidence, offsetOf } from "../evidence.ts";
import type { Absence, ExplainInput, Reasoning } from "../explanation.ts";
import type { Given } from "../given.ts";
import { priceInput, resultsInput } from "../inputs.ts";
import { keyOf } from "../keys.ts";
import {
  GEOMETRIC_LEAST,
  isIndexMeasure,
  PERFORMANCE_LEAST,
  type PerformanceMeasure,
  performanceMeasure,
  type Returns,
} from "../performance-measures.ts";
import { returnsOf } from "../textbook.ts";

const FORMULAS: Readonly<Record<PerformanceMeasure, string>> = {
  cumulative_return: "Π(1 + r) − 1",
  annualized_return: "Π(1 + r)^(252/n) − 1",
  annualized_volatility: "√252·sd(r)",
  sharpe: "√252·mean(x)/sd(x), x = r − f",
  sortino: "√252·mean(x)/√(mean of min(r, 0)²), x = r − f",
  calmar: "(Π(1 + r)^(252/n) − 1)/|largest drawdown|",
  max_drawdown: "smallest of I/max I so far − 1, I = Π(1 + r)",
  current_drawdown: "I/max I so far − 1, I = Π(1 + r)",
  tracking_error: "√252·sd(r − b)",
  information_ratio: "(Π(1 + r)^(252/n) − Π(1 + b)^(252/n))/(√252·sd(r − b))",
  information_ratio_arithmetic: "252·mean(r − b)/(√252·sd(r − b))",
  alpha: "252·intercept of r − f on b − f",
  beta_to_benchmark: "slope of r − f on b − f",
  up_capture: "Σr/Σb of the sessions with b > 0",
  down_capture: "Σr/Σb of the sessions with b ≤ 0",
  observations: "number of r after the first session",
};

const GEOMETRIC: ReadonlySet<PerformanceMeasure> = new Set([
  "annualized_return",
  "calmar",
  "information_ratio",
]);
const WITH_BENCHMARK: ReadonlySet<PerformanceMeasure> = new Set([
  "tracking_error",
  "information_ratio",
  "information_ratio_arithmetic",
  "alpha",
  "beta_to_benchmark",
  "up_capture",
  "down_capture",
]);
const WITH_RISK_FREE: ReadonlySet<PerformanceMeasure> = new Set([
  "sharpe",
  "sortino",
  "alpha",
  "beta_to_benchmark",
]);

export function explainPerformance(evidence: Evidence, name: string): Reasoning {
  const measure = name as PerformanceMeasure;
  const sessions = offsetOf(evidence) + 1;
  const first = isIndexMeasure(measure) ? "" : "; the first session's r counts in the index only";
  const benchmark = WITH_BENCHMARK.has(measure) ? `; b = P/P₋₁ − 1 of ${BENCHMARK}` : "";
  const riskFree = WITH_RISK_FREE.has(measure)
    ? "; f = (1 − y/100·91/360)^(−days/91) − 1, y known at the close before, 0 where none is"
    : "";
  return {
    formula: `${FORMULAS[measure]}${first}${benchmark}${riskFree}`,
    inputs: [
      returnsInput(evidence, sessions),
      ...(WITH_BENCHMARK.has(measure)
        ? [priceInput(evidence, `P[${BENCHMARK}]`, BENCHMARK, "adjusted close", sessions + 1)]
        : []),
      ...(WITH_RISK_FREE.has(measure)
        ? [priceInput(evidence, "y", BILL_YIELD_SYMBOL, "close", sessions + 1 + MAX_STALE_YIELD_SESSIONS)]
        : []),
    ],
    reproduce: (given) => performanceMeasure(returnsGiven(given), measure),
    absence: performanceAbsence(evidence, measure),
  };
}

function returnsInput({ valuation, calendar }: Evidence, sessions: number): ExplainInput {
  const entries = Array.from({ length: sessions }, (_, t) => ({
    label: calendar.session(valuation.firstOrdinal + t),
    key: keyOf("snapshots", "daily_return"),
    value: valuation.dailyReturn[t]!,
  }));
  return resultsInput("r", "session", entries, {
    about: "return of the account on every session since its first",
    unit: "fraction a session",
  });
}

function returnsGiven(given: Given): Returns {
  const account = given.values("r");
  const none = account.map(() => Number.NaN);
  const benchmark = `P[${BENCHMARK}]`;
  return {
    account,
    benchmark: given.has(benchmark) ? returnsOf(given.values(benchmark)) : none,
    riskFree: given.has("y") ? riskFreeGiven(given, account.length) : none,
  };
}

/** What a bill bought at the close before earned by the close of each session, its yield being known then. */
function riskFreeGiven(given: Given, sessions: number): readonly number[] {
  const [labels, yields] = [given.labels("y"), given.values("y")];
  const lead = labels.length - sessions;
  return Array.from({ length: sessions }, (_, t) => {
    const before = lead + t - 1;
    const known = yields
      .slice(before - MAX_STALE_YIELD_SESSIONS, before + 1)
      .findLast((value) => !Number.isNaN(value));
    const days = daysBetween(labels[before]!, labels[before + 1]!);
    return known === undefined ? Number.NaN : (1 - ((known / 100) * 91) / 360) ** (-days / 91) - 1;
  });
}

function performanceAbsence(evidence: Evidence, measure: PerformanceMeasure): Absence {
  const needed = GEOMETRIC.has(measure) ? GEOMETRIC_LEAST : PERFORMANCE_LEAST;
  const got = offsetOf(evidence);
  if (got < needed && !isIndexMeasure(measure))
    return {
      code: "TOO_FEW_OBSERVATIONS",
      message: `${needed} sessions after the first are needed; there are ${got}.`,
      needed,
      got,
    };
  return {
    code: "NO_PERFORMANCE",
    message: "A return of the account or of the benchmark is missing, or the measure divides by nothing.",
  };
}
