import { JOINT_COUNT } from "#core/factors/joint-columns.ts";
import type { Shock, ShockFactor } from "./scenario-table.ts";

/** How the long Treasury fund (TLT) answers to a yield change: ΔP/P = −D·Δy + ½·C·Δy². */
export interface RateSensitivity {
  /** D, in years. */
  readonly duration: number;
  /** C, in years². */
  readonly convexity: number;
}

export const TLT_SENSITIVITY: RateSensitivity = { duration: 16.5, convexity: 360 };

/** Places of the joint factors by their names as a scenario shocks them. */
const MARKET = 0;
const GROWTH_VALUE = 1;
const RATES = 6;
const STYLES = { Momentum: 2, Size: 3, Quality: 4, "Low Volatility": 5 } as const;

/** A scenario in terms of the joint factors. */
export interface TranslatedShocks {
  /** Returns of the seven joint factors, fractions; 0 for those the scenario leaves alone. */
  readonly factorReturns: Float64Array;
  /** Which factors the scenario names: a shock of 0 is not the same as none. */
  readonly shocked: readonly boolean[];
  /** Relative change of option volatilities; null where not named. It moves no linear position. */
  readonly impliedVolatility: number | null;
  /** Change of the yield in basis points; null where not named. */
  readonly yieldChange: number | null;
}

/**
 * Translates a scenario's shocks to the seven joint factors. Styles are returns over the market: an absolute shock
 * less the Market shock (0 where none is named). Growth and Value are two legs of one factor, growth − value, a leg
 * not named being 0 over the market. A yield change moves TLT by duration and convexity: +100 bp is −14.7 %.
 * Throws RangeError for a factor named twice or a size of a type the factor does not take.
 */
export function translateShocks(
  shocks: readonly Shock[],
  sensitivity: RateSensitivity = TLT_SENSITIVITY,
): TranslatedShocks {
  const byFactor = new Map<ShockFactor, Shock>();
  for (const shock of shocks) {
    if (byFactor.has(shock.factor)) throw new RangeError(`${shock.factor} is shocked twice`);
    byFactor.set(shock.factor, shock);
  }
  const factorReturns = new Float64Array(JOINT_COUNT);
  const shocked = Array.from({ length: JOINT_COUNT }, () => false);
  const move = (index: number, size: number): void => {
    factorReturns[index] = size;
    shocked[index] = true;
  };

  const market = take(byFactor, "Market", ["absolute"]);
  if (market !== undefined) move(MARKET, market.size);
  const overMarket = (factor: ShockFactor): number | undefined => {
    const shock = take(byFactor, factor, ["absolute", "relative"]);
    if (shock === undefined) return undefined;
    return shock.type === "absolute" ? shock.size - (market?.size ?? 0) : shock.size;
  };
  const growth = overMarket("Growth");
  const value = overMarket("Value");
  if (growth !== undefined || value !== undefined) move(GROWTH_VALUE, (growth ?? 0) - (value ?? 0));
  for (const [style, index] of Object.entries(STYLES)) {
    const size = overMarket(style as keyof typeof STYLES);
    if (size !== undefined) move(index, size);
  }
  const rates = take(byFactor, "Interest_Rate", ["basisPoints"]);
  if (rates !== undefined) {
    const change = rates.size / 10_000;
    move(RATES, -sensitivity.duration * change + 0.5 * sensitivity.convexity * change * change);
  }
  const implied = take(byFactor, "Implied_Volatility", ["relative"]);
  return {
    factorReturns,
    shocked,
    impliedVolatility: implied?.size ?? null,
    yieldChange: rates?.size ?? null,
  };
}

function take(
  shocks: ReadonlyMap<ShockFactor, Shock>,
  factor: ShockFactor,
  types: readonly Shock["type"][],
): Shock | undefined {
  const shock = shocks.get(factor);
  if (shock !== undefined && !types.includes(shock.type)) {
    throw new RangeError(`a shock of ${factor} cannot be given as ${shock.type}`);
  }
  return shock;
}
