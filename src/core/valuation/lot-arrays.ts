import { lastClose, MAX_STALE_SESSIONS } from "#core/prices/price-rows.ts";
import type { OpenLot } from "./open-lot.ts";
import { type LotPath, PRICE_SOURCE } from "./valuation.ts";

/** A lot's quantity, price, value and price source by session. */
export type LotArrays = Pick<LotPath, "quantity" | "price" | "marketValue" | "source">;

/** Arrays of lots not held on any session, cut from one block of memory each. */
export function createLotArrays(lotCount: number, sessionCount: number): readonly LotArrays[] {
  const quantity = new Float64Array(lotCount * sessionCount);
  const price = new Float64Array(lotCount * sessionCount).fill(Number.NaN);
  const marketValue = new Float64Array(lotCount * sessionCount);
  const source = new Uint8Array(lotCount * sessionCount);
  return Array.from({ length: lotCount }, (_, lot) => {
    const [from, to] = [lot * sessionCount, (lot + 1) * sessionCount];
    return {
      quantity: quantity.subarray(from, to),
      price: price.subarray(from, to),
      marketValue: marketValue.subarray(from, to),
      source: source.subarray(from, to),
    };
  });
}

/** Fills a lot's arrays from its entry to the last session it is held at the close. */
export function fillLotArrays(arrays: LotArrays, lot: OpenLot, firstOrdinal: number, heldTo: number): void {
  const priceUntil = createPricer(arrays, lot, firstOrdinal);
  let factor = 1;
  let from = lot.entryOrdinal;
  for (const { ordinal, ratio } of lot.splits) {
    if (ordinal <= lot.entryOrdinal) continue;
    if (ordinal > heldTo) break;
    priceUntil(from, ordinal, factor);
    factor *= ratio;
    from = ordinal;
  }
  priceUntil(from, heldTo + 1, factor);
}

/** Prices the sessions in [from, to), between two splits, at the quantity × `factor`. */
type Pricer = (from: number, to: number, factor: number) => void;

function createPricer(arrays: LotArrays, lot: OpenLot, firstOrdinal: number): Pricer {
  const { entryPrice, mark, row } = lot;

  function hold(from: number, to: number, factor: number, price: number, source: number): void {
    if (to <= from) return;
    const quantity = lot.quantity * factor;
    arrays.quantity.fill(quantity, from - firstOrdinal, to - firstOrdinal);
    arrays.price.fill(price, from - firstOrdinal, to - firstOrdinal);
    arrays.marketValue.fill(quantity * lot.multiplier * price, from - firstOrdinal, to - firstOrdinal);
    arrays.source.fill(source, from - firstOrdinal, to - firstOrdinal);
  }

  if (lot.kind === "cash") return (from, to, factor) => hold(from, to, factor, 1, PRICE_SOURCE.cash);
  if (row === null)
    return (from, to, factor) => {
      const markedFrom = mark === null ? to : Math.min(Math.max(mark.ordinal, from), to);
      hold(from, markedFrom, factor, entryPrice / factor, PRICE_SOURCE.entry);
      if (mark !== null) hold(markedFrom, to, factor, mark.price, PRICE_SOURCE.mark);
    };

  const { close } = row;
  const known = lastClose(row, lot.entryOrdinal, lot.splits);
  let last = known?.price ?? Number.NaN;
  let lastOrdinal = known?.ordinal ?? -Infinity;
  let lastFactor = 1;
  return (from, to, factor) => {
    const pricedTo = Math.min(to, lot.unpricedFrom ?? to);
    const quantity = lot.quantity * factor;
    const units = quantity * lot.multiplier;
    const entryBasisPrice = entryPrice / factor;
    last /= factor / lastFactor;
    lastFactor = factor;
    for (let ordinal = from; ordinal < pricedTo; ordinal++) {
      const t = ordinal - firstOrdinal;
      const column = ordinal - row.firstOrdinal;
      let price = column >= 0 && column < close.length ? (close[column] as number) : Number.NaN;
      let source: number = PRICE_SOURCE.close;
      if (!Number.isNaN(price)) {
        last = price;
        lastOrdinal = ordinal;
      } else if (ordinal - lastOrdinal <= MAX_STALE_SESSIONS) {
        price = last;
        source = PRICE_SOURCE.stale;
      } else {
        price = entryBasisPrice;
        source = PRICE_SOURCE.entry;
      }
      arrays.quantity[t] = quantity;
      arrays.price[t] = price;
      arrays.marketValue[t] = units * price;
      arrays.source[t] = source;
    }
    hold(Math.max(from, pricedTo), to, factor, entryBasisPrice, PRICE_SOURCE.entry);
  };
}
