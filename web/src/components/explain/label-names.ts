import { formatDate } from "@/lib/format.ts";

interface Lot {
  readonly id: string;
  readonly symbol: string;
  readonly entry_date: string;
}

/** What to call each lot: its symbol, with the day of entry where there are several lots of it. */
export function lotNames(lots: readonly Lot[]): ReadonlyMap<string, string> {
  const many = new Map<string, number>();
  for (const { symbol } of lots) many.set(symbol, (many.get(symbol) ?? 0) + 1);
  return new Map(
    lots.map(({ id, symbol, entry_date: entered }) => [
      id,
      many.get(symbol) === 1 ? symbol : `${symbol}, ${formatDate(entered)}`,
    ]),
  );
}
