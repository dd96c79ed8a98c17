import type { CapitalFlow, PositionFact } from "#core/instruments/position.ts";
import { trimZeros } from "#core/money/decimal.ts";

/**
 * Order in which lots are added up: by what they are, never by id or place in the file, so that the same facts
 * give the same bits however they were imported. Two lots equal in every field add up alike in either order;
 * their ids only make the listing stable.
 */
export function compareLots(a: PositionFact, b: PositionFact): number {
  return compareKeys(lotKey(a), lotKey(b));
}

/** Order in which the flows of one session are added up. */
export function compareFlows(a: CapitalFlow, b: CapitalFlow): number {
  return compareKeys([a.date, trimZeros(a.amount), a.id], [b.date, trimZeros(b.amount), b.id]);
}

function lotKey(lot: PositionFact): readonly string[] {
  return [
    lot.entryDate,
    lot.symbol,
    trimZeros(lot.quantity),
    trimZeros(lot.entryPrice ?? ""),
    lot.exitDate ?? "",
    trimZeros(lot.exitPrice ?? ""),
    lot.investmentClass,
    lot.investmentSubtype ?? "",
    lot.option?.underlying ?? "",
    lot.option?.expiration ?? "",
    lot.option?.type ?? "",
    trimZeros(lot.option?.strike ?? ""),
    trimZeros(lot.mark ?? ""),
    lot.markDate ?? "",
    lot.basisDate,
    lot.id,
  ];
}

/** By code unit: independent of any locale. */
function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < a.length; index++) {
    const [left, right] = [a[index] as string, b[index] as string];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
