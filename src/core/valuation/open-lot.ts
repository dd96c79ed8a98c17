import { parseOccSymbol } from "#core/instruments/occ-symbol.ts";
import {
  multiplierOf,
  type OptionTerms,
  type PositionFact,
  type PricingKind,
  pricingKind,
} from "#core/instruments/position.ts";
import { toFloat } from "#core/money/decimal.ts";
import { type CloseRow, closeAt, closeRow } from "#core/prices/price-rows.ts";
import { type SessionSplit, splitFactor } from "#core/prices/raw-prices.ts";
import { type AsTradedLot, asTraded } from "#core/prices/share-basis.ts";
import { type LedgerContext, moveToSession } from "./ledger-context.ts";
import { settleOption } from "./settle-option.ts";
import { type EntryAtMarket, unknownCostEntry } from "./unknown-cost.ts";

/** A lot with everything about it resolved: what is left is arithmetic over sessions. */
export interface OpenLot {
  readonly position: PositionFact;
  readonly kind: PricingKind;
  readonly multiplier: number;
  readonly entryOrdinal: number;
  /** Per unit as traded on the entry session. */
  readonly entryPrice: number;
  /** Units as traded on the entry session. */
  readonly quantity: number;
  /** Splits that change the quantity: of its symbol, for an option of the underlying. */
  readonly splits: readonly SessionSplit[];
  /** Raw closes; null for cash, private holdings and symbols without prices. */
  readonly row: CloseRow | null;
  readonly mark: EntryAtMarket | null;
  /** An option's terms, the strike as of the entry session; null for other lots. */
  readonly option: { readonly terms: OptionTerms; readonly strike: number } | null;
  /** Set where the lot ends at or before the last session. */
  readonly closing: LotEnd | null;
  /** An expired option that could not be settled has no price from this session on. */
  readonly unpricedFrom: number | null;
}

export interface LotEnd {
  readonly ordinal: number;
  /** Per unit, raw on that session. */
  readonly price: number;
  readonly by: "exit" | "settlement";
}

/**
 * Resolves a lot's entry, share basis, end and price series against the market; null, with a finding that says
 * why, where it is not held on any session up to the last one. Throws RangeError for a lot no import accepts:
 * an exit without a price or before its entry, an option without terms.
 */
export function openLot(context: LedgerContext, position: PositionFact): OpenLot | null {
  const { calendar, toOrdinal, findings } = context;
  const kind = pricingKind(position);
  const statedEntry = calendar.ordinalOnOrAfter(position.entryDate);
  if (statedEntry > toOrdinal) {
    const message = `${position.symbol} enters on ${position.entryDate}, after ${calendar.session(toOrdinal)}`;
    findings.add("NOT_YET_HELD", "info", position.id, message);
    return null;
  }
  const statedExit = exitOf(context, position, statedEntry);
  moveToSession(context, position.id, `${position.symbol}: entry date`, position.entryDate);

  const onMarket = kind === "market" || kind === "option";
  const row = hasSeries(position, kind) ? closeRow(context.market.prices, position.symbol) : null;
  const splits = onMarket ? context.events.splits(position.option?.underlying ?? position.symbol) : [];
  const mark = markOf(context, position, kind);
  const entry =
    position.entryPrice === null
      ? unknownCostEntry(context, position, kind, statedEntry, row, splits, mark, statedExit?.ordinal ?? null)
      : { ordinal: statedEntry, price: toFloat(position.entryPrice) };
  if (entry === null) return null;

  const expiry = kind === "option" ? expiryOf(context, position, entry.ordinal) : null;
  const lifeEnd = expiry === null ? Infinity : Math.min(expiry, statedExit?.ordinal ?? Infinity);
  const basisOrdinal = Math.min(calendar.ordinalOnOrBefore(position.basisDate), lifeEnd);
  const traded = asTradedLot(context, position, entry, statedExit, row, splits, basisOrdinal);

  const exit =
    statedExit === null || statedExit.ordinal > toOrdinal
      ? null
      : ({ ordinal: statedExit.ordinal, price: traded.exitPrice as number, by: "exit" } as const);
  if (exit !== null && exit.ordinal < entry.ordinal) {
    const message = `${position.symbol} has no price before its exit on ${position.exitDate}; left out`;
    findings.add("NO_PRICE", "warning", position.symbol, message);
    return null;
  }
  const expires = expiry !== null && expiry <= toOrdinal && (exit === null || exit.ordinal > expiry);
  const strikeFactor = traded.basis === "basisDate" ? splitFactor(splits, entry.ordinal, basisOrdinal) : 1;
  const option =
    kind === "option"
      ? { terms: position.option!, strike: toFloat(position.option!.strike) * strikeFactor }
      : null;
  const settlement =
    expires && option !== null
      ? settleOption(context, position, option, splits, entry.ordinal, expiry)
      : null;
  return {
    position,
    kind,
    multiplier: multiplierOf(position),
    entryOrdinal: entry.ordinal,
    entryPrice: traded.entryPrice,
    quantity: traded.quantity,
    splits,
    row,
    mark,
    option,
    closing: settlement ?? exit,
    unpricedFrom: expires && settlement === null ? expiry : null,
  };
}

/** A symbol that is no contract's is a share's, whose price an option must never get. */
function hasSeries(position: PositionFact, kind: PricingKind): boolean {
  return kind === "market" || (kind === "option" && parseOccSymbol(position.symbol) !== null);
}

function exitOf(
  context: LedgerContext,
  position: PositionFact,
  entryOrdinal: number,
): { readonly ordinal: number; readonly price: number } | null {
  if (position.exitDate === null) return null;
  if (position.exitPrice === null)
    throw new RangeError(`lot ${position.id} has an exit date without a price`);
  const what = `${position.symbol}: exit date`;
  const ordinal = moveToSession(context, position.id, what, position.exitDate);
  if (ordinal < entryOrdinal) throw new RangeError(`lot ${position.id} exits before its entry`);
  return { ordinal, price: toFloat(position.exitPrice) };
}

function markOf(context: LedgerContext, position: PositionFact, kind: PricingKind): EntryAtMarket | null {
  if (kind !== "private" || position.mark === null || position.markDate === null) return null;
  return { ordinal: context.calendar.ordinalOnOrAfter(position.markDate), price: toFloat(position.mark) };
}

/** Session an option settles on: its expiration, or the session before where that is closed. */
function expiryOf(context: LedgerContext, position: PositionFact, entryOrdinal: number): number {
  if (position.option === null) throw new RangeError(`option lot ${position.id} has no terms`);
  return Math.max(context.calendar.ordinalOnOrBefore(position.option.expiration), entryOrdinal);
}

/**
 * The lot as traded. A lot of unknown cost is a holding of the basis date by definition; an option is not
 * restated after its end, so its basis date is never later than that.
 */
function asTradedLot(
  context: LedgerContext,
  position: PositionFact,
  entry: EntryAtMarket,
  exit: { readonly ordinal: number; readonly price: number } | null,
  row: CloseRow | null,
  splits: readonly SessionSplit[],
  basisOrdinal: number,
): AsTradedLot {
  const factor = splitFactor(splits, entry.ordinal, basisOrdinal);
  const exitFactor = exit === null ? 1 : splitFactor(splits, exit.ordinal, basisOrdinal);
  const quantity = toFloat(position.quantity);
  const exitPrice = exit?.price ?? null;
  if (position.entryPrice === null)
    return {
      basis: "basisDate",
      quantity: quantity / factor,
      entryPrice: entry.price,
      exitPrice: exitPrice === null ? null : exitPrice * exitFactor,
      notices: [],
    };
  const traded = asTraded({
    quantity,
    entryPrice: entry.price,
    exitPrice,
    entryClose: closeAt(row, entry.ordinal),
    factor,
    exitFactor,
    providerGivesRaw: context.providerGivesRaw(position.symbol),
  });
  const session = context.calendar.session(entry.ordinal);
  for (const { code, message } of traded.notices)
    context.findings.add(code, "warning", position.id, `${position.symbol}: ${message}`, session);
  return traded;
}
