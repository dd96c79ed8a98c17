import type { Finding } from "#core/errors/finding.ts";
import type { PositionFact, PricingKind } from "#core/instruments/position.ts";
import type { OptionPath } from "./option-path.ts";

/** Where a lot's price of a session comes from; one byte per session in {@link LotPath.source}. */
export const PRICE_SOURCE = {
  /** Not entered yet, exited, or settled earlier: no price, value 0. */
  notHeld: 0,
  /** The session's raw close. */
  close: 1,
  /** The last raw close, at most 10 sessions old, brought over splits between. */
  stale: 2,
  /** The entry price, for want of any other: NO_PRICE, outside coverage. */
  entry: 3,
  /** The owner's mark of a private holding. */
  mark: 4,
  /** Cash: 1. */
  cash: 5,
  /** An option's intrinsic value on the session it settles; not held at that close. */
  settled: 6,
  /** Black–Scholes, for want of an option's own close. */
  modelled: 7,
} as const;

export type PriceSource = (typeof PRICE_SOURCE)[keyof typeof PRICE_SOURCE];

export interface DividendReceipt {
  readonly ordinal: number;
  /** Cash in USD; negative where a short pays. */
  readonly amount: number;
}

/** How a lot ended: on this session its proceeds arrive and it is not held at the close. */
export interface LotClosing {
  readonly ordinal: number;
  /** Per unit, raw on that session. */
  readonly price: number;
  /** quantity × price × multiplier, in USD; negative where a short is bought back. */
  readonly proceeds: number;
  readonly by: "exit" | "settlement";
}

/** One lot over the sessions of its valuation: element t of every array is session `firstOrdinal + t`. */
export interface LotPath {
  readonly position: PositionFact;
  readonly kind: PricingKind;
  readonly multiplier: number;
  /** Session it is bought, its price and quantity as traded then; null while it was never held. */
  readonly entry: {
    readonly ordinal: number;
    readonly price: number;
    readonly quantity: number;
    /** quantity × price × multiplier, in USD: what was paid, negative for a short. */
    readonly cost: number;
  } | null;
  /** Null while it is open at the last session. */
  readonly closing: LotClosing | null;
  /** Signed units or contracts on the share basis of the session; 0 where not held. */
  readonly quantity: Float64Array;
  /** USD per unit, raw; NaN where not held. */
  readonly price: Float64Array;
  /** quantity × price × multiplier, signed, in USD; 0 where not held. */
  readonly marketValue: Float64Array;
  /** {@link PRICE_SOURCE} by session. */
  readonly source: Uint8Array;
  readonly dividends: readonly DividendReceipt[];
  /** What an option's model works with; null for other lots and for one never held at a close. */
  readonly option: OptionPath | null;
}

/**
 * A portfolio from its first entry session to the last session asked for. Element t of every array is the
 * session with ordinal `firstOrdinal + t`; money in USD, returns as fractions.
 */
export interface Valuation {
  /** t₀: the earliest entry session. With no lot entered yet, the session after the last one asked for. */
  readonly firstOrdinal: number;
  readonly sessionCount: number;
  /** E₀: NAV just before the lots of t₀ are bought. */
  readonly openingEquity: number;
  /** cash + net exposure, at the close. */
  readonly nav: Float64Array;
  /** May be negative. Does not hold the lots of class CASH. */
  readonly cash: Float64Array;
  /** Sum of positive market values. */
  readonly longExposure: Float64Array;
  /** Sum of negative market values: zero or negative. */
  readonly shortExposure: Float64Array;
  readonly grossExposure: Float64Array;
  readonly netExposure: Float64Array;
  /** External money that arrived at the start of the session. */
  readonly flow: Float64Array;
  /** Cash dividends of the session, paid ones negative. */
  readonly dividends: Float64Array;
  /** Proceeds less cost of the lots that ended on the session. */
  readonly realizedPnl: Float64Array;
  /** Market value less cost of the lots held at the close: a level, not a change. */
  readonly unrealizedPnl: Float64Array;
  readonly dailyPnl: Float64Array;
  /** dailyPnl over NAV of the session before plus flow; NaN where that base is not positive. */
  readonly dailyReturn: Float64Array;
  /** Π(1 + r) − 1 since before t₀; NaN from the first session without a return on. */
  readonly cumulativeReturn: Float64Array;
  /** Lots held at the close. */
  readonly positionCount: Int32Array;
  /** Every lot of the portfolio, also those never held, by entry date, symbol, quantity, price. */
  readonly lots: readonly LotPath[];
  readonly findings: readonly Finding[];
}
