import { FLAT_VARIANCE, sumOfProducts } from "#core/stats/moments.ts";
import type { NoEstimate } from "#core/stats/no-estimate.ts";

export interface DimsonBeta {
  readonly observations: number;
  /** Sum of the slopes on the market's return of the same session and of the one before. */
  readonly beta: number;
  readonly stdError: number;
  /** The slope on the market's return of the session before. */
  readonly laggedBeta: number;
}

/** A share of a regressor's variance at or below this, which the other leaves, is rounding. */
const DETERMINED = 1e-10;

/**
 * Market beta of a symbol whose prices lag behind: least squares of y_t = α + β₀·x_t + β₁·x_{t−1} + ε_t, its beta being
 * β₀ + β₁. n rows of y, the market's return x of the same session and `previous` of the one before, none missing, n ≥ 4.
 *
 * Written as y = α + (β₀ + β₁)·x_t + β₁·(x_{t−1} − x_t), so that the sum is a coefficient and has a standard error of its
 * own, √(SSR/(n − 3)·[(Z′Z)⁻¹]₁₁) on centred regressors Z. A constant y has beta 0 and standard error 0. No estimate
 * where the market does not move or its two returns determine each other.
 * Source: Dimson, "Risk measurement when shares are subject to infrequent trading", JFE 7 (1979), lags 0 and 1.
 */
export function dimsonBeta(
  y: Float64Array,
  x: Float64Array,
  previous: Float64Array,
  n: number,
): DimsonBeta | NoEstimate {
  const change = Float64Array.from({ length: n }, (_, t) => previous[t]! - x[t]!);
  const [cy, cx, cd] = [centred(y, n), centred(x, n), centred(change, n)];
  const [xx, dd, xd] = [sumOfProducts(cx, cx), sumOfProducts(cd, cd), sumOfProducts(cx, cd)];
  const determinant = xx * dd - xd * xd;
  if (!(xx > n * FLAT_VARIANCE) || !(determinant > DETERMINED * xx * dd)) {
    return { reason: "NO_FACTOR_VARIATION", observations: n };
  }
  if (sumOfProducts(cy, cy) <= n * FLAT_VARIANCE)
    return { observations: n, beta: 0, stdError: 0, laggedBeta: 0 };
  const [xy, dy] = [sumOfProducts(cx, cy), sumOfProducts(cd, cy)];
  const beta = (dd * xy - xd * dy) / determinant;
  const laggedBeta = (xx * dy - xd * xy) / determinant;
  let squares = 0;
  for (let t = 0; t < n; t++) squares += (cy[t]! - beta * cx[t]! - laggedBeta * cd[t]!) ** 2;
  return { observations: n, beta, stdError: Math.sqrt((squares / (n - 3)) * (dd / determinant)), laggedBeta };
}

function centred(values: Float64Array, n: number): Float64Array {
  let sum = 0;
  for (let t = 0; t < n; t++) sum += values[t]!;
  return Float64Array.from({ length: n }, (_, t) => values[t]! - sum / n);
}
