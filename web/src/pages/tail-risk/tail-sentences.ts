import { formatPercent } from "@/lib/format.ts";
import { methodSpread, TAIL_MEASURES } from "./tail-methods.ts";
import type { RiskMetrics } from "./tail-risk-types.ts";

/** What the book may lose on one session, in a sentence. `dollars` formats USD. */
export function tailSentence(metrics: RiskMetrics, dollars: (value: number) => string): string {
  const { var_95: often, cvar_95: mean, var_99: seldom } = metrics;
  if (often === null) {
    return metrics.reasons.var_95?.message ?? "There are too few returns for a value at risk.";
  }
  const amount = metrics.var_95_dollar === null ? "" : `, ${dollars(metrics.var_95_dollar)} USD,`;
  const average = mean === null ? "" : ` and then ${formatPercent(mean)} on average`;
  const rare = seldom === null ? "" : `; one in a hundred loses more than ${formatPercent(seldom)}`;
  return `One session in twenty the book loses more than ${formatPercent(often)}${amount}${average}${rare}.`;
}

/** How far the methods agree on the 95 % value at risk. */
export function methodsSentence(metrics: RiskMetrics): string {
  const measure = TAIL_MEASURES[0];
  const spread = measure === undefined ? null : methodSpread(metrics, measure);
  if (spread === null) return "No method has an estimate.";
  const { lowest, highest } = spread;
  if (lowest.label === highest.label) return `Only ${lowest.label} has an estimate of VaR 95 %.`;
  return (
    `At 95 %, ${lowest.label} gives the lowest value at risk, ${formatPercent(lowest.fraction)}, ` +
    `and ${highest.label} the highest, ${formatPercent(highest.fraction)}.`
  );
}
