import { dot, type RegressorWindow, regressorWindow, windowResiduals } from "./regressor-window.ts";

/** One holding of a weighted sum: its signed weight and where its returns start in `values`. */
export interface WeightedSeries {
  readonly weight: number;
  /** Offset of column 0 of the symbol's row. */
  readonly offset: number;
}

/**
 * Standard errors of a portfolio's slopes: of e = Σ wᵢ bᵢ where each bᵢ is the symbol's own regression on the
 * window's regressors with an intercept. Homoscedastic, uncorrelated over time.
 *
 * - Every symbol present wherever the regressors are: the coefficient standard errors of regressing Σ wᵢrᵢ on X,
 *   √(SSR/(n − k − 1) · [(X′X)⁻¹]ⱼⱼ).
 * - With gaps each symbol keeps its own rows: Var eⱼ = Σᵢₗ wᵢwₗ σᵢₗ [Aᵢ Gᵢₗ Aₗ]ⱼⱼ, Aᵢ the inverse of the
 *   (centred) Gram matrix over the rows of i, Gᵢₗ = X̃ᵢ′X̃ₗ over their common rows, σᵢₗ = Σ eᵢeₗ / (nᵢₗ − k − 1)
 *   over the same. This is the first formula when all rows are common. Symbols with the same rows are added up
 *   before anything else, so the cost grows with the number of different gap patterns only.
 *
 * `total` is Σ wᵢrᵢ over the window ({@link weightedReturns}); `values` holds symbol-major simple returns, NaN
 * missing; `series` are the regressors on the same columns.
 * Returns k values, NaN where there is no standard error: dependent regressors, a pair with some but no more than
 * k + 1 common rows, or a pairwise covariance that makes the variance negative.
 */
export function exposureStdErrors(
  holdings: readonly WeightedSeries[],
  total: Float64Array,
  values: Float64Array,
  series: readonly Float64Array[],
  endColumn: number,
  window: RegressorWindow,
): Float64Array {
  const { windowSessions, width } = window;
  const none = new Float64Array(width).fill(Number.NaN);
  if (holdings.length === 0) return none;
  if (isPresent(total, window.present)) {
    return combine([regress(total, window)], width) ?? none;
  }
  const patterns: { mask: Uint8Array; holdings: WeightedSeries[] }[] = [];
  for (const holding of holdings) {
    const mask = presenceMask(holding, values, endColumn, window.present);
    const pattern = patterns.find((other) => sameMask(other.mask, mask));
    if (pattern === undefined) patterns.push({ mask, holdings: [holding] });
    else pattern.holdings.push(holding);
  }
  const fits = patterns.map((pattern) =>
    regress(
      weightedReturns(pattern.holdings, values, endColumn, windowSessions),
      sameMask(pattern.mask, window.present)
        ? window
        : regressorWindow(series, endColumn, windowSessions, pattern.mask),
    ),
  );
  return combine(fits, width) ?? none;
}

interface PatternFit {
  readonly window: RegressorWindow;
  readonly residuals: Float64Array;
}

function regress(y: Float64Array, window: RegressorWindow): PatternFit {
  return { window, residuals: windowResiduals(window, y) };
}

/** Adds up σ · A G A over all pairs of patterns; undefined where one of them cannot be estimated. */
function combine(fits: readonly PatternFit[], width: number): Float64Array | undefined {
  const variances = new Float64Array(width);
  for (const [g, a] of fits.entries()) {
    for (let h = 0; h <= g; h++) {
      const b = fits[h]!;
      if (a.window.inverseR === null || b.window.inverseR === null) return undefined;
      const n = commonRows(a.window.present, b.window.present);
      if (n === 0) continue;
      const freedom = n - width - 1;
      if (freedom <= 0) return undefined;
      const W = a.window.windowSessions;
      const sigma = dot(a.residuals, 0, b.residuals, 0, W) / freedom;
      const twice = g === h ? 1 : 2;
      for (let j = 0; j < width; j++) {
        variances[j]! += twice * sigma * pairFactor(a.window, b.window, g === h, j);
      }
    }
  }
  return variances.map((variance) => Math.sqrt(variance < 0 ? Number.NaN : variance));
}

/** [A_g G_gh A_h]ⱼⱼ = row j of R_g⁻¹ · Q_g′Q_h over common rows · row j of R_h⁻¹; Q′Q = I for a pattern itself. */
function pairFactor(a: RegressorWindow, b: RegressorWindow, same: boolean, j: number): number {
  const k = a.width;
  const W = a.windowSessions;
  const [ra, rb] = [a.inverseR!, b.inverseR!];
  let sum = 0;
  for (let m = j; m < k; m++) {
    if (same) {
      sum += ra[j * k + m]! * rb[j * k + m]!;
      continue;
    }
    for (let l = j; l < k; l++) {
      sum += ra[j * k + m]! * dot(a.q, m * W, b.q, l * W, W) * rb[j * k + l]!;
    }
  }
  return sum;
}

/** Σ wᵢrᵢ over the window's rows, NaN where any is missing or the row lies before the first column. */
export function weightedReturns(
  holdings: readonly WeightedSeries[],
  values: Float64Array,
  endColumn: number,
  windowSessions: number,
): Float64Array {
  const total = new Float64Array(windowSessions);
  const start = endColumn - windowSessions + 1;
  const firstRow = Math.max(0, -start);
  total.fill(Number.NaN, 0, firstRow);
  for (const { weight, offset } of holdings) {
    const base = offset + start;
    for (let row = firstRow; row < windowSessions; row++) total[row]! += weight * values[base + row]!;
  }
  return total;
}

function presenceMask(
  holding: WeightedSeries,
  values: Float64Array,
  endColumn: number,
  present: Uint8Array,
): Uint8Array {
  const start = endColumn - present.length + 1;
  return present.map((flag, row) =>
    flag === 1 && !Number.isNaN(values[holding.offset + start + row]!) ? 1 : 0,
  );
}

function isPresent(y: Float64Array, present: Uint8Array): boolean {
  for (let row = 0; row < present.length; row++) {
    if (present[row] === 1 && Number.isNaN(y[row]!)) return false;
  }
  return true;
}

function sameMask(a: Uint8Array, b: Uint8Array): boolean {
  for (let row = 0; row < a.length; row++) if (a[row] !== b[row]) return false;
  return true;
}

function commonRows(a: Uint8Array, b: Uint8Array): number {
  let n = 0;
  for (let row = 0; row < a.length; row++) if (a[row] === 1 && b[row] === 1) n++;
  return n;
}
