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

interface Holding {
  readonly market_value: number;
}

/**
 * Exposures at market value beside those with options by their delta. `holdings`: by symbol, lots netted, cash apart;
 * `nav` null: not known.
 */
export function exposureRows(
  holdings: readonly Holding[],
  nav: number | null,
  concentration: Concentration,
): readonly ExposureRow[] {
  const sum = (part: (value: number) => number) =>
    nav === null || nav <= 0
      ? null
      : holdings.reduce((total, { market_value: value }) => total + part(value), 0) / nav;
  return [
    {
      id: "long",
      label: "Long",
      atMarket: sum((value) => Math.max(value, 0)),
      byDelta: concentration.delta_long_exposure,
    },
    {
      id: "short",
      label: "Short",
      atMarket: sum((value) => Math.min(value, 0)),
      byDelta: concentration.delta_short_exposure,
    },
    {
      id: "gross",
      label: "Gross",
      atMarket: sum(Math.abs),
      byDelta: concentration.delta_gross_exposure,
    },
    {
      id: "net",
      label: "Net",
      atMarket: sum((value) => value),
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
