/** How a lot's owner stated it, and what the market says about its entry session. */
export interface ShareBasisInput {
  readonly quantity: number;
  readonly entryPrice: number;
  readonly exitPrice: number | null;
  /** Raw close of the entry session; NaN where there is none. */
  readonly entryClose: number;
  /** F: product of the split ratios from the entry session to the basis date. */
  readonly factor: number;
  /** The same from the exit session to the basis date; 1 without an exit. */
  readonly exitFactor: number;
  /** Whether closes come from a provider that can give them raw, so that an unknown split would show. */
  readonly providerGivesRaw: boolean;
}

export type ShareBasisCode = "SHARE_BASIS_UNCLEAR" | "ENTRY_PRICE_FAR_FROM_CLOSE" | "SPLIT_SUSPECTED";

/** Quantity and prices as they were traded, before any later split. */
export interface AsTradedLot {
  readonly basis: "asTraded" | "basisDate";
  readonly quantity: number;
  readonly entryPrice: number;
  readonly exitPrice: number | null;
  readonly notices: readonly { readonly code: ShareBasisCode; readonly message: string }[];
}

const LARGEST_GUESSED_SPLIT = 20;

/**
 * Decides whether a lot is stated as traded or as of its basis date, and gives it as traded.
 *
 * With d = |ln(price/close)| and d' = |ln(price/(close/F))|: where F is not 1, the smaller one wins if it is
 * below 0.2 and the two differ by more than 0.1; else the lot is taken as of the basis date with
 * SHARE_BASIS_UNCLEAR. Stated as of the basis date, the as-traded quantity is quantity/F and the price
 * price·F, so that cost and proceeds do not change. Where no split is known and the provider cannot give raw
 * closes, a price within 5 % of n or 1/n closes (2 ≤ n ≤ 20) is SPLIT_SUSPECTED: said, never applied. Any other
 * price more than 20 % from both closes is ENTRY_PRICE_FAR_FROM_CLOSE.
 */
export function asTraded(lot: ShareBasisInput): AsTradedLot {
  const { quantity, entryPrice, exitPrice, entryClose, factor } = lot;
  const notices: { code: ShareBasisCode; message: string }[] = [];
  const hasSplit = Math.abs(Math.log(factor)) > 1e-9;
  const basisClose = entryClose / factor;
  const distance = Math.abs(Math.log(entryPrice / entryClose));
  const basisDistance = Math.abs(Math.log(entryPrice / basisClose));
  const clear = Math.min(distance, basisDistance) < 0.2 && Math.abs(distance - basisDistance) > 0.1;
  if (hasSplit && !clear) {
    const closes = Number.isNaN(entryClose)
      ? "there is no close of the entry session"
      : `the raw close is ${shown(entryClose)}, on the later basis ${shown(basisClose)}`;
    const message = `entry price ${shown(entryPrice)} fits neither basis of a ${shown(factor)}:1 split clearly (${closes})`;
    notices.push({ code: "SHARE_BASIS_UNCLEAR", message });
  }

  const suspected = hasSplit || lot.providerGivesRaw ? null : suspectedSplit(entryPrice / entryClose);
  if (suspected !== null) {
    const message = `entry price ${shown(entryPrice)} and close ${shown(entryClose)} are about ${suspected}; confirm the split`;
    notices.push({ code: "SPLIT_SUSPECTED", message });
  } else if (isFar(entryPrice, entryClose) && isFar(entryPrice, basisClose)) {
    const message = `entry price ${shown(entryPrice)} against a close of ${shown(entryClose)}`;
    notices.push({ code: "ENTRY_PRICE_FAR_FROM_CLOSE", message });
  }

  if (!hasSplit || (clear && distance < basisDistance))
    return { basis: "asTraded", quantity, entryPrice, exitPrice, notices };
  return {
    basis: "basisDate",
    quantity: quantity / factor,
    entryPrice: entryPrice * factor,
    exitPrice: exitPrice === null ? null : exitPrice * lot.exitFactor,
    notices,
  };
}

/** False without a close: nothing to compare with is not a difference. */
function isFar(price: number, close: number): boolean {
  return Math.abs(price / close - 1) > 0.2;
}

/** "4:1" where the ratio is within 5 % of 4, "1:4" where of a quarter, else null. */
function suspectedSplit(ratio: number): string | null {
  const n = Math.round(Math.max(ratio, 1 / ratio));
  if (!(n >= 2 && n <= LARGEST_GUESSED_SPLIT)) return null;
  if (Math.abs(ratio / n - 1) <= 0.05) return `${n}:1`;
  return Math.abs(ratio * n - 1) <= 0.05 ? `1:${n}` : null;
}

function shown(value: number): string {
  return String(Number(value.toPrecision(6)));
}
