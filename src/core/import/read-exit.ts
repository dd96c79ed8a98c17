import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { type Decimal, signOf } from "#core/money/decimal.ts";
import type { RowReader } from "./row-reader.ts";

export interface Exit {
  readonly date: PlainDate | null;
  readonly price: Decimal | null;
}

/**
 * Exit date and price: both, or neither for an open lot. `entryDate` is null where it is itself wrong. Null when
 * something is wrong; what is missing is reported on the cell that should have held it.
 */
export function readExit(
  row: RowReader,
  entryDate: PlainDate | null,
  { today, calendar }: { readonly today: PlainDate; readonly calendar: TradingCalendar },
): Exit | null {
  const date = row.date("exit_date", "ERR_POS_018");
  const price = row.amount("exit_price", { notANumber: "ERR_POS_024", tooManyDecimals: "ERR_POS_011" });
  if (price.state === "ok" && signOf(price.value) < 0) row.fail("exit_price", "ERR_POS_024");
  if (date.state === "ok") {
    if (date.value > today) row.fail("exit_date", "ERR_POS_018", { detail: "in the future" });
    else if (entryDate !== null && date.value < entryDate)
      row.fail("exit_date", "ERR_POS_018", { detail: `before the entry on ${entryDate}` });
    else if (!calendar.isSession(date.value)) row.warn("exit_date", "NON_SESSION_DATE", "a trading session");
  }
  if (date.state !== "blank" && price.state === "blank")
    row.fail("exit_price", "ERR_POS_018", { detail: "exit date without exit price" });
  if (price.state !== "blank" && date.state === "blank")
    row.fail("exit_date", "ERR_POS_018", { detail: "exit price without exit date" });
  if (row.failed("exit_date") || row.failed("exit_price")) return null;
  return {
    date: date.state === "ok" ? date.value : null,
    price: price.state === "ok" ? price.value : null,
  };
}
