/** Sessions of the median volume, and how many of them must have one. */
export const MEDIAN_VOLUME_WINDOW = 21;
export const MEDIAN_VOLUME_MIN_OBSERVATIONS = 15;

/**
 * Median of the volumes present in the last `window` sessions up to index `column` of one symbol's volumes, in shares
 * a day; the mean of the middle two where their number is even. A volume that is missing or not positive counts as
 * absent: vendors write 0 where they have none. NaN with fewer than 15 present, also where the series is that short.
 */
export function medianVolume(
  volume: Float64Array,
  column: number,
  window: number = MEDIAN_VOLUME_WINDOW,
): number {
  const sorted = new Float64Array(window);
  let count = 0;
  for (let t = Math.max(0, column - window + 1); t <= column; t++) {
    const value = volume[t]!;
    if (!(value > 0)) continue;
    let place = count++;
    for (; place > 0 && sorted[place - 1]! > value; place--) sorted[place] = sorted[place - 1]!;
    sorted[place] = value;
  }
  if (count < MEDIAN_VOLUME_MIN_OBSERVATIONS) return Number.NaN;
  const middle = count >> 1;
  return count % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
