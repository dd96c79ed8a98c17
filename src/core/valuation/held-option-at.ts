import { blackScholesGreeks } from "#core/options/black-scholes.ts";
import type { HeldOption } from "#core/options/held-option.ts";
import { impliedVolatility } from "#core/options/implied-volatility.ts";
import { unpricedState } from "./option-path.ts";
import { type LotPath, PRICE_SOURCE, type Valuation } from "./valuation.ts";

/**
 * An option lot at the close of a session with its Greeks, at the volatility that a close of the session itself
 * implies, else at the one held flat since its entry. Null for other lots, where it is not held, and where no
 * delta is known: its underlying has no price, or neither price nor history gives a volatility.
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
  const implied =
    lot.source[t] === PRICE_SOURCE.close ? impliedVolatility(lot.price[t]!, unpriced) : Number.NaN;
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
