/**
 * The regressors of one model over the window that ends at one session, orthonormalised: X − mean = Q·R over the
 * rows where every regressor is present. It belongs to the session, not to a portfolio, and is made once for all.
 *
 * With it a regression with intercept of any y present on the same rows costs k dot products: the residual is
 * y − ȳ − Q Q′y and the standard error of slope j is √(SSR/(n − k − 1)) · ‖row j of R⁻¹‖. Residuals are formed one
 * by one, because Syy − c′b loses every digit when the fit is perfect (a book that holds the factor itself).
 */
export interface RegressorWindow {
  readonly windowSessions: number;
  /** k: regressors without the intercept. */
  readonly width: number;
  /** 1 where every regressor (and the mask) is present; row W − 1 is the as-of session. */
  readonly present: Uint8Array;
  readonly observations: number;
  /** Q, regressor-major (k × W), 0 in missing rows. */
  readonly q: Float64Array;
  /** R⁻¹, row-major (k × k), upper triangular; null where the regressors are linearly dependent. */
  readonly inverseR: Float64Array | null;
}

/** The regressors of one model over all columns. */
export interface RegressorSeries {
  readonly series: readonly Float64Array[];
  /** 1 for the columns in which every series is present. */
  readonly complete: Uint8Array;
}

/** A regressor whose part outside the span of the earlier ones is below this share of it is dependent on them. */
const DEPENDENCE = 1e-10;

/**
 * Builds the window of the last `windowSessions` columns up to `endColumn`. Columns before the series' start
 * count as missing. `mask` (aligned with the window) takes further rows out: those a dependent variable lacks.
 * Gram–Schmidt is run twice, which leaves Q orthogonal to rounding whatever the condition of X.
 */
export function regressorWindow(
  { series, complete }: RegressorSeries,
  endColumn: number,
  windowSessions: number,
  mask?: Uint8Array,
): RegressorWindow {
  const width = series.length;
  const start = endColumn - windowSessions + 1;
  const present = new Uint8Array(windowSessions);
  let observations = 0;
  for (let row = Math.max(0, -start); row < windowSessions; row++) {
    if (complete[start + row] === 0 || mask?.[row] === 0) continue;
    present[row] = 1;
    observations++;
  }

  const q = new Float64Array(width * windowSessions);
  const r = new Float64Array(width * width);
  let dependent = observations === 0;
  for (let j = 0; j < width; j++) {
    const offset = j * windowSessions;
    copyCentred(series[j]!, start, present, observations, q, offset);
    const norm = Math.sqrt(dot(q, offset, q, offset, windowSessions));
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i < j; i++) {
        const projection = dot(q, i * windowSessions, q, offset, windowSessions);
        r[i * width + j]! += projection;
        for (let row = 0; row < windowSessions; row++) {
          q[offset + row]! -= projection * q[i * windowSessions + row]!;
        }
      }
    }
    const rest = Math.sqrt(dot(q, offset, q, offset, windowSessions));
    if (!(rest > DEPENDENCE * norm)) {
      dependent = true;
      break;
    }
    r[j * width + j] = rest;
    for (let row = 0; row < windowSessions; row++) q[offset + row]! /= rest;
  }
  return {
    windowSessions,
    width,
    present,
    observations,
    q,
    inverseR: dependent ? null : invertUpper(r, width),
  };
}

export function regressorSeries(series: readonly Float64Array[]): RegressorSeries {
  const complete = new Uint8Array(series[0]!.length).fill(1);
  for (const values of series)
    for (let column = 0; column < complete.length; column++)
      if (Number.isNaN(values[column]!)) complete[column] = 0;
  return { series, complete };
}

/**
 * Writes y less its mean over the window's present rows into the first W elements of `target`, 0 in missing rows. `y`
 * is aligned with the window. False, and nothing of use in `target`, where y lacks a present row.
 */
export function centreOnWindow(
  { present, observations }: RegressorWindow,
  y: Float64Array,
  target: Float64Array,
): boolean {
  return !Number.isNaN(copyCentred(y, 0, present, observations, target, 0));
}

/**
 * Writes the residuals of y on the window's regressors and an intercept into the first W elements of `target`, 0 in
 * missing rows. False, and nothing of use in `target`, where y lacks a present row.
 */
export function windowResiduals(window: RegressorWindow, y: Float64Array, target: Float64Array): boolean {
  if (!centreOnWindow(window, y, target)) return false;
  residualSquares(window, target, target);
  return true;
}

/**
 * Σ of the squared residuals of a y that is centred on the window ({@link centreOnWindow}). The residuals are left in
 * the first W elements of `target`, which may be `centred` itself.
 */
export function residualSquares(
  { windowSessions, width, q }: RegressorWindow,
  centred: Float64Array,
  target: Float64Array,
): number {
  let source = centred;
  let product = dot(q, 0, source, 0, windowSessions);
  for (let j = 0; j < width; j++) {
    const [next, nextOffset] = j + 1 < width ? [q, (j + 1) * windowSessions] : [target, 0];
    product = takeOut(source, product, q, j * windowSessions, target, next, nextOffset, windowSessions);
    source = target;
  }
  return product;
}

/**
 * Takes a projection on one column of Q out of `source` into `target` and returns the {@link dot} product of what is
 * left with `next`, in one pass; `next` may be `target`, and is what is left then.
 */
function takeOut(
  source: Float64Array,
  projection: number,
  q: Float64Array,
  offset: number,
  target: Float64Array,
  next: Float64Array,
  nextOffset: number,
  n: number,
): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    const r0 = source[i]! - projection * q[offset + i]!;
    const r1 = source[i + 1]! - projection * q[offset + i + 1]!;
    const r2 = source[i + 2]! - projection * q[offset + i + 2]!;
    const r3 = source[i + 3]! - projection * q[offset + i + 3]!;
    target[i] = r0;
    target[i + 1] = r1;
    target[i + 2] = r2;
    target[i + 3] = r3;
    s0 += r0 * next[nextOffset + i]!;
    s1 += r1 * next[nextOffset + i + 1]!;
    s2 += r2 * next[nextOffset + i + 2]!;
    s3 += r3 * next[nextOffset + i + 3]!;
  }
  for (; i < n; i++) {
    const r = source[i]! - projection * q[offset + i]!;
    target[i] = r;
    s0 += r * next[nextOffset + i]!;
  }
  return s0 + s1 + (s2 + s3);
}

/** Σ a·b over n entries, in a fixed order of four interleaved sums; zeros of missing rows do not change it. */
export function dot(a: Float64Array, aOffset: number, b: Float64Array, bOffset: number, n: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    s0 += a[aOffset + i]! * b[bOffset + i]!;
    s1 += a[aOffset + i + 1]! * b[bOffset + i + 1]!;
    s2 += a[aOffset + i + 2]! * b[bOffset + i + 2]!;
    s3 += a[aOffset + i + 3]! * b[bOffset + i + 3]!;
  }
  for (; i < n; i++) s0 += a[aOffset + i]! * b[bOffset + i]!;
  return s0 + s1 + (s2 + s3);
}

/** Writes the present rows less their mean, 0 elsewhere; returns the mean, NaN where a present row is. */
function copyCentred(
  values: Float64Array,
  start: number,
  present: Uint8Array,
  observations: number,
  target: Float64Array,
  offset: number,
): number {
  const n = present.length;
  let sum = 0;
  if (observations === n) {
    for (let row = 0; row < n; row++) sum += values[start + row]!;
    const mean = sum / n;
    for (let row = 0; row < n; row++) target[offset + row] = values[start + row]! - mean;
    return mean;
  }
  for (let row = 0; row < n; row++) if (present[row] === 1) sum += values[start + row]!;
  const mean = sum / observations;
  for (let row = 0; row < n; row++) {
    target[offset + row] = present[row] === 1 ? values[start + row]! - mean : 0;
  }
  return mean;
}

function invertUpper(r: Float64Array, k: number): Float64Array {
  const inverse = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    inverse[j * k + j] = 1 / r[j * k + j]!;
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let m = i + 1; m <= j; m++) sum += r[i * k + m]! * inverse[m * k + j]!;
      inverse[i * k + j] = -sum / r[i * k + i]!;
    }
  }
  return inverse;
}
