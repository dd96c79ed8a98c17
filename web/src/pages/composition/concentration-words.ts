import { count, formatNumber, formatPercent } from "@/lib/format.ts";
import type { Concentration } from "./composition-types.ts";

/** How concentrated the book is, in a sentence. `holdings`: how many symbols there are. */
export function concentrationSentence(concentration: Concentration, holdings: number): string {
  const { effective_num_positions: effective, level, top_3: topThree } = concentration;
  if (effective === null) return "Nothing is held whose concentration could be measured.";
  const word = level === null ? "" : `, ${levelPhrase(level)}`;
  const top = topThree === null ? "" : `; the three largest hold ${formatPercent(topThree, 0)}`;
  return `${count(holdings, "holding")} that spread risk like ${formatNumber(effective, 1)} equal ones${word}${top}.`;
}

function levelPhrase(level: string): string {
  if (level === "moderate") return "a moderate concentration";
  return level === "concentrated" ? "a concentrated book" : "a well spread book";
}

export interface ExposureRow {
  readonly id: "long" | "short" | "gross" | "net";
  readonly label: string;
  /** Fractions of NAV. */
  readonly atMarket: number | null;
  readonly byDelta: number | null;
}

interface MarketExposures {
  readonly long_percentage: number | null;
  readonly short_percentage: number | null;
  readonly gross_percentage: number | null;
  readonly net_percentage: number | null;
}

/** Exposures at market value beside those with options by their delta. */
export function exposureRows(market: MarketExposures, concentration: Concentration): readonly ExposureRow[] {
  const fraction = (percent: number | null) => (percent === null ? null : percent / 100);
  return [
    {
      id: "long",
      label: "Long",
      atMarket: fraction(market.long_percentage),
      byDelta: concentration.delta_long_exposure,
    },
    {
      id: "short",
      label: "Short",
      atMarket: fraction(market.short_percentage),
      byDelta: concentration.delta_short_exposure,
    },
    {
      id: "gross",
      label: "Gross",
      atMarket: fraction(market.gross_percentage),
      byDelta: concentration.delta_gross_exposure,
    },
    {
      id: "net",
      label: "Net",
      atMarket: fraction(market.net_percentage),
      byDelta: concentration.delta_net_exposure,
    },
  ];
}

/** What options do to the net exposure, in a sentence. */
export function exposureSentence(rows: readonly ExposureRow[]): string {
  const net = rows.find(({ id }) => id === "net");
  if (net === undefined || net.byDelta === null) return "Without a NAV there is no exposure.";
  const { atMarket, byDelta } = net;
  const text = formatPercent(byDelta, 1);
  if (atMarket === null) return `Net exposure is ${text} of NAV.`;
  if (Math.abs(byDelta - atMarket) < 0.0005) {
    return `Net exposure is ${text} of NAV; options do not change it.`;
  }
  return `Net exposure is ${formatPercent(atMarket, 1)} of NAV at market value and ${text} with options by their delta.`;
}
