/** Sessions that are looked at. */
export const STALE_WINDOW = 63;
/** Stale from so many sessions in a row without a move, or from more than this share of returns without one. */
export const STALE_RUN = 5;
export const STALE_SHARE = 0.2;
/** Returns the share needs. */
const STALE_MIN_OBSERVATIONS = 21;
/** A return smaller than this is none: less than a step of any price, and what rounded closes leave of 0. */
const NO_MOVE = 1e-6;

export interface StalePricing {
  /** Most sessions in a row without a move. */
  readonly longestRun: number;
  /** Share of the returns present that are 0; NaN with fewer than 21 of them. */
  readonly zeroShare: number;
  readonly isStale: boolean;
}

/**
 * Whether a symbol's price often stands still, in the last 63 sessions up to index `column` of its returns: five or
 * more returns of 0 in a row, or more than 20 % of them. A missing return ends a run and is in no share. Such prices
 * lag behind the market's, so that betas, correlations and volatilities come out too low.
 */
export function stalePricing(returns: Float64Array, column: number): StalePricing {
  let present = 0;
  let zeros = 0;
  let run = 0;
  let longestRun = 0;
  for (let t = Math.max(0, column - STALE_WINDOW + 1); t <= column; t++) {
    const value = returns[t]!;
    const stands = Math.abs(value) < NO_MOVE;
    run = stands ? run + 1 : 0;
    longestRun = Math.max(longestRun, run);
    if (!Number.isNaN(value)) present++;
    if (stands) zeros++;
  }
  const zeroShare = present < STALE_MIN_OBSERVATIONS ? Number.NaN : zeros / present;
  return { longestRun, zeroShare, isStale: longestRun >= STALE_RUN || zeroShare > STALE_SHARE };
}
