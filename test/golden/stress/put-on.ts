import { blackScholesGreeks } from "#core/options/black-scholes.ts";
import type { HeldOption, OptionState } from "#core/options/held-option.ts";

const AT_THE_MONEY: OptionState = {
  type: "PUT",
  underlyingPrice: 100,
  strike: 100,
  years: 0.25,
  volatility: 0.3,
  rate: 0.04,
  dividendYield: 0,
};

/** A quarter's put at the money on a share of 100 USD. */
export function putOn(underlying: string, quantity: number): HeldOption {
  const greeks = blackScholesGreeks(AT_THE_MONEY);
  return {
    positionId: `put on ${underlying}`,
    symbol: `${underlying} PUT`,
    underlying,
    quantity,
    multiplier: 1,
    state: AT_THE_MONEY,
    greeks,
    deltaExposure: quantity * greeks.delta * AT_THE_MONEY.underlyingPrice,
  };
}
