import { formatDate, formatPercent } from "@/lib/format.ts";
import type { VolatilityPoint } from "./volatility-types.ts";

/** Range and last value of the 21-session volatility, in a sentence. */
export function historySentence(history: readonly VolatilityPoint[]): string {
  const known = history.flatMap(({ as_of: session, realized_volatility_21d: value }) =>
    value === null ? [] : [{ session, value }],
  );
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined) return "No session has a volatility yet.";
  const lowest = known.reduce((least, point) => (point.value < least.value ? point : least), first);
  const highest = known.reduce((most, point) => (point.value > most.value ? point : most), first);
  const isNow = history.at(-1)?.as_of === last.session;
  const present = isNow
    ? `is ${formatPercent(last.value, 1)} now`
    : `was ${formatPercent(last.value, 1)} on ${formatDate(last.session)}; later sessions have none`;
  return (
    `Over 21 sessions it ranged from ${formatPercent(lowest.value, 1)} (${formatDate(lowest.session)}) ` +
    `to ${formatPercent(highest.value, 1)} (${formatDate(highest.session)}) and ${present}.`
  );
}
