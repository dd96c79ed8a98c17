import { blackScholesGreeks } from "#core/options/black-scholes.ts";
import type { HeldOption } from "#core/options/held-option.ts";
import { impliedVolatility } from "#core/options/implied-volatility.ts";
import { type OptionPath, unpricedState } from "./option-path.ts";
import { type LotPath, PRICE_SOURCE, type Valuation } from "./valuation.ts";

/**
 * An option lot at the close of a session with its Greeks, at the volatility that its own close implies – for a price
 * kept from an earlier session, the one implied there –, else at the one held flat since its entry. Null for other lots,
 * where it is not held, and where no delta is known: its underlying has no price, or neither price nor history gives a
 * volatility.
 */
export function heldOptionAt(
  { firstOrdinal }: Pick<Valuation, "firstOrdinal">,
  lot: LotPath,
  ordinal: number,
): HeldOption | null {
  const { option, position, multiplier } = lot;
  if (option === null) return null;
  const unpriced = unpricedState(option, ordinal);
  if (unpriced === null) return null;
  const t = ordinal - firstOrdinal;
  const implied = closeVolatility(lot, option, t, firstOrdinal);
  const volatility = Number.isNaN(implied) ? option.volatility : implied;
  const state = { ...unpriced, volatility };
  const greeks = blackScholesGreeks(state);
  if (Number.isNaN(greeks.delta)) return null;
  const quantity = lot.quantity[t]!;
  return {
    positionId: position.id,
    symbol: position.symbol,
    underlying: option.terms.underlying,
    quantity,
    multiplier,
    state,
    greeks,
    deltaExposure: quantity * multiplier * greeks.delta * state.underlyingPrice,
  };
}

/** Implied by the close whose price the lot has at element `t`; NaN where it has no close's, or none solves. */
function closeVolatility(lot: LotPath, option: OptionPath, t: number, firstOrdinal: number): number {
  let printed = t;
  while (lot.source[printed] === PRICE_SOURCE.stale) printed--;
  if (lot.source[printed] !== PRICE_SOURCE.close) return Number.NaN;
  const state = unpricedState(option, firstOrdinal + printed);
  return state === null ? Number.NaN : impliedVolatility(lot.price[printed]!, state);
}
