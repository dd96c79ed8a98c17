/** Sessions of a window at which the symbol and all the regressors asked for have a return. */
export interface CompleteRows {
  readonly count: number;
  /** Regressors, `count` rows of k columns. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A session-major series of regressors, and the first of the adjacent columns that are wanted. */
export interface RegressorColumns {
  readonly values: Float64Array;
  readonly width: number;
  readonly column: number;
  readonly k: number;
  readonly firstOrdinal: number;
  readonly sessionCount: number;
}

/** One symbol's returns: those of session `t` lie at `origin + t`, for `first ≤ t ≤ last`. */
export interface SymbolReturns {
  readonly values: Float64Array;
  readonly origin: number;
  readonly first: number;
  readonly last: number;
}

const NO_ROWS: CompleteRows = { count: 0, x: new Float64Array(0), y: new Float64Array(0) };

/** Rows of the window of `n` sessions ending at `ordinal` without a missing return, oldest first. */
export function completeRows(
  symbol: SymbolReturns,
  regressors: RegressorColumns,
  ordinal: number,
  n: number,
): CompleteRows {
  const { values, width, column, k, firstOrdinal, sessionCount } = regressors;
  const first = Math.max(ordinal - n + 1, symbol.first, firstOrdinal);
  const last = Math.min(ordinal, symbol.last, firstOrdinal + sessionCount - 1);
  let start = first;
  while (start <= last && Number.isNaN(symbol.values[symbol.origin + start]!)) start++;
  // An option without prices has nothing anywhere: not worth the room.
  if (start > last) return NO_ROWS;
  const x = new Float64Array(n * k);
  const y = new Float64Array(n);
  let count = 0;
  for (let t = start; t <= last; t++) {
    const value = symbol.values[symbol.origin + t]!;
    if (Number.isNaN(value)) continue;
    const row = (t - firstOrdinal) * width + column;
    let complete = true;
    for (let j = 0; j < k; j++) {
      const regressor = values[row + j]!;
      if (Number.isNaN(regressor)) complete = false;
      x[count * k + j] = regressor;
    }
    if (!complete) continue;
    y[count] = value;
    count++;
  }
  return { count, x, y };
}
