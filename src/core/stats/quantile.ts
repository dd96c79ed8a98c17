/**
 * The `count` smallest elements in ascending order, all where there are fewer: what quantiles far down need, in a
 * fraction of the time of a whole sort. `values` hold no missing element.
 */
export function lowest(values: Float64Array, count: number): Float64Array {
  const size = Math.min(count, values.length);
  const out = new Float64Array(size);
  if (size === 0) return out;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (i >= size && !(value < out[size - 1]!)) continue;
    let place = Math.min(i, size - 1);
    for (; place > 0 && out[place - 1]! > value; place--) out[place] = out[place - 1]!;
    out[place] = value;
  }
  return out;
}

/**
 * Quantile of type 7 of Hyndman and Fan (1996), the default of NumPy and R: linear between the order statistics at
 * the place (n − 1)·p. `sortedAscending` holds no missing element; of a sample of `n` it need hold only the {@link
 * lowest} as far as the element after that place. 0 ≤ p ≤ 1. NaN when empty or p is outside.
 */
export function type7Quantile(sortedAscending: Float64Array, p: number, n = sortedAscending.length): number {
  if (n === 0 || !(p >= 0 && p <= 1)) return Number.NaN;
  const place = (n - 1) * p;
  const below = Math.floor(place);
  const low = sortedAscending[below]!;
  const high = sortedAscending[Math.min(below + 1, n - 1)]!;
  return low + (place - below) * (high - low);
}

/** The product n·p may be this much above a whole number by rounding alone: 0.07 · 100 is 7.000000000000001. */
const PLACE_ROUNDING = 1e-12;

/**
 * Quantile of type 1, the inverted distribution function: the smallest element at or below which lie at least n·p
 * elements; for p = 0 the smallest of all. Always an element of the sample. Arguments and NaN as in {@link
 * type7Quantile}.
 */
export function invertedCdfQuantile(
  sortedAscending: Float64Array,
  p: number,
  n = sortedAscending.length,
): number {
  if (n === 0 || !(p >= 0 && p <= 1)) return Number.NaN;
  const count = Math.ceil(n * p * (1 - PLACE_ROUNDING));
  return sortedAscending[Math.max(count, 1) - 1]!;
}
