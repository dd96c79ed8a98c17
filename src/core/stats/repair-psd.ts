import { symmetricEigen } from "./symmetric-eigen.ts";
import { symmetricEigenvalues } from "./symmetric-eigenvalues.ts";

/** Eigenvalues below this share of the largest are raised to it. */
export const PSD_FLOOR = 1e-12;

export interface RepairedCorrelation {
  /** n×n row-major, symmetric, diagonal 1. */
  readonly values: Float64Array;
  /** Largest absolute change of an element; 0 where nothing had to be repaired. */
  readonly largestChange: number;
}

/**
 * A positive semidefinite correlation matrix near a given one (n×n row-major, symmetric, diagonal 1, none missing):
 * eigenvalues below 1e-12 of the largest are raised to that, and rows and columns rescaled so that the diagonal is 1
 * again. Pairwise estimates from different sessions need it where a formula takes the matrix as a whole. A matrix
 * without such eigenvalues comes back unchanged. Throws RangeError on a missing element.
 * Source: spectral decomposition method of Rebonato & Jäckel, J. Risk 2 (2000).
 */
export function repairPsd(correlation: Float64Array, n: number): RepairedCorrelation {
  if (!needsRepair(correlation, n)) return { values: correlation.slice(0, n * n), largestChange: 0 };
  const { values: eigenvalues, vectors } = symmetricEigen(correlation, n);
  const floor = PSD_FLOOR * eigenvalues[0]!;
  const roots = eigenvalues.map((value) => Math.sqrt(Math.max(value, floor)));
  const scaled = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    let norm = 0;
    for (let k = 0; k < n; k++) norm += (vectors[i * n + k]! * roots[k]!) ** 2;
    const scale = 1 / Math.sqrt(norm);
    for (let k = 0; k < n; k++) scaled[i * n + k] = vectors[i * n + k]! * roots[k]! * scale;
  }
  const values = new Float64Array(n * n);
  let largestChange = 0;
  for (let i = 0; i < n; i++) {
    values[i * n + i] = 1;
    for (let j = 0; j < i; j++) {
      let value = 0;
      for (let k = 0; k < n; k++) value += scaled[i * n + k]! * scaled[j * n + k]!;
      values[i * n + j] = value;
      values[j * n + i] = value;
      largestChange = Math.max(largestChange, Math.abs(value - correlation[i * n + j]!));
    }
  }
  return { values, largestChange };
}

/** Decided from the eigenvalues alone, which cost little; the eigenvectors are for the few that do need it. */
function needsRepair(correlation: Float64Array, n: number): boolean {
  if (n === 0) return false;
  const eigenvalues = symmetricEigenvalues(correlation, n);
  return eigenvalues[n - 1]! < PSD_FLOOR * eigenvalues[0]!;
}
