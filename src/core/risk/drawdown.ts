/**
 * A fall of an index from a peak and its recovery. Places count the returns: place k is after return k, −1 before the
 * first, where the index is 1.
 */
export interface Drawdown {
  /** Index at the trough over that at the peak, less 1: ≤ 0. */
  readonly depth: number;
  /** NaN, as are the next two, where the index never fell. */
  readonly peak: number;
  readonly trough: number;
  /** First place after the trough with the index at or above the peak; NaN while there is none. */
  readonly recovery: number;
}

/** Follows an index through its returns; what it knows at any time depends on nothing but those fed so far. */
export interface DrawdownTracker {
  /** Takes the next return. */
  add(simpleReturn: number): void;
  /** The index over its highest so far, less 1: ≤ 0. */
  current(): number;
  deepest(): Drawdown;
}

/** A tracker of the index that is 1 before the first return. A missing return makes everything after it NaN. */
export function drawdownTracker(): DrawdownTracker {
  let place = -1;
  let index = 1;
  let high = 1;
  let highPlace = -1;
  let depth = 0;
  let peak = Number.NaN;
  let peakIndex = 1;
  let trough = Number.NaN;
  let recovery = Number.NaN;
  return {
    add(simpleReturn) {
      place++;
      index *= 1 + simpleReturn;
      const fall = index / high - 1;
      if (Number.isNaN(fall)) {
        [depth, high, peak, trough, recovery] = [fall, fall, fall, fall, fall];
        return;
      }
      if (fall < depth) {
        [depth, peak, peakIndex, trough, recovery] = [fall, highPlace, high, place, Number.NaN];
      } else if (Number.isNaN(recovery) && index >= peakIndex && !Number.isNaN(trough)) {
        recovery = place;
      }
      if (index > high) {
        high = index;
        highPlace = place;
      }
    },
    current: () => Math.min(index / high - 1, 0),
    deepest: () => ({ depth, peak, trough, recovery }),
  };
}

/**
 * The deepest fall of the index that is 1 before the first return, index Π(1 + r): the smallest index over the highest
 * before it, less 1. Of falls equally deep the first. A missing return leaves no estimate: all NaN. An empty series
 * never fell: depth 0.
 */
export function maxDrawdown(returns: Float64Array): Drawdown {
  const tracker = drawdownTracker();
  for (const simpleReturn of returns) tracker.add(simpleReturn);
  return tracker.deepest();
}
