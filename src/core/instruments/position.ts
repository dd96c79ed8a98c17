import type { PlainDate } from "#core/dates/plain-date.ts";

export const INVESTMENT_CLASSES = ["PUBLIC", "OPTIONS", "PRIVATE"] as const;
export type InvestmentClass = (typeof INVESTMENT_CLASSES)[number];

/** Terms of a listed option. Strike is an exact decimal, in the underlying's price as stated. */
export interface OptionTerms {
  readonly underlying: string;
  readonly strike: string;
  readonly expiration: PlainDate;
  readonly type: "CALL" | "PUT";
}

/**
 * One lot as its owner stated it: the fact everything else is derived from, never changed by the batch.
 * Quantities and prices are exact decimals. `entryPrice` is null where the cost is unknown: the lot then
 * enters at the close of its entry session.
 */
export interface PositionFact {
  readonly id: string;
  readonly symbol: string;
  readonly investmentClass: InvestmentClass;
  readonly investmentSubtype: string | null;
  readonly quantity: string;
  readonly entryPrice: string | null;
  readonly entryDate: PlainDate;
  readonly exitDate: PlainDate | null;
  readonly exitPrice: string | null;
  readonly option: OptionTerms | null;
  /** A private holding's last known price per unit and its date. */
  readonly mark: string | null;
  readonly markDate: PlainDate | null;
  /** Day the lot was stated: quantity, prices and strike may be after the splits up to here. */
  readonly basisDate: PlainDate;
}

/** External money: positive in, negative out. `amount` is an exact decimal in USD. */
export interface CapitalFlow {
  readonly id: string;
  readonly date: PlainDate;
  readonly amount: string;
}

/** Everything a person stated about one portfolio. */
export interface PortfolioFacts {
  readonly id: string;
  /** NAV in USD: just before the first entries, or at `equityAsOf`'s close. */
  readonly equityBalance: string;
  readonly equityAsOf: PlainDate | null;
  readonly positions: readonly PositionFact[];
  readonly flows: readonly CapitalFlow[];
}

/** How a lot gets its price: a market series, an option rule, its owner's mark, or 1. */
export type PricingKind = "market" | "option" | "private" | "cash";

export function pricingKind(
  position: Pick<PositionFact, "investmentClass" | "investmentSubtype">,
): PricingKind {
  if (position.investmentSubtype === "CASH") return "cash";
  if (position.investmentClass === "OPTIONS") return "option";
  return position.investmentClass === "PRIVATE" ? "private" : "market";
}

/** Units per contract: 100 for listed US options, else 1. */
export function multiplierOf(position: Pick<PositionFact, "investmentClass">): number {
  return position.investmentClass === "OPTIONS" ? 100 : 1;
}

/** Symbols with prices that the lots of a portfolio need: what was ever held, and underlyings. */
export function heldSymbols({ positions }: Pick<PortfolioFacts, "positions">): readonly string[] {
  const symbols = new Set<string>();
  for (const position of positions) {
    const kind = pricingKind(position);
    if (kind === "market" || kind === "option") symbols.add(position.symbol);
    if (position.option !== null) symbols.add(position.option.underlying);
  }
  return [...symbols].sort();
}
