import { riskMetricSeries } from "#core/pipeline/risk-metrics.ts";
import { PERFORMANCE_COLUMNS } from "#core/risk/performance-columns.ts";
import { RISK_METRIC_COLUMNS } from "#core/risk/risk-metric-columns.ts";
import { TAIL_RISK_COLUMNS } from "#core/risk/value-at-risk.ts";
import type { Evidence } from "../evidence.ts";
import type { ExplainFamily, Unit } from "../explanation.ts";
import { keyOf } from "../keys.ts";
import { JOINT_FACTORS } from "../risk-inputs.ts";
import { explainModelMetric, MODEL_METRICS } from "./model-metrics.ts";
import { explainPerformance } from "./performance-metrics.ts";
import { explainCleanReturn, explainTail } from "./tail-metrics.ts";

const TITLES: Readonly<Record<string, string>> = {
  fhs_var: "value at risk by filtered historical simulation",
  fhs_es: "expected shortfall by filtered historical simulation",
  hist_var: "value at risk, historical",
  hist_es: "expected shortfall, historical",
  hist_es_exact: "expected shortfall, historical, of exactly so many sessions",
  gaussian_var: "value at risk of a normal distribution",
  gaussian_es: "expected shortfall of a normal distribution",
  cornish_fisher_var: "value at risk, Cornish–Fisher",
  forecast_vol: "volatility forecast for the next session",
  tail_observations: "past returns of the tail window",
  clean_return: "return of the session on the weights of the close before",
  performance_observations: "daily returns of the account",
};

const COUNTS = new Set(["tail_observations", "performance_observations"]);
const ANNUAL = new Set([
  "model_volatility",
  "annualized_return",
  "annualized_volatility",
  "tracking_error",
  "alpha",
]);
const RATIOS = new Set([
  "sharpe",
  "sortino",
  "calmar",
  "information_ratio",
  "information_ratio_arithmetic",
  "beta_to_benchmark",
  "up_capture",
  "down_capture",
  "diversification_ratio",
]);

export const riskMetricsFamily: ExplainFamily = {
  name: "risk-metrics",
  title: "Tail risk, model risk and performance",
  methodPage: "methods/value-at-risk.md",
  numbers: ({ valuation, risk, market, calendar, ordinal }) => {
    const { block } = riskMetricSeries(valuation, risk, market, calendar, ordinal, ordinal);
    return RISK_METRIC_COLUMNS.map((name, index) => ({
      key: keyOf("risk-metrics", name),
      title: titleOf(name),
      unit: unitOf(name),
      value: block.values[index]!,
    }));
  },
  explain: (_, [name = ""], evidence: Evidence) => {
    if (name === "clean_return") return explainCleanReturn(evidence);
    if (name === "tail_observations" || (TAIL_RISK_COLUMNS as readonly string[]).includes(name))
      return explainTail(evidence, name);
    if (MODEL_METRICS.has(name))
      return { ...explainModelMetric(evidence, name), methodPage: "methods/risk-decomposition.md" };
    const measure = name === "performance_observations" ? "observations" : name;
    return { ...explainPerformance(evidence, measure), methodPage: "methods/performance.md" };
  },
};

function titleOf(name: string): string {
  const [, measure = name, level] = /^(.*)_(95|99)$/.exec(name) ?? [];
  const title = TITLES[measure] ?? shareTitle(measure) ?? measure.replaceAll("_", " ");
  return level === undefined ? title : `${title}, ${level} %`;
}

function shareTitle(name: string): string | null {
  const factor = JOINT_FACTORS.find((one) => name === `share_${one.name}`);
  return factor === undefined ? null : `share of ${factor.factor.name} in the variance`;
}

function unitOf(name: string): Unit {
  if (COUNTS.has(name)) return "count";
  if (ANNUAL.has(name)) return "fraction a year";
  if (RATIOS.has(name)) return "ratio";
  if (name === "covered_weight") return "fraction of NAV";
  if (name === "forecast_vol" || name === "clean_return") return "fraction a session";
  return (PERFORMANCE_COLUMNS as readonly string[]).includes(name) || name.includes("share")
    ? "fraction"
    : "fraction of NAV";
}
