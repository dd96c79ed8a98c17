import type { OptionTerms } from "#core/instruments/position.ts";

/** Sensitivities of one option, per unit of the underlying and per 1.00 of what moves; theta per year. */
export interface Greeks {
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  /** Negative for the decay of a long option. */
  readonly theta: number;
  readonly rho: number;
}

/** What Black–Scholes needs of one option at one session. Prices in USD, rates and volatility as annual fractions. */
export interface OptionState {
  readonly type: OptionTerms["type"];
  /** On the share basis of the session. */
  readonly strike: number;
  /** Calendar days to expiration over 365; 0 on the day itself. */
  readonly years: number;
  /** Raw close of the underlying. */
  readonly underlyingPrice: number;
  readonly volatility: number;
  /** Continuously compounded. */
  readonly rate: number;
  readonly dividendYield: number;
}

/** One option lot held at the close of a session, with what its risk is computed from. */
export interface HeldOption {
  readonly positionId: string;
  /** Canonical OCC symbol. */
  readonly symbol: string;
  readonly underlying: string;
  /** Contracts, signed, on the share basis of the session. */
  readonly quantity: number;
  readonly multiplier: number;
  readonly state: OptionState;
  readonly greeks: Greeks;
  /** quantity × multiplier × delta × underlying price, in USD, signed. */
  readonly deltaExposure: number;
}
