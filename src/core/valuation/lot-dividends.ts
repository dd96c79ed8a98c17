import { splitFactor } from "#core/prices/raw-prices.ts";
import { type LedgerContext, reportMove } from "./ledger-context.ts";
import type { OpenLot } from "./open-lot.ts";
import type { DividendReceipt } from "./valuation.ts";

/**
 * Cash dividends of a lot: on every ex-date after its entry session, up to and including the session it is
 * exited on, amount × quantity, both on the share basis of that session; a short pays. Options, private holdings
 * and cash receive none. Ex-dates, of dividends and of splits, that are not sessions are reported.
 */
export function lotDividends(context: LedgerContext, lot: OpenLot): readonly DividendReceipt[] {
  const { position, entryOrdinal, quantity, splits } = lot;
  const to = lot.closing?.ordinal ?? context.toOrdinal;
  for (const { ordinal, exDate } of splits)
    if (ordinal > entryOrdinal && ordinal <= to)
      reportMove(context, position.symbol, "split ex-date", exDate, ordinal);
  const receipts: DividendReceipt[] = [];
  if (lot.kind !== "market") return receipts;
  for (const { ordinal, amount, exDate } of context.events.dividends(position.symbol)) {
    if (ordinal <= entryOrdinal) continue;
    if (ordinal > to) break;
    reportMove(context, position.symbol, "dividend ex-date", exDate, ordinal);
    const held = quantity * splitFactor(splits, entryOrdinal, ordinal);
    receipts.push({ ordinal, amount: held * amount });
  }
  return receipts;
}
