import { keyOf } from "#core/explain/keys.ts";
import type { ResultRow } from "#db/stores/result-row-store.ts";

/** Numbers by key; NaN where the row has none. */
export type KeyedNumbers = readonly (readonly [key: string, value: number])[];

/** Columns of a row, each under the key that its name ends. */
export function columnsOf(
  values: ResultRow["values"],
  columns: readonly string[],
  ...path: readonly string[]
): KeyedNumbers {
  return columns.map((column) => [keyOf(...path, column), numberOf(values[column])] as const);
}

export function numberOf(value: unknown): number {
  return typeof value === "number" ? value : Number.NaN;
}

export function numbersOf(value: unknown): Float64Array {
  return value instanceof Float64Array ? value : new Float64Array(0);
}

export function namesOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Elements of a stored array, each under its own key; NaN where the array is empty for want of an estimate. */
export function arrayOf(
  value: unknown,
  names: readonly string[],
  keyOfName: (name: string) => string,
): KeyedNumbers {
  const values = numbersOf(value);
  return names.map((name, i) => [keyOfName(name), values[i] ?? Number.NaN] as const);
}

/** Holdings as keys name them; by their symbols alone where the facts have changed and the two lists no longer match. */
export function holdingNames(symbols: unknown, holdings: readonly string[]): readonly string[] {
  const stored = namesOf(symbols);
  const isSame =
    stored.length === holdings.length && stored.every((symbol, i) => holdings[i]!.startsWith(symbol));
  return isSame ? holdings : stored;
}
