type Known = WeakMap<readonly string[], readonly unknown[]>;

const known = new WeakMap<ReadonlyMap<string, unknown>, Known>();

/**
 * What an index has for each symbol of a list, undefined where it has nothing. Kept for as long as both live: all
 * sessions of a portfolio share one list, and looking up 30 symbols again would take longer than summing over them.
 * Neither may change afterwards.
 */
export function symbolLookups<Value>(
  index: ReadonlyMap<string, Value>,
  symbols: readonly string[],
): readonly (Value | undefined)[] {
  let lists = known.get(index);
  if (lists === undefined) {
    lists = new WeakMap();
    known.set(index, lists);
  }
  let values = lists.get(symbols) as readonly (Value | undefined)[] | undefined;
  if (values === undefined) {
    values = symbols.map((symbol) => index.get(symbol));
    lists.set(symbols, values);
  }
  return values;
}
