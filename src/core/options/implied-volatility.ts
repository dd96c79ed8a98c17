import { blackScholesGreeks, blackScholesPrice } from "./black-scholes.ts";
import type { OptionState } from "./held-option.ts";

/** Volatilities outside these are taken for a wrong price rather than for a wild market. */
export const IMPLIED_VOLATILITY_RANGE = { least: 0.03, most: 3 } as const;

/** Per unit of the underlying's price: below this vega rounding of the price decides the volatility. */
const LEAST_VEGA = 1e-8;
const MAX_STEPS = 200;

/**
 * Volatility, an annual fraction, at which Black–Scholes gives `price` (USD per unit of the underlying).
 *
 * The price rises with volatility, so there is one solution at most: Newton's step where it stays inside the
 * bracket that the signs leave, else its middle, until a step is below 1e-15 of the volatility. NaN where there is
 * none between 3 % and 300 %: the price is below intrinsic value or above what 300 % gives, nothing is left to time,
 * or no volatility would move it by more than rounding does; NaN for missing inputs.
 */
export function impliedVolatility(price: number, state: Omit<OptionState, "volatility">): number {
  let low: number = IMPLIED_VOLATILITY_RANGE.least;
  let high: number = IMPLIED_VOLATILITY_RANGE.most;
  const excess = (volatility: number) => blackScholesPrice({ ...state, volatility }) - price;
  if (!(excess(low) <= 0 && excess(high) >= 0)) return Number.NaN;
  const vega = (volatility: number) => blackScholesGreeks({ ...state, volatility }).vega;
  let volatility = Math.sqrt(low * high);
  for (let step = 0; step < MAX_STEPS; step++) {
    const difference = excess(volatility);
    if (difference === 0) break;
    if (difference < 0) low = volatility;
    else high = volatility;
    const newton = volatility - difference / vega(volatility);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    const moved = Math.abs(next - volatility);
    volatility = next;
    if (moved <= 1e-15 * volatility) break;
  }
  return vega(volatility) >= LEAST_VEGA * state.underlyingPrice ? volatility : Number.NaN;
}
