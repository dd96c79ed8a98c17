import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Dividend, Split } from "#core/prices/market-facts.ts";

/** One symbol's rows as a vendor has them, in its order; NaN where a value is missing, null where a column is absent. */
export interface PriceRows {
  readonly dates: PlainDate[];
  readonly open: number[] | null;
  readonly high: number[] | null;
  readonly low: number[] | null;
  readonly close: number[];
  readonly adjClose: number[] | null;
  readonly volume: number[] | null;
  readonly dividends: Dividend[] | null;
  readonly splits: Split[] | null;
}
