/** Share of a session's usual volume that selling or buying back may take. */
export const LIQUIDATION_PARTICIPATION = 0.2;
/** Sessions within which the liquidated share of a book is reported. */
export const LIQUIDATION_HORIZONS = [1, 5, 20] as const;

/** What is held of one symbol at a session, lots netted, cash left out. */
export interface LiquidityHolding {
  readonly symbol: string;
  /** Signed, in the units that are traded: shares of that session. */
  readonly quantity: number;
  /** Signed, in USD. */
  readonly marketValue: number;
  /** Units a session; NaN where unknown, as for a private holding. */
  readonly medianVolume: number;
}

export interface BookLiquidity {
  /** Sessions to liquidate each holding, in the order given; NaN without a volume. */
  readonly days: Float64Array;
  /** Share of gross market value that has a volume; NaN where nothing is held. */
  readonly coverage: number;
  /**
   * Share of gross market value that can be liquidated within each of LIQUIDATION_HORIZONS. What has no volume counts
   * as not liquidated, so these are lower bounds. NaN where nothing is held.
   */
  readonly liquidated: Float64Array;
}

/**
 * Sessions to liquidate a holding: |quantity|/(20 % of the median volume), in the same units. NaN where the volume is
 * missing or not positive; 0 for a quantity of 0.
 */
export function daysToLiquidate(quantity: number, medianVolume: number): number {
  return medianVolume > 0 ? Math.abs(quantity) / (LIQUIDATION_PARTICIPATION * medianVolume) : Number.NaN;
}

/**
 * Liquidity of a book: days to liquidate by holding, and the share of gross market value liquidated within h sessions
 * when every holding is sold at its own pace from the first session on, Σ|mv|·min(1, h/days) / Σ|mv|. Shorts are
 * bought back at the same pace. Sums run in the order given.
 */
export function bookLiquidity(holdings: readonly LiquidityHolding[]): BookLiquidity {
  const days = Float64Array.from(holdings, ({ quantity, medianVolume }) =>
    daysToLiquidate(quantity, medianVolume),
  );
  const liquidated = new Float64Array(LIQUIDATION_HORIZONS.length);
  let gross = 0;
  let covered = 0;
  for (const [i, { marketValue }] of holdings.entries()) {
    const value = Math.abs(marketValue);
    gross += value;
    if (Number.isNaN(days[i]!)) continue;
    covered += value;
    for (const [k, horizon] of LIQUIDATION_HORIZONS.entries())
      liquidated[k] = liquidated[k]! + value * (days[i]! > horizon ? horizon / days[i]! : 1);
  }
  const whole = gross > 0 ? gross : Number.NaN;
  return { days, coverage: covered / whole, liquidated: liquidated.map((value) => value / whole) };
}
