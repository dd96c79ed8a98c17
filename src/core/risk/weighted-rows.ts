/** Rows of a symbol-major matrix with a weight each: what a portfolio's past returns are summed from. */
export interface WeightedRows {
  readonly weights: Float64Array;
  /** Where each row's column 0 lies in the matrix. */
  readonly offsets: Int32Array;
}

/**
 * Σ wᵢ rᵢ over the `length` columns that end at `endColumn`; NaN where any row is, and for columns before the
 * matrix. Rows are added four at a time in their order, so the bits of an element depend on nothing but the rows.
 * Written to `target`, which has `length` elements; a new one unless given.
 */
export function weightedSum(
  rows: WeightedRows,
  values: Float64Array,
  endColumn: number,
  length: number,
  target: Float64Array = new Float64Array(length),
): Float64Array {
  const { weights, offsets } = rows;
  const start = endColumn - length + 1;
  const first = Math.max(0, -start);
  target.fill(Number.NaN, 0, first);
  target.fill(0, first);
  let i = 0;
  // Two fours in one pass: half the loads and stores of the sum, and the same additions.
  for (; i + 7 < weights.length; i += 8) {
    const w0 = weights[i]!;
    const w1 = weights[i + 1]!;
    const w2 = weights[i + 2]!;
    const w3 = weights[i + 3]!;
    const w4 = weights[i + 4]!;
    const w5 = weights[i + 5]!;
    const w6 = weights[i + 6]!;
    const w7 = weights[i + 7]!;
    const o0 = offsets[i]! + start;
    const o1 = offsets[i + 1]! + start;
    const o2 = offsets[i + 2]! + start;
    const o3 = offsets[i + 3]! + start;
    const o4 = offsets[i + 4]! + start;
    const o5 = offsets[i + 5]! + start;
    const o6 = offsets[i + 6]! + start;
    const o7 = offsets[i + 7]! + start;
    for (let k = first; k < length; k++) {
      const four =
        w0 * values[o0 + k]! + w1 * values[o1 + k]! + (w2 * values[o2 + k]! + w3 * values[o3 + k]!);
      const next =
        w4 * values[o4 + k]! + w5 * values[o5 + k]! + (w6 * values[o6 + k]! + w7 * values[o7 + k]!);
      target[k] = target[k]! + four + next;
    }
  }
  for (; i + 3 < weights.length; i += 4) {
    const w0 = weights[i]!;
    const w1 = weights[i + 1]!;
    const w2 = weights[i + 2]!;
    const w3 = weights[i + 3]!;
    const o0 = offsets[i]! + start;
    const o1 = offsets[i + 1]! + start;
    const o2 = offsets[i + 2]! + start;
    const o3 = offsets[i + 3]! + start;
    for (let k = first; k < length; k++) {
      target[k]! +=
        w0 * values[o0 + k]! + w1 * values[o1 + k]! + (w2 * values[o2 + k]! + w3 * values[o3 + k]!);
    }
  }
  for (; i < weights.length; i++) {
    const w = weights[i]!;
    const o = offsets[i]! + start;
    for (let k = first; k < length; k++) target[k]! += w * values[o + k]!;
  }
  return target;
}
