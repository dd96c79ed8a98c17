import type { Greeks, HeldOption } from "./held-option.ts";

const YEAR_DAYS = 365;

/** What is stored and shown of an option held at a session. */
export interface PositionGreeks extends Greeks {
  /** USD: the close of the underlying behind them. */
  readonly underlyingPrice: number;
  /** Annual fraction: implied by the option's price, or the one it is valued at, flat since its entry. */
  readonly impliedVolatility: number;
  /** Of the lot, signed, in USD: what it counts as in risk. */
  readonly deltaExposure: number;
}

export function positionGreeks({ greeks, state, deltaExposure }: HeldOption): PositionGreeks {
  const { underlyingPrice, volatility: impliedVolatility } = state;
  return { ...greeks, underlyingPrice, impliedVolatility, deltaExposure };
}

/** Vega and rho per percentage point and theta per calendar day, as people speak of them. */
export function greeksPerUnit({ vega, theta, rho }: Greeks) {
  return { vegaPerPoint: vega / 100, thetaPerDay: theta / YEAR_DAYS, rhoPerPoint: rho / 100 };
}
