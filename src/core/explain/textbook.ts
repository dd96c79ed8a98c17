import { FLAT_VARIANCE } from "#core/stats/moments.ts";
import { pivotedLeastSquares } from "#core/stats/pivoted-qr.ts";

// Statistics as a textbook writes them, over plain arrays and in two passes: what explanations reproduce numbers with.
// They share nothing with the kernels of a run but the QR decomposition and the limit below which a series is constant.

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function product(values: readonly number[]): number {
  return values.reduce((total, value) => total * value, 1);
}

/** Σ aᵢbᵢ. */
export function dotProduct(a: readonly number[], b: readonly number[]): number {
  return sum(a.map((value, i) => value * b[i]!));
}

export function average(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Σ(x − x̄)². */
export function squaredDeviations(values: readonly number[]): number {
  const centre = average(values);
  return sum(values.map((value) => (value - centre) ** 2));
}

/** √(Σ(x − x̄)²/(n − 1)); NaN where a value is missing. */
export function sampleDeviation(values: readonly number[]): number {
  return Math.sqrt(squaredDeviations(values) / (values.length - 1));
}

/** pₜ/pₜ₋₁ − 1 from the second price on; NaN where one of the two is missing or not positive. */
export function returnsOf(prices: readonly number[]): readonly number[] {
  return prices.slice(1).map((price, t) => {
    const before = prices[t]!;
    return price > 0 && before > 0 ? price / before - 1 : Number.NaN;
  });
}

/** The rows of some series in which none of them is missing, series by series. */
export function commonRows(series: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const rows = [...(series[0] ?? []).keys()].filter((t) =>
    series.every((values) => !Number.isNaN(values[t]!)),
  );
  return series.map((values) => rows.map((t) => values[t]!));
}

/** Pearson's r of two series without gaps; NaN where one is constant. */
export function pearson(x: readonly number[], y: readonly number[]): number {
  const [xx, yy] = [squaredDeviations(x), squaredDeviations(y)];
  if (isFlat(x, xx) || isFlat(y, yy)) return Number.NaN;
  const [mx, my] = [average(x), average(y)];
  return sum(x.map((value, i) => (value - mx) * (y[i]! - my))) / Math.sqrt(xx * yy);
}

/** Deviations that are nothing but the rounding of the mean. */
function isFlat(values: readonly number[], squares: number): boolean {
  return squares <= values.length * (4 * Number.EPSILON * average(values)) ** 2;
}

export interface Regression {
  readonly observations: number;
  readonly alpha: number;
  /** One a regressor; NaN where the others determine it. */
  readonly betas: readonly number[];
  readonly stdErrors: readonly number[];
  /** NaN for a constant y. */
  readonly rSquared: number;
  /** SSR/(n − rank − 1). */
  readonly residualVariance: number;
}

/** Least squares of y on an intercept and some regressors, none with a gap, by QR on the standardised regressors. */
export function regress(y: readonly number[], regressors: readonly (readonly number[])[]): Regression {
  const n = y.length;
  const k = regressors.length;
  const meanY = average(y);
  const syy = squaredDeviations(y);
  const means = regressors.map(average);
  const norms = regressors.map((x) => Math.sqrt(squaredDeviations(x)));
  const isVaried = norms.map((norm) => norm * norm > n * FLAT_VARIANCE);
  if (syy <= n * FLAT_VARIANCE) {
    const zeros = isVaried.map((varied) => (varied || k > 1 ? 0 : Number.NaN));
    const alpha = k > 1 || isVaried[0] === true ? meanY : Number.NaN;
    return {
      observations: n,
      alpha,
      betas: zeros,
      stdErrors: zeros,
      rSquared: Number.NaN,
      residualVariance: 0,
    };
  }
  const design = new Float64Array(n * k);
  for (let t = 0; t < n; t++)
    for (let j = 0; j < k; j++)
      design[t * k + j] = isVaried[j] === true ? (regressors[j]![t]! - means[j]!) / norms[j]! : 0;
  const fit = pivotedLeastSquares(
    design,
    n,
    k,
    Float64Array.from(y, (value) => value - meanY),
  );
  const betas = regressors.map((_, j) => fit.coefficients[j]! / norms[j]!);
  const residualVariance = fit.residualSumOfSquares / (n - fit.rank - 1);
  const known = betas.map((beta) => (Number.isNaN(beta) ? 0 : beta));
  return {
    observations: n,
    alpha: fit.rank === 0 ? Number.NaN : meanY - dotProduct(known, means),
    betas,
    stdErrors: regressors.map((_, j) => Math.sqrt(residualVariance * fit.inverseDiagonal[j]!) / norms[j]!),
    rSquared: fit.rank === 0 ? Number.NaN : 1 - fit.residualSumOfSquares / syy,
    residualVariance,
  };
}

export interface Ridge {
  readonly intercept: number;
  readonly betas: readonly number[];
  readonly rSquared: number;
}

/**
 * Ridge regression with an unpenalised intercept on standardised regressors (population deviation), as the ordinary
 * regression of y with k zeros below it on the regressors with √λ on a diagonal below them. Null where one is constant.
 */
export function ridgeRegress(
  y: readonly number[],
  regressors: readonly (readonly number[])[],
  penalty: number,
): Ridge | null {
  const n = y.length;
  const k = regressors.length;
  const means = regressors.map(average);
  const deviations = regressors.map((x) => Math.sqrt(squaredDeviations(x) / n));
  if (!deviations.every((deviation) => deviation ** 2 > FLAT_VARIANCE)) return null;
  const meanY = average(y);
  const syy = squaredDeviations(y);
  const isConstant = syy <= n * FLAT_VARIANCE;
  const design = new Float64Array((n + k) * k);
  for (let t = 0; t < n; t++)
    for (let j = 0; j < k; j++) design[t * k + j] = (regressors[j]![t]! - means[j]!) / deviations[j]!;
  for (let j = 0; j < k; j++) design[(n + j) * k + j] = Math.sqrt(penalty);
  const target = new Float64Array(n + k);
  for (let t = 0; t < n; t++) target[t] = isConstant ? 0 : y[t]! - meanY;
  const { coefficients } = pivotedLeastSquares(design, n + k, k, target);
  const betas = deviations.map((deviation, j) => coefficients[j]! / deviation);
  const residuals = y.map(
    (value, t) => value - meanY - sum(betas.map((beta, j) => beta * (regressors[j]![t]! - means[j]!))),
  );
  return {
    intercept: meanY - dotProduct(betas, means),
    betas,
    rSquared: isConstant ? Number.NaN : 1 - dotProduct(residuals, residuals) / syy,
  };
}

/** Covariances of some series without gaps, divided by n − ddof. */
export function covarianceMatrix(
  series: readonly (readonly number[])[],
  ddof: 0 | 1,
): readonly (readonly number[])[] {
  const centred = series.map((values) => {
    const centre = average(values);
    return values.map((value) => value - centre);
  });
  return centred.map((x) => centred.map((y) => dotProduct(x, y) / (x.length - ddof)));
}

/** Matrix times vector. */
export function timesVector(matrix: readonly (readonly number[])[], x: readonly number[]): readonly number[] {
  return matrix.map((row) => dotProduct(row, x));
}

/** x of A·x = b by Gaussian elimination with partial pivoting. */
export function solve(a: readonly (readonly number[])[], b: readonly number[]): readonly number[] {
  const n = b.length;
  const rows = a.map((row, i) => [...row, b[i]!]);
  for (let j = 0; j < n; j++) {
    let pivot = j;
    for (let i = j + 1; i < n; i++) if (Math.abs(rows[i]![j]!) > Math.abs(rows[pivot]![j]!)) pivot = i;
    [rows[j], rows[pivot]] = [rows[pivot]!, rows[j]!];
    for (let i = j + 1; i < n; i++) {
      const factor = rows[i]![j]! / rows[j]![j]!;
      for (let k = j; k <= n; k++) rows[i]![k]! -= factor * rows[j]![k]!;
    }
  }
  const x = b.map(() => 0);
  for (let i = n - 1; i >= 0; i--) {
    const known = sum(x.slice(i + 1).map((value, k) => rows[i]![i + 1 + k]! * value));
    x[i] = (rows[i]![n]! - known) / rows[i]![i]!;
  }
  return x;
}
