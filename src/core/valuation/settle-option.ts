import type { OptionTerms, PositionFact } from "#core/instruments/position.ts";
import { closeRow, lastClose } from "#core/prices/price-rows.ts";
import { type SessionSplit, splitFactor } from "#core/prices/raw-prices.ts";
import type { LedgerContext } from "./ledger-context.ts";
import type { LotEnd, OpenLot } from "./open-lot.ts";

/** Value of exercising one unit now: max(S − K, 0) for a call, max(K − S, 0) for a put. */
export function intrinsicValue(type: OptionTerms["type"], underlyingPrice: number, strike: number): number {
  return Math.max(type === "CALL" ? underlyingPrice - strike : strike - underlyingPrice, 0);
}

/**
 * Cash settlement of an option on its expiry session at intrinsic value, from the underlying's raw close and
 * the strike of the entry session brought over the splits since. Null with SETTLEMENT_PRICE_MISSING where the underlying has no close of at
 * most 10 sessions; a close of an earlier session is a STALE_PRICE.
 */
export function settleOption(
  context: LedgerContext,
  position: PositionFact,
  { terms, strike }: NonNullable<OpenLot["option"]>,
  splits: readonly SessionSplit[],
  entryOrdinal: number,
  expiryOrdinal: number,
): LotEnd | null {
  const { calendar, findings } = context;
  const session = calendar.session(expiryOrdinal);
  const underlying = lastClose(closeRow(context.market.prices, terms.underlying), expiryOrdinal, splits);
  if (underlying === null) {
    const message = `${position.symbol} expired on ${session} without a price of ${terms.underlying}; it stays at its entry premium`;
    findings.add("SETTLEMENT_PRICE_MISSING", "warning", position.symbol, message, session);
    return null;
  }
  if (underlying.ordinal !== expiryOrdinal) {
    const message = `${position.symbol} settles on ${session} at the close of ${terms.underlying} of ${calendar.session(underlying.ordinal)}`;
    findings.add("STALE_PRICE", "warning", position.symbol, message, session);
  }
  const settled = strike / splitFactor(splits, entryOrdinal, expiryOrdinal);
  const price = intrinsicValue(terms.type, underlying.price, settled);
  return { ordinal: expiryOrdinal, price, by: "settlement" };
}
