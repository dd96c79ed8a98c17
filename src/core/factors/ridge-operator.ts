import { cholesky, choleskyInverse } from "#core/stats/cholesky.ts";
import { FLAT_VARIANCE } from "#core/stats/moments.ts";
import { RIDGE_PENALTY } from "./factor-table.ts";

/**
 * The part of a ridge regression that belongs to its regressors alone. With G the centred Gram matrix of n rows, s
 * the population standard deviations and A = n·R + λI (R the correlation matrix): b = S⁻¹A⁻¹S⁻¹·c for c = Xᵀy centred.
 */
export interface RidgeOperator {
  /** S⁻¹A⁻¹S⁻¹, k×k row-major. */
  readonly matrix: Float64Array;
  /** λ·s², k: what R² counts in for the penalty. */
  readonly penalties: Float64Array;
  /** Σ d/(d + λ) over the eigenvalues d of the standardised Gram matrix. */
  readonly effectiveDf: number;
}

/** The operator of n rows with this centred Gram matrix, k×k; null when a regressor is constant. */
export function ridgeOperator(gram: Float64Array, k: number, n: number): RidgeOperator | null {
  const deviations = new Float64Array(k);
  for (let j = 0; j < k; j++) {
    const variance = gram[j * k + j]! / n;
    if (!(variance > FLAT_VARIANCE)) return null;
    deviations[j] = Math.sqrt(variance);
  }
  const penalised = new Float64Array(k * k);
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++)
      penalised[i * k + j] =
        i === j ? n + RIDGE_PENALTY : gram[i * k + j]! / (deviations[i]! * deviations[j]!);
  const lower = cholesky(penalised, k);
  if (lower === null) return null;
  const inverse = choleskyInverse(lower, k);

  const matrix = new Float64Array(k * k);
  const penalties = new Float64Array(k);
  let trace = 0;
  for (let i = 0; i < k; i++) {
    trace += inverse[i * k + i]!;
    penalties[i] = RIDGE_PENALTY * deviations[i]! * deviations[i]!;
    for (let j = 0; j < k; j++) matrix[i * k + j] = inverse[i * k + j]! / (deviations[i]! * deviations[j]!);
  }
  return { matrix, penalties, effectiveDf: k - RIDGE_PENALTY * trace };
}
