import type { PriceMatrix } from "./market-facts.ts";
import { type SessionSplit, splitFactor } from "./raw-prices.ts";

/** A close older than this many sessions is no price any more. */
export const MAX_STALE_SESSIONS = 10;

/** Closes of one symbol; element t belongs to the session with ordinal `firstOrdinal + t`. NaN: none. */
export interface CloseRow {
  readonly firstOrdinal: number;
  readonly close: Float64Array;
}

export interface KnownClose {
  /** On the share basis of the session asked for. */
  readonly price: number;
  /** Session it was printed on. */
  readonly ordinal: number;
}

/** A matrix lives as long as a unit of work; its index is made once and goes with it. */
const rowIndexes = new WeakMap<object, ReadonlyMap<string, number>>();

/** Row number of each symbol of a matrix of prices or returns. */
export function rowIndex(matrix: { readonly symbols: readonly string[] }): ReadonlyMap<string, number> {
  let index = rowIndexes.get(matrix);
  if (index === undefined) {
    index = new Map(matrix.symbols.map((symbol, row) => [symbol, row]));
    rowIndexes.set(matrix, index);
  }
  return index;
}

/** Raw closes of a symbol as a view into the matrix, or null where it has no row. */
export function closeRow(matrix: PriceMatrix, symbol: string): CloseRow | null {
  return rowOf(matrix, matrix.close, symbol);
}

/** Total-return closes of a symbol, whose level has no meaning, as a view into the matrix; null without a row. */
export function adjCloseRow(matrix: PriceMatrix, symbol: string): CloseRow | null {
  return rowOf(matrix, matrix.adjClose, symbol);
}

function rowOf(matrix: PriceMatrix, closes: Float64Array, symbol: string): CloseRow | null {
  const row = rowIndex(matrix).get(symbol);
  if (row === undefined) return null;
  const { firstOrdinal, sessionCount } = matrix;
  return { firstOrdinal, close: closes.subarray(row * sessionCount, (row + 1) * sessionCount) };
}

/** The close printed on a session, NaN where there is none. */
export function closeAt(row: CloseRow | null, ordinal: number): number {
  return row?.close[ordinal - row.firstOrdinal] ?? Number.NaN;
}

/**
 * The close of a session, else the last one of at most {@link MAX_STALE_SESSIONS} sessions before it, brought
 * over the splits between; null where there is none.
 */
export function lastClose(
  row: CloseRow | null,
  ordinal: number,
  splits: readonly SessionSplit[],
): KnownClose | null {
  if (row === null) return null;
  for (let at = ordinal; at >= ordinal - MAX_STALE_SESSIONS; at--) {
    const price = closeAt(row, at);
    if (!Number.isNaN(price)) return { price: price / splitFactor(splits, at, ordinal), ordinal: at };
  }
  return null;
}

/** The first session in [from, to] with a close, or null. */
export function firstCloseOrdinal(row: CloseRow | null, from: number, to: number): number | null {
  if (row === null) return null;
  for (let at = from; at <= to; at++) if (!Number.isNaN(closeAt(row, at))) return at;
  return null;
}
