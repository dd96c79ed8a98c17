import { formatDate, formatPercent } from "@/lib/format.ts";
import type { RiskPoint } from "./tail-risk-types.ts";

/** Peak and present of the 95 % value at risk, in a sentence. */
export function tailHistorySentence(history: readonly RiskPoint[]): string {
  const known = history.flatMap(({ as_of: session, var_95: value }) =>
    value === null ? [] : [{ session, value }],
  );
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return "No session has a value at risk yet.";
  const peak = known.reduce((most, point) => (point.value > most.value ? point : most), first);
  if (history.at(-1)?.as_of !== last.session) {
    return (
      `VaR 95 % peaked at ${formatPercent(peak.value)} on ${formatDate(peak.session)}; ` +
      `no session since ${formatDate(last.session)} has one.`
    );
  }
  if (peak === last) return `VaR 95 % is at its highest of the period, ${formatPercent(last.value)}.`;
  return (
    `VaR 95 % peaked at ${formatPercent(peak.value)} on ${formatDate(peak.session)} ` +
    `and is ${formatPercent(last.value)} now.`
  );
}
