import type { NoEstimate } from "./no-estimate.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

/**
 * Lower triangle L of a = L·Lᵀ for a symmetric n×n row-major matrix (lower triangle read, upper of L is 0); null
 * when the matrix is not positive definite or holds a missing element. Source: Golub & Van Loan, 4.2.
 */
export function cholesky(a: Float64Array, n: number): Float64Array | null {
  const lower = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    let pivot = a[j * n + j]!;
    for (let k = 0; k < j; k++) pivot -= lower[j * n + k]! * lower[j * n + k]!;
    if (!(pivot > 0)) return null;
    const root = Math.sqrt(pivot);
    lower[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * n + k]! * lower[j * n + k]!;
      lower[i * n + j] = sum / root;
    }
  }
  return lower;
}

/** Solution x of L·Lᵀ·x = b, given L from {@link cholesky}. */
export function choleskySolve(lower: Float64Array, n: number, b: Float64Array): Float64Array {
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i * n + k]! * x[k]!;
    x[i] = sum / lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= lower[k * n + i]! * x[k]!;
    x[i] = sum / lower[i * n + i]!;
  }
  return x;
}

/** (L·Lᵀ)⁻¹, n×n row-major and exactly symmetric, given L from {@link cholesky}. */
export function choleskyInverse(lower: Float64Array, n: number): Float64Array {
  const inverseLower = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    inverseLower[j * n + j] = 1 / lower[j * n + j]!;
    for (let i = j + 1; i < n; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= lower[i * n + k]! * inverseLower[k * n + j]!;
      inverseLower[i * n + j] = sum / lower[i * n + i]!;
    }
  }
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += inverseLower[k * n + i]! * inverseLower[k * n + j]!;
      inverse[i * n + j] = sum;
      inverse[j * n + i] = sum;
    }
  }
  return inverse;
}

/** Condition number beyond which a positive definite system keeps fewer than about eight digits. */
const MAX_CONDITION = 1e8;

/**
 * Solution x of a·x = b for a symmetric positive definite a (a covariance, a Gram matrix), n×n row-major, after
 * scaling its diagonal to 1 so that units do not matter. Where the scaled matrix's condition number exceeds 1e8, or
 * the matrix is not positive definite, there is no answer but the condition number.
 */
export function solvePositiveDefinite(
  a: Float64Array,
  n: number,
  b: Float64Array,
): Float64Array | Extract<NoEstimate, { reason: "ILL_CONDITIONED" }> {
  const correlation = unitDiagonal(a, n);
  const condition = correlationCondition(correlation, n);
  const lower = condition <= MAX_CONDITION ? cholesky(correlation, n) : null;
  if (lower === null) return { reason: "ILL_CONDITIONED", condition };
  const scaled = b.map((value, i) => value / Math.sqrt(a[i * n + i]!));
  return choleskySolve(lower, n, scaled).map((value, i) => value / Math.sqrt(a[i * n + i]!));
}

/** a_ij / √(a_ii a_jj): the correlation form of a covariance or Gram matrix. NaN where a diagonal element is 0. */
export function unitDiagonal(a: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    out[i * n + i] = a[i * n + i]! > 0 ? 1 : Number.NaN;
    for (let j = 0; j < i; j++) {
      const value = a[i * n + j]! / Math.sqrt(a[i * n + i]! * a[j * n + j]!);
      out[i * n + j] = value;
      out[j * n + i] = value;
    }
  }
  return out;
}

/** Largest over smallest eigenvalue of a correlation matrix; Infinity when singular, indefinite or not finite. */
export function correlationCondition(correlation: Float64Array, n: number): number {
  if (!correlation.every(Number.isFinite)) return Number.POSITIVE_INFINITY;
  const { values } = symmetricEigen(correlation, n);
  const [largest, smallest] = [values[0]!, values[n - 1]!];
  return smallest > 0 ? largest / smallest : Number.POSITIVE_INFINITY;
}
