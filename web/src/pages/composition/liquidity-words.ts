import { formatNumber, formatPercent } from "@/lib/format.ts";
import type { Liquidity, LiquidityPosition } from "./composition-types.ts";

/** How fast the book could be sold, in a sentence. */
export function liquiditySentence(liquidity: Liquidity): string {
  const { coverage, liquidated, positions, reason } = liquidity;
  const first = liquidated[0];
  if (coverage === null || first === undefined || first.share === null) {
    return reason?.message ?? "Of nothing held a volume is known.";
  }
  const slowest = slowestPosition(positions);
  const tail = slowest === null ? "" : `; the slowest, ${slowest.symbol}, takes ${daysText(slowest.days)}`;
  const unknown = coverage > 0.9995 ? "" : `, of ${formatPercent(1 - coverage, 1)} no volume is known`;
  return `${formatPercent(first.share, 1)} of the book could be sold within one session${unknown}${tail}.`;
}

/** Sessions to sell, as people say them. */
export function daysText(days: number): string {
  if (days < 0.1) return "under 0.1 sessions";
  return `${formatNumber(days, days < 10 ? 1 : 0)} sessions`;
}

function slowestPosition(positions: readonly LiquidityPosition[]) {
  let slowest: { readonly symbol: string; readonly days: number } | null = null;
  for (const { symbol, days_to_liquidate: days } of positions) {
    if (days !== null && (slowest === null || days > slowest.days)) slowest = { symbol, days };
  }
  return slowest;
}
