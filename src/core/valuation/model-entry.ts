import type { PositionFact } from "#core/instruments/position.ts";
import { toFloat } from "#core/money/decimal.ts";
import { blackScholesPrice } from "#core/options/black-scholes.ts";
import { type SessionSplit, splitFactor } from "#core/prices/raw-prices.ts";
import type { LedgerContext } from "./ledger-context.ts";
import { modelInputs, volatilityOf } from "./option-path.ts";
import type { EntryAtMarket } from "./unknown-cost.ts";

/**
 * Entry of an option lot whose cost is not known and that never has a close of its own: by Black–Scholes at the
 * realised volatility of its underlying, on the first session from `entryOrdinal` on, before its expiration and its
 * exit, that has both a price and a volatility of the underlying. Null without one and for other lots. Its strike is as
 * of the basis date, as the quantity of a lot of unknown cost is.
 */
export function modelEntry(
  context: LedgerContext,
  { option, basisDate }: PositionFact,
  splits: readonly SessionSplit[],
  entryOrdinal: number,
  exitOrdinal: number | null,
): EntryAtMarket | null {
  if (option === null) return null;
  const { calendar, toOrdinal } = context;
  const lifeEnd = Math.min(calendar.ordinalOnOrBefore(option.expiration), exitOrdinal ?? Infinity);
  const basisOrdinal = Math.min(calendar.ordinalOnOrBefore(basisDate), lifeEnd);
  const inputs = modelInputs(context, option, splits);
  for (let ordinal = entryOrdinal; ordinal <= Math.min(toOrdinal, lifeEnd - 1); ordinal++) {
    const now = inputs(ordinal);
    const volatility = now === null ? Number.NaN : volatilityOf(context, option.underlying, ordinal);
    if (now === null || Number.isNaN(volatility)) continue;
    const strike = toFloat(option.strike) * splitFactor(splits, ordinal, basisOrdinal);
    const rate = Number.isNaN(now.rate) ? 0 : now.rate;
    return { ordinal, price: blackScholesPrice({ ...now, type: option.type, strike, rate, volatility }) };
  }
  return null;
}
