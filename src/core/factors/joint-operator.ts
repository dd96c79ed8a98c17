import { cholesky, choleskyInverse, correlationCondition, unitDiagonal } from "#core/stats/cholesky.ts";
import { FLAT_VARIANCE } from "#core/stats/moments.ts";

/** Condition number of the standardised design beyond which the normal equations are not trusted (1e-8 left). */
export const COLLINEAR_CONDITION = 1e4;

/**
 * Inverse of a centred Gram matrix of n rows, k×k, through its correlation form; null when a factor is constant or
 * the condition number of the standardised design exceeds 1e4, where pivoted QR takes over.
 */
export function jointInverse(gram: Float64Array, k: number, n: number): Float64Array | null {
  for (let j = 0; j < k; j++) if (!(gram[j * k + j]! > n * FLAT_VARIANCE)) return null;
  const correlation = unitDiagonal(gram, k);
  const lower = cholesky(correlation, k);
  if (lower === null) return null;
  const inverse = choleskyInverse(lower, k);
  if (isCollinear(correlation, inverse, k)) return null;
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++)
      inverse[i * k + j] = inverse[i * k + j]! / Math.sqrt(gram[i * k + i]! * gram[j * k + j]!);
  return inverse;
}

/** Condition number of the standardised design with this centred Gram matrix: the root of its correlation matrix's. */
export function designCondition(gram: Float64Array, k: number): number {
  return Math.sqrt(correlationCondition(unitDiagonal(gram, k), k));
}

/** The product of the traces bounds the condition number from above, which spares the eigenvalues nearly always. */
function isCollinear(correlation: Float64Array, inverse: Float64Array, k: number): boolean {
  let trace = 0;
  for (let j = 0; j < k; j++) trace += inverse[j * k + j]!;
  const limit = COLLINEAR_CONDITION * COLLINEAR_CONDITION;
  return !(k * trace < limit) && correlationCondition(correlation, k) > limit;
}
