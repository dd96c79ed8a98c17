import {
  centreOnWindow,
  dot,
  type RegressorSeries,
  type RegressorWindow,
  regressorWindow,
  residualSquares,
  windowResiduals,
} from "./regressor-window.ts";
import { type WeightedRows, weightedSum } from "./weighted-rows.ts";

/**
 * Σ wᵢrᵢ of one set of holdings over the longest window, for the regressions of every window that ends with it. Taken
 * again for the next holdings: its room is worth more than what was in it.
 */
export class WindowTotals {
  readonly #returns: Float64Array;
  readonly #room = new Map<number, Room>();

  constructor(longestWindow: number) {
    this.#returns = new Float64Array(longestWindow);
  }

  /** Sums up the rows to `endColumn`; what was here before is lost. */
  sumUp(rows: WeightedRows, values: Float64Array, endColumn: number): void {
    weightedSum(rows, values, endColumn, this.#returns.length, this.#returns);
    for (const room of this.#room.values()) room.known = undefined;
  }

  /** The totals less their mean over a window's rows; null where they lack one. Without gaps made once for a length. */
  centredOn(window: RegressorWindow): Float64Array | null {
    const { windowSessions, observations } = window;
    const room = this.#roomFor(windowSessions);
    if (room.known !== undefined && observations === windowSessions) return room.known;
    const own = this.#returns.subarray(this.#returns.length - windowSessions);
    const centred = centreOnWindow(window, own, room.target) ? room.target : null;
    room.known = observations === windowSessions ? centred : undefined;
    return centred;
  }

  #roomFor(windowSessions: number): Room {
    const room = this.#room.get(windowSessions) ?? {
      target: new Float64Array(windowSessions),
      known: undefined,
    };
    this.#room.set(windowSessions, room);
    return room;
  }
}

/** Where totals are centred on windows of one length. */
interface Room {
  readonly target: Float64Array;
  /** On a window without gaps: the target, or null where the totals have one; undefined before it is asked for. */
  known: Float64Array | null | undefined;
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
 * `totals` are Σ wᵢrᵢ ({@link weightedSum} of `rows`); `values` holds symbol-major simple returns, NaN
 * missing; `regressors` are series on the same columns. `scratch` has room for a window; what it holds is lost.
 * Returns k values, NaN where there is no standard error: dependent regressors, a pair with some but no more than
 * k + 1 common rows, or a pairwise covariance that makes the variance negative.
 */
export function exposureStdErrors(
  rows: WeightedRows,
  totals: WindowTotals,
  values: Float64Array,
  regressors: RegressorSeries,
  endColumn: number,
  window: RegressorWindow,
  scratch: Float64Array,
): Float64Array {
  if (window.inverseR === null) return new Float64Array(window.width).fill(Number.NaN);
  const centred = totals.centredOn(window);
  if (centred !== null)
    return directStdErrors(window, window.inverseR, residualSquares(window, centred, scratch));
  const fits = gapPatterns(rows, values, endColumn, window.present).map((pattern) => {
    const own = sameMask(pattern.mask, window.present)
      ? window
      : regressorWindow(regressors, endColumn, window.windowSessions, pattern.mask);
    const residuals = new Float64Array(window.windowSessions);
    windowResiduals(own, weightedSum(pattern.rows, values, endColumn, window.windowSessions), residuals);
    return { window: own, residuals };
  });
  return pairwiseStdErrors(fits, window.width);
}

/** √(SSR/(n − k − 1)) · ‖row j of R⁻¹‖ of a regression on all rows of the window. */
function directStdErrors(
  { width, observations }: RegressorWindow,
  inverseR: Float64Array,
  squares: number,
): Float64Array {
  const errors = new Float64Array(width);
  const freedom = observations - width - 1;
  const sigma = freedom > 0 ? squares / freedom : Number.NaN;
  for (let j = 0; j < width; j++) {
    errors[j] = Math.sqrt(sigma * dot(inverseR, j * width, inverseR, j * width, width));
  }
  return errors;
}

interface PatternFit {
  readonly window: RegressorWindow;
  readonly residuals: Float64Array;
}

/** Adds up σ · A G A over all pairs of patterns; NaN throughout where one of them cannot be estimated. */
function pairwiseStdErrors(fits: readonly PatternFit[], width: number): Float64Array {
  const variances = new Float64Array(width);
  for (const [g, a] of fits.entries()) {
    for (let h = 0; h <= g; h++) {
      const b = fits[h]!;
      const n = commonRows(a.window.present, b.window.present);
      if (n === 0) continue;
      const freedom = n - width - 1;
      if (freedom <= 0 || a.window.inverseR === null || b.window.inverseR === null) {
        return variances.fill(Number.NaN);
      }
      const sigma = dot(a.residuals, 0, b.residuals, 0, a.window.windowSessions) / freedom;
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

/** Rows that are present on the same sessions, and which those are. */
interface GapPattern {
  readonly mask: Uint8Array;
  readonly rows: WeightedRows;
}

function gapPatterns(
  { weights, offsets }: WeightedRows,
  values: Float64Array,
  endColumn: number,
  present: Uint8Array,
): readonly GapPattern[] {
  const patterns: { mask: Uint8Array; members: number[] }[] = [];
  const start = endColumn - present.length + 1;
  for (const [i, offset] of offsets.entries()) {
    const mask = presenceMask(values, offset + start, present);
    const pattern = patterns.find((other) => sameMask(other.mask, mask));
    if (pattern === undefined) patterns.push({ mask, members: [i] });
    else pattern.members.push(i);
  }
  return patterns.map(({ mask, members }) => ({
    mask,
    rows: {
      weights: Float64Array.from(members, (i) => weights[i]!),
      offsets: Int32Array.from(members, (i) => offsets[i]!),
    },
  }));
}

/** The present rows in which a symbol has a return; `present` itself where it has all of them. */
function presenceMask(values: Float64Array, base: number, present: Uint8Array): Uint8Array {
  let mask = present;
  for (let row = 0; row < present.length; row++) {
    if (present[row] === 0 || !Number.isNaN(values[base + row]!)) continue;
    if (mask === present) mask = present.slice();
    mask[row] = 0;
  }
  return mask;
}

function sameMask(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  for (let row = 0; row < a.length; row++) if (a[row] !== b[row]) return false;
  return true;
}

function commonRows(a: Uint8Array, b: Uint8Array): number {
  let n = 0;
  for (let row = 0; row < a.length; row++) if (a[row] === 1 && b[row] === 1) n++;
  return n;
}
