import { splitFactor } from "#core/prices/raw-prices.ts";
import type { LedgerContext } from "./ledger-context.ts";
import { fillLotArrays, type LotArrays } from "./lot-arrays.ts";
import { lotDividends } from "./lot-dividends.ts";
import { fillModelPrices } from "./model-prices.ts";
import type { OpenLot } from "./open-lot.ts";
import { optionPath } from "./option-path.ts";
import { reportModel } from "./report-model.ts";
import { sessionSpan } from "./session-span.ts";
import { type LotPath, PRICE_SOURCE, type PriceSource } from "./valuation.ts";

/** A lot's path over the sessions of `arrays`, which it fills; adds the findings about its prices. */
export function priceLot(
  context: LedgerContext,
  lot: OpenLot,
  firstOrdinal: number,
  arrays: LotArrays,
): LotPath {
  const { position, kind, multiplier, entryOrdinal, closing } = lot;
  const heldTo = closing === null ? context.toOrdinal : closing.ordinal - 1;
  fillLotArrays(arrays, lot, firstOrdinal, heldTo);
  const option = lot.option === null ? null : optionPath(context, lot, heldTo);
  if (option !== null) fillModelPrices(arrays, multiplier, option, firstOrdinal);
  if (closing?.by === "settlement") {
    arrays.price[closing.ordinal - firstOrdinal] = closing.price;
    arrays.source[closing.ordinal - firstOrdinal] = PRICE_SOURCE.settled;
  }
  reportPrices(context, lot, firstOrdinal, arrays.source);
  if (option !== null) reportModel(context, position.symbol, option, firstOrdinal, arrays.source);
  const cost = lot.quantity * multiplier * lot.entryPrice;
  const entry = { ordinal: entryOrdinal, price: lot.entryPrice, quantity: lot.quantity, cost };
  return {
    position,
    kind,
    multiplier,
    entry,
    closing: closing === null ? null : { ...closing, proceeds: proceedsOf(lot, closing) },
    ...arrays,
    dividends: lotDividends(context, lot),
    option,
  };
}

function proceedsOf(lot: OpenLot, closing: NonNullable<OpenLot["closing"]>): number {
  const quantity = lot.quantity * splitFactor(lot.splits, lot.entryOrdinal, closing.ordinal);
  return quantity * lot.multiplier * closing.price;
}

/** NO_PRICE and STALE_PRICE, one each; a private holding that has a mark was not without a price before it. */
function reportPrices(context: LedgerContext, lot: OpenLot, firstOrdinal: number, source: Uint8Array): void {
  if (lot.kind === "private") {
    reportMissingMark(context, lot, firstOrdinal, source);
    return;
  }
  reportGap(context, lot, firstOrdinal, source, "NO_PRICE");
  reportGap(context, lot, firstOrdinal, source, "STALE_PRICE");
}

/** A private holding has no market price to expect, so this informs and does not warn. */
function reportMissingMark(
  context: LedgerContext,
  { mark, position }: OpenLot,
  firstOrdinal: number,
  sources: Uint8Array,
): void {
  const firstAt = sources.indexOf(PRICE_SOURCE.entry);
  if (firstAt < 0 || (mark !== null && mark.ordinal <= context.toOrdinal)) return;
  const message = `${position.symbol} is held at its entry price until a mark is given`;
  const session = context.calendar.session(firstOrdinal + firstAt);
  context.findings.add("NO_PRICE", "info", position.symbol, message, session);
}

const GAPS = {
  NO_PRICE: { source: PRICE_SOURCE.entry, what: "held at its entry price" },
  STALE_PRICE: { source: PRICE_SOURCE.stale, what: "held at its last close" },
} as const satisfies Record<string, { readonly source: PriceSource; readonly what: string }>;

function reportGap(
  context: LedgerContext,
  lot: OpenLot,
  firstOrdinal: number,
  sources: Uint8Array,
  code: keyof typeof GAPS,
): void {
  const { source, what } = GAPS[code];
  const to = firstOrdinal + sources.length - 1;
  const isGap = (ordinal: number) => sources[ordinal - firstOrdinal] === source;
  const gap = sources.includes(source) ? sessionSpan(context.calendar, firstOrdinal, to, isGap) : null;
  if (gap === null) return;
  const { symbol } = lot.position;
  context.findings.add(code, "warning", symbol, `${symbol} has no close; ${what} on ${gap.text}`, gap.first);
}
