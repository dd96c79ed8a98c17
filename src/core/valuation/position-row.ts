import { type PositionGreeks, positionGreeks } from "#core/options/position-greeks.ts";
import { heldOptionAt } from "./held-option-at.ts";
import { lotPnl } from "./position-pnl.ts";
import { type LotPath, PRICE_SOURCE, type PriceSource, type Valuation } from "./valuation.ts";

const SOURCE_NAMES = new Map<PriceSource, string>(
  Object.entries(PRICE_SOURCE).map(([name, code]) => [code, name === "notHeld" ? "not_held" : name]),
);

/** One lot at the close of a session, as lists show it. Money in USD; NaN where there is no number. */
export interface PositionRow {
  readonly quantity: number;
  readonly price: number;
  /** not_held, close, stale, entry (no market price), mark, cash, settled or modelled. */
  readonly priceSource: string;
  readonly marketValue: number;
  /** Market value over NAV; NaN where NAV is not positive. */
  readonly weight: number;
  readonly costBasis: number;
  readonly unrealizedPnl: number;
  readonly realizedPnl: number;
  readonly dividends: number;
  /** What the lot added to the session's P&L. */
  readonly dailyPnl: number;
  /** Of an option with a delta; null for other lots. */
  readonly greeks: PositionGreeks | null;
}

export function positionRow(valuation: Valuation, lot: LotPath, ordinal: number): PositionRow {
  const t = ordinal - valuation.firstOrdinal;
  const nav = valuation.nav[t]!;
  const option = heldOptionAt(valuation, lot, ordinal);
  const now = lotPnl(valuation, lot, ordinal);
  const before =
    t > 0 ? lotPnl(valuation, lot, ordinal - 1) : { unrealizedPnl: 0, realizedPnl: 0, dividends: 0 };
  return {
    quantity: lot.quantity[t]!,
    price: lot.price[t]!,
    priceSource: SOURCE_NAMES.get(lot.source[t] as PriceSource)!,
    weight: nav > 0 ? now.marketValue / nav : Number.NaN,
    ...now,
    dailyPnl:
      now.unrealizedPnl -
      before.unrealizedPnl +
      (now.realizedPnl - before.realizedPnl) +
      (now.dividends - before.dividends),
    greeks: option === null ? null : positionGreeks(option),
  };
}
