import { blackScholesPrice } from "./black-scholes.ts";
import type { HeldOption } from "./held-option.ts";

/** What moves in a scenario. */
export interface OptionShock {
  /** Simple return of the underlying. */
  readonly underlyingReturn: number;
  /** Relative change of the volatility: 0.5 makes 20 % into 30 %; 0 where it does not move. */
  readonly volatilityChange: number;
  /** Absolute change of the rate: 0.01 is one percentage point. */
  readonly rateChange: number;
}

/** Signed, in USD. */
export interface OptionRevaluation {
  /** By full revaluation. */
  readonly pnl: number;
  /** By delta alone; the difference to `pnl` is convexity, and what volatility and rate bring. */
  readonly linear: number;
}

/**
 * P&L of one option lot in a scenario: quantity·multiplier·(P(S′, σ′, r′) − P(S, σ, r)), both by Black–Scholes at
 * unchanged time, S′ = S·(1 + return) and σ′ = σ·(1 + change) floored at 0, r′ = r + change. Beside it the linear
 * part, delta exposure × return. NaN where the shock is.
 */
export function revalueOption(option: HeldOption, shock: OptionShock): OptionRevaluation {
  const { state, quantity, multiplier, deltaExposure } = option;
  const moved = blackScholesPrice({
    ...state,
    underlyingPrice: Math.max(0, state.underlyingPrice * (1 + shock.underlyingReturn)),
    volatility: Math.max(0, state.volatility * (1 + shock.volatilityChange)),
    rate: state.rate + shock.rateChange,
  });
  return {
    // + 0: nothing gained is 0, not −0.
    pnl: quantity * multiplier * (moved - blackScholesPrice(state)) + 0,
    linear: deltaExposure * shock.underlyingReturn + 0,
  };
}
