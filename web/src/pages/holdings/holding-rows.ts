import { type Holding, type HoldingKind, type Lot, sumOf } from "./holding.ts";

/** A row of the table: a holding, below it its lots, and the sum of what is shown. */
export type HoldingRow =
  | {
      readonly kind: "holding";
      readonly id: string;
      readonly holding: Holding;
      readonly lots: readonly HoldingRow[];
    }
  | { readonly kind: "lot"; readonly id: string; readonly lot: Lot }
  | { readonly kind: "totals"; readonly id: string; readonly holding: Holding };

export function rowsOf(holdings: readonly Holding[]): readonly HoldingRow[] {
  return holdings.map((holding) => ({
    kind: "holding",
    id: holding.symbol,
    holding,
    lots: holding.lots.map((lot) => ({ kind: "lot", id: lot.id, lot })),
  }));
}

/** All sums of the holdings; what is unknown of one is unknown of all. */
export function totalsOf(holdings: readonly Holding[]): HoldingRow {
  return {
    kind: "totals",
    id: "totals",
    holding: {
      symbol: "Total",
      name: null,
      kind: "long",
      lots: [],
      quantity: null,
      price: null,
      priceSource: null,
      marketValue: sumOf(holdings, ({ marketValue }) => marketValue),
      weight: sumOf(holdings, ({ weight }) => weight),
      dailyPnl: sumOf(holdings, ({ dailyPnl }) => dailyPnl),
      unrealizedPnl: sumOf(holdings, ({ unrealizedPnl }) => unrealizedPnl),
      realizedPnl: sumOf(holdings, ({ realizedPnl }) => realizedPnl),
      dividends: sumOf(holdings, ({ dividends }) => dividends),
    },
  };
}

/** What is shown: of one kind, or of all but closed ones; and with the words in symbol or name. */
export function filterHoldings(
  holdings: readonly Holding[],
  kind: HoldingKind | "held" | "all",
  words: string,
): readonly Holding[] {
  const wanted = words.trim().toLowerCase();
  return holdings.filter(
    (holding) =>
      (kind === "all" || (kind === "held" ? holding.kind !== "closed" : holding.kind === kind)) &&
      `${holding.symbol} ${holding.name ?? ""}`.toLowerCase().includes(wanted),
  );
}
