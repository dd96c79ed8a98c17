import type { Lot } from "./quality-types.ts";

/** What a price source means, in the order of trust. */
const SOURCES = [
  { source: "close", label: "Close of the session", isMarket: true },
  { source: "cash", label: "Cash, always 1", isMarket: true },
  { source: "stale", label: "An earlier close, at most 10 sessions old", isMarket: false },
  { source: "modelled", label: "Black–Scholes, for want of the option's own close", isMarket: false },
  { source: "mark", label: "The owner's mark", isMarket: false },
  { source: "entry", label: "Entry price, for want of any other", isMarket: false },
] as const;

export interface SourceShare {
  readonly source: string;
  readonly label: string;
  /** Whether it is what the market says of the session. */
  readonly isMarket: boolean;
  readonly symbols: readonly string[];
  readonly lots: number;
  /** Absolute market value, USD. */
  readonly value: number;
  /** Of the absolute market value of all that is held. */
  readonly share: number;
}

/** How what is held is priced: each source that occurs, the most trusted first. */
export function priceSourceShares(lots: readonly Lot[]): readonly SourceShare[] {
  const held = lots.filter(
    ({ price_source: source }) => source !== null && source !== "not_held" && source !== "settled",
  );
  const grossOf = (some: readonly Lot[]) =>
    some.reduce((sum, { market_value: value }) => sum + Math.abs(value ?? 0), 0);
  const gross = grossOf(held);
  return SOURCES.flatMap(({ source, label, isMarket }) => {
    const members = held.filter((lot) => lot.price_source === source);
    if (members.length === 0) return [];
    const value = grossOf(members);
    const symbols = [...new Set(members.map(({ symbol }) => symbol))];
    return [
      {
        source,
        label,
        isMarket,
        symbols,
        lots: members.length,
        value,
        share: gross === 0 ? 0 : value / gross,
      },
    ];
  });
}
