import { blackScholesPrice } from "#core/options/black-scholes.ts";
import type { LotArrays } from "./lot-arrays.ts";
import { type OptionPath, unpricedState } from "./option-path.ts";
import { PRICE_SOURCE } from "./valuation.ts";

/**
 * Prices an option lot by Black–Scholes on the sessions it would be held at its entry price for want of a close of
 * its own: those with a price of the underlying, where a volatility is known. Fills `arrays` in place.
 */
export function fillModelPrices(
  arrays: LotArrays,
  multiplier: number,
  option: OptionPath,
  firstOrdinal: number,
): void {
  const { volatility } = option;
  if (Number.isNaN(volatility)) return;
  for (let i = 0; i < option.underlyingPrice.length; i++) {
    const ordinal = option.firstOrdinal + i;
    const t = ordinal - firstOrdinal;
    if (arrays.source[t] !== PRICE_SOURCE.entry) continue;
    const state = unpricedState(option, ordinal);
    if (state === null) continue;
    const price = blackScholesPrice({ ...state, volatility });
    arrays.price[t] = price;
    arrays.marketValue[t] = arrays.quantity[t]! * multiplier * price;
    arrays.source[t] = PRICE_SOURCE.modelled;
  }
}
