import type { PositionFact, PricingKind } from "#core/instruments/position.ts";
import { type CloseRow, firstCloseOrdinal, lastClose } from "#core/prices/price-rows.ts";
import type { SessionSplit } from "#core/prices/raw-prices.ts";
import type { LedgerContext } from "./ledger-context.ts";
import { modelEntry } from "./model-entry.ts";

/** A session and the raw price per unit that holds from it. */
export interface EntryAtMarket {
  readonly ordinal: number;
  readonly price: number;
}

/**
 * Entry of a lot whose cost is not known: at the close of its entry session, else at the last one of at most 10
 * sessions before, else on the first later session with a close (never at a price the entry session could not
 * have known). A private holding enters at its mark, not before the mark's date; cash at 1; an option without any
 * close of its own as {@link modelEntry} has it. COST_UNKNOWN says what was taken. Null, with NO_PRICE, where no price is known up to the last session: an entry and a value at
 * the same unknown price leave NAV as it is, so the lot is left out and nothing is guessed.
 */
export function unknownCostEntry(
  context: LedgerContext,
  position: PositionFact,
  kind: PricingKind,
  entryOrdinal: number,
  row: CloseRow | null,
  splits: readonly SessionSplit[],
  mark: EntryAtMarket | null,
  exitOrdinal: number | null,
): EntryAtMarket | null {
  if (kind === "cash") return { ordinal: entryOrdinal, price: 1 };
  const entry =
    kind === "private"
      ? markedEntry(mark, entryOrdinal, context.toOrdinal)
      : (closeEntry(row, splits, entryOrdinal, context.toOrdinal) ??
        modelEntry(context, position, splits, entryOrdinal, exitOrdinal));
  if (entry === null) {
    const message = `${position.symbol} has neither a cost nor a price; left out`;
    context.findings.add("NO_PRICE", "warning", position.symbol, message);
    return null;
  }
  const session = context.calendar.session(entry.ordinal);
  const message = `${position.symbol}: cost unknown; entered on ${session} at ${Number(entry.price.toPrecision(8))}`;
  context.findings.add("COST_UNKNOWN", "info", position.id, message, session);
  return entry;
}

function markedEntry(mark: EntryAtMarket | null, entryOrdinal: number, to: number): EntryAtMarket | null {
  if (mark === null || mark.ordinal > to) return null;
  return { ordinal: Math.max(mark.ordinal, entryOrdinal), price: mark.price };
}

function closeEntry(
  row: CloseRow | null,
  splits: readonly SessionSplit[],
  entryOrdinal: number,
  to: number,
): EntryAtMarket | null {
  const known = lastClose(row, entryOrdinal, splits);
  if (known !== null) return { ordinal: entryOrdinal, price: known.price };
  const first = firstCloseOrdinal(row, entryOrdinal + 1, to);
  const close = first === null ? null : lastClose(row, first, splits);
  return first === null || close === null ? null : { ordinal: first, price: close.price };
}
