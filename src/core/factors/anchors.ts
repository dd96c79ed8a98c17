/**
 * Rolling sums are computed afresh at every session whose ordinal is divisible by this, wherever a range begins. A
 * row so depends only on the returns from its anchor's window to its own session: the same facts give the same bits
 * in any range, batch or order. Rounding never gathers over more than 63 updates.
 */
export const ANCHOR_SPACING = 64;

/** The last anchor at or before a session ordinal (which may be negative). */
export function anchorAtOrBefore(ordinal: number): number {
  return Math.floor(ordinal / ANCHOR_SPACING) * ANCHOR_SPACING;
}

/** Sums are computed afresh, too, once a deviation beyond 50 standard deviations of what remains has left them … */
export const OUTLIER_VARIANCES = 2_500;

/** … or once their variance has fallen below this share of its value when last computed: two digits are kept in hand. */
export const VARIANCE_DECLINE = 1e-3;
