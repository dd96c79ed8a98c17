/** Rows of a symbol-major matrix with a weight each: what a portfolio's past returns are summed from. */
export interface WeightedRows {
  readonly weights: Float64Array;
  /** Where each row's column 0 lies in the matrix. */
  readonly offsets: Int32Array;
}

/** Rows by their weights and offsets. A plain loop: `from` with a callback would take longer than the sum. */
export function weightedRows(
  members: readonly { readonly weight: number; readonly offset: number }[],
): WeightedRows {
  const weights = new Float64Array(members.length);
  const offsets = new Int32Array(members.length);
  for (let i = 0; i < members.length; i++) {
    weights[i] = members[i]!.weight;
    offsets[i] = members[i]!.offset;
  }
  return { weights, offsets };
}

/**
 * Σ wᵢ rᵢ over the `length` columns that end at `endColumn`; NaN where any row is, and for columns before the
 * matrix. Rows are taken four at a time in their order, so the bits of an element depend on nothing but the rows.
 */
export function weightedSum(
  rows: WeightedRows,
  values: Float64Array,
  endColumn: number,
  length: number,
): Float64Array {
  const { weights, offsets } = rows;
  const start = endColumn - length + 1;
  const first = Math.max(0, -start);
  const sum = new Float64Array(length);
  sum.fill(Number.NaN, 0, first);
  let i = 0;
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
      sum[k]! += w0 * values[o0 + k]! + w1 * values[o1 + k]! + (w2 * values[o2 + k]! + w3 * values[o3 + k]!);
    }
  }
  for (; i < weights.length; i++) {
    const w = weights[i]!;
    const o = offsets[i]! + start;
    for (let k = first; k < length; k++) sum[k]! += w * values[o + k]!;
  }
  return sum;
}
