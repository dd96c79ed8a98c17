import { JOINT_COUNT } from "./joint-columns.ts";

/** a′b over the seven joint factors, `a` from `offset` on. */
export function jointDot(a: Float64Array, offset: number, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < JOINT_COUNT; k++) sum += a[offset + k]! * b[k]!;
  return sum;
}

/** Σx for a 7×7 row-major Σ. */
export function jointProduct(sigma: Float64Array, x: Float64Array): Float64Array {
  const product = new Float64Array(JOINT_COUNT);
  for (let k = 0; k < JOINT_COUNT; k++) product[k] = jointDot(sigma, k * JOINT_COUNT, x);
  return product;
}

/** b′Σb for a symmetric Σ, `b` from `offset` on; each pair of factors is taken once. */
export function jointQuadratic(sigma: Float64Array, b: Float64Array, offset = 0): number {
  let sum = 0;
  for (let k = 0; k < JOINT_COUNT; k++) {
    let half = 0.5 * sigma[k * JOINT_COUNT + k]! * b[offset + k]!;
    for (let j = 0; j < k; j++) half += sigma[k * JOINT_COUNT + j]! * b[offset + j]!;
    sum += 2 * half * b[offset + k]!;
  }
  return sum;
}
