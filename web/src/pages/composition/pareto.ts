import { count, formatPercent } from "@/lib/format.ts";

interface Holding {
  readonly symbol: string;
  /** Lots netted; negative: short. */
  readonly market_value: number;
}

export interface ParetoStep {
  readonly symbol: string;
  readonly marketValue: number;
  /** Of the sum of absolute market values. */
  readonly share: number;
  readonly cumulative: number;
}

/** Holdings by absolute market value, the largest first, with the share that they and those before make up. */
export function paretoSteps(holdings: readonly Holding[]): readonly ParetoStep[] {
  const gross = holdings.reduce((sum, holding) => sum + Math.abs(holding.market_value), 0);
  if (gross === 0) return [];
  const sorted = holdings.toSorted((a, b) => Math.abs(b.market_value) - Math.abs(a.market_value));
  let cumulative = 0;
  return sorted.map(({ symbol, market_value: marketValue }) => {
    const share = Math.abs(marketValue) / gross;
    cumulative += share;
    return { symbol, marketValue, share, cumulative };
  });
}

/** How few holdings make up most of the book, in a sentence. */
export function paretoSentence(steps: readonly ParetoStep[]): string {
  const [largest] = steps;
  if (largest === undefined) return "Nothing is held.";
  const enough = steps.findIndex(({ cumulative }) => cumulative >= 0.8 - 1e-12) + 1;
  return (
    `${largest.symbol} is the largest holding with ${formatPercent(largest.share, 1)}; ` +
    `${count(enough, "holding")} of ${steps.length} make up 80 % of what is held.`
  );
}
