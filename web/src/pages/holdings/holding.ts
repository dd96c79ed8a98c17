import type { Answer } from "@/api/api-query.ts";
import { formatDate, formatQuantity } from "@/lib/format.ts";

export type Lot = Answer<"/api/v1/portfolios/{id}/positions">["positions"][number];

export const HOLDING_KINDS = ["long", "short", "option", "private", "cash", "closed"] as const;
export type HoldingKind = (typeof HOLDING_KINDS)[number];

export const KIND_LABELS: Readonly<Record<HoldingKind, string>> = {
  long: "Long",
  short: "Short",
  option: "Option",
  private: "Private",
  cash: "Cash",
  closed: "Closed",
};

/** The lots of one symbol together. Sums are null where one of the lots is not known. */
export interface Holding {
  readonly symbol: string;
  readonly name: string | null;
  readonly kind: HoldingKind;
  readonly lots: readonly Lot[];
  readonly quantity: number | null;
  readonly price: number | null;
  readonly priceSource: string | null;
  readonly marketValue: number | null;
  readonly weight: number | null;
  readonly dailyPnl: number | null;
  readonly unrealizedPnl: number | null;
  readonly realizedPnl: number | null;
  readonly dividends: number | null;
}

export function holdingsOf(positions: readonly Lot[]): readonly Holding[] {
  return Array.from(
    Map.groupBy(positions, ({ symbol }) => symbol),
    ([symbol, lots]) => holdingOf(symbol, lots),
  );
}

function holdingOf(symbol: string, lots: readonly Lot[]): Holding {
  const priced = lots.find(({ held_quantity: held, price }) => held !== 0 && price !== null) ?? lots[0];
  const quantity = sumOf(lots, ({ as_of: asOf, held_quantity: held, quantity: stated, exit_date: exit }) =>
    asOf === null ? (exit === null ? stated : 0) : held,
  );
  return {
    symbol,
    name: lots[0] === undefined ? null : (lots[0].name ?? optionTerms(lots[0])),
    kind: kindOf(lots, quantity),
    lots,
    quantity,
    price: priced?.price ?? null,
    priceSource: priced?.price_source ?? null,
    marketValue: sumOf(lots, ({ market_value: value }) => value),
    weight: sumOf(lots, ({ weight }) => weight),
    dailyPnl: sumOf(lots, ({ daily_pnl: pnl }) => pnl),
    unrealizedPnl: sumOf(lots, ({ unrealized_pnl: pnl }) => pnl),
    realizedPnl: sumOf(lots, ({ realized_pnl: pnl }) => pnl),
    dividends: sumOf(lots, ({ dividends }) => dividends),
  };
}

function kindOf(lots: readonly Lot[], quantity: number | null): HoldingKind {
  if (quantity === 0 && lots.every(({ held_quantity: held }) => (held ?? 0) === 0)) return "closed";
  const { investment_class: kind, investment_subtype: subtype } = lots[0] as Lot;
  if (kind === "OPTIONS") return "option";
  if (kind === "PRIVATE") return "private";
  if (subtype === "CASH") return "cash";
  return (quantity ?? 0) < 0 ? "short" : "long";
}

/** What a holding is called where there is room for one word: the terms of an option say more than its symbol. */
export function shortName({ symbol, name, lots }: Pick<Holding, "symbol" | "name" | "lots">): string {
  return lots[0]?.investment_class === "OPTIONS" ? (name ?? symbol) : symbol;
}

/** An option in words: `SPY 600 call, 18 Jun 2027`; null for other lots. */
function optionTerms(lot: Lot): string | null {
  const {
    underlying_symbol: underlying,
    strike_price: strike,
    expiration_date: expiry,
    option_type: type,
  } = lot;
  if (underlying === null || strike === null || expiry === null || type === null) return null;
  return `${underlying} ${formatQuantity(strike)} ${type.toLowerCase()}, ${formatDate(expiry)}`;
}

/** Null where a value is missing. */
export function sumOf<Row>(rows: readonly Row[], value: (row: Row) => number | null): number | null {
  let sum = 0;
  for (const row of rows) {
    const part = value(row);
    if (part === null) return null;
    sum += part;
  }
  return sum;
}
