/**
 * Variance at or below which a series of returns counts as constant: a standard deviation of 1e-15, the rounding
 * of one return. Without it the beta of a money-market fund would be a ratio of rounding errors.
 */
export const FLAT_VARIANCE = 1e-30;

/** Arithmetic mean of all elements; NaN when empty or when one is missing. */
export function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/**
 * Variance about the mean, Σ(x − x̄)² / (n − ddof), two-pass. NaN when n ≤ ddof or when an element is missing.
 * `ddof` is 1 for the sample variance, 0 for the population variance.
 */
export function variance(values: Float64Array, ddof: 0 | 1 = 1): number {
  return covariance(values, values, ddof);
}

/**
 * Covariance of two series of equal length, Σ(x − x̄)(y − ȳ) / (n − ddof), two-pass: centred first, so that a level
 * far from zero costs no digits. NaN when n ≤ ddof or when an element is missing. Throws RangeError on unequal lengths.
 */
export function covariance(x: Float64Array, y: Float64Array, ddof: 0 | 1 = 1): number {
  if (x.length !== y.length) throw new RangeError(`series of ${x.length} and ${y.length} elements`);
  if (x.length <= ddof) return Number.NaN;
  const [mx, my] = [mean(x), mean(y)];
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i]! - mx) * (y[i]! - my);
  return sum / (x.length - ddof);
}

/** Σ xᵢyᵢ of two series of equal length, in four sums side by side: a processor adds to one while another is not done. */
export function sumOfProducts(x: Float64Array, y: Float64Array): number {
  const whole = x.length - (x.length % 4);
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let i = 0; i < whole; i += 4) {
    sum0 += x[i]! * y[i]!;
    sum1 += x[i + 1]! * y[i + 1]!;
    sum2 += x[i + 2]! * y[i + 2]!;
    sum3 += x[i + 3]! * y[i + 3]!;
  }
  for (let i = whole; i < x.length; i++) sum0 += x[i]! * y[i]!;
  return sum0 + sum1 + (sum2 + sum3);
}

export interface CentredMoments {
  /** Column means, k. */
  readonly means: Float64Array;
  /** Σ (x_i − x̄_i)(x_j − x̄_j), k×k row-major, both triangles. */
  readonly gram: Float64Array;
}

/** Column means and centred cross-products of the first `rows` rows of a row-major matrix with k columns, two-pass. */
export function centredMoments(matrix: Float64Array, rows: number, columns: number): CentredMoments {
  const means = new Float64Array(columns);
  for (let r = 0; r < rows; r++)
    for (let j = 0; j < columns; j++) means[j] = means[j]! + matrix[r * columns + j]!;
  for (let j = 0; j < columns; j++) means[j] = means[j]! / rows;

  const gram = new Float64Array(columns * columns);
  const row = new Float64Array(columns);
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < columns; j++) row[j] = matrix[r * columns + j]! - means[j]!;
    for (let i = 0; i < columns; i++) {
      const xi = row[i]!;
      for (let j = 0; j <= i; j++) gram[i * columns + j] = gram[i * columns + j]! + xi * row[j]!;
    }
  }
  for (let i = 0; i < columns; i++)
    for (let j = 0; j < i; j++) gram[j * columns + i] = gram[i * columns + j]!;
  return { means, gram };
}
