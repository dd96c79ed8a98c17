import { formatDate, formatPercent } from "@/lib/format.ts";
import { drawdownDates } from "./performance-figures.ts";
import type { RiskMetrics } from "./tail-risk-types.ts";

/** What the account earned and how deep it fell, in a sentence. */
export function performanceSentence(metrics: RiskMetrics): string {
  const { cumulative_return: earned, max_drawdown: deepest } = metrics;
  if (earned === null) return "The account has no return yet.";
  const verb = earned < 0 ? "lost" : "earned";
  const start = `The account ${verb} ${formatPercent(Math.abs(earned), 1)} since its first session`;
  if (deepest === null || deepest === 0) return `${start} and never fell below its highest.`;
  const dates = drawdownDates(metrics, formatDate);
  return `${start}; its deepest fall was ${formatPercent(-deepest, 1)}${dates === null ? "" : `, ${dates}`}.`;
}

/** Where the account stands below its highest, in a sentence. */
export function drawdownSentence({ current_drawdown: now, max_drawdown: deepest }: RiskMetrics): string {
  if (now === null || deepest === null) return "There is no drawdown without returns.";
  if (now === 0) return "The account is at its highest.";
  return `It stands ${formatPercent(-now, 1)} below its highest; at worst it was ${formatPercent(-deepest, 1)}.`;
}
