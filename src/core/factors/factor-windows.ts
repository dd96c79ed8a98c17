import { ANCHOR_SPACING, anchorAtOrBefore, OUTLIER_VARIANCES, VARIANCE_DECLINE } from "./anchors.ts";

/** Regressors of one window length: k series over T sessions, session-major. */
export interface Regressors {
  readonly windowSessions: number;
  readonly width: number;
  readonly firstOrdinal: number;
  readonly sessionCount: number;
  readonly values: Float64Array;
}

/** What one session's regressors give every symbol: written once a session, read by the rolling kernels. */
export interface SessionMoments {
  /** Σ of the centred regressors over the window, k. Nearly 0 at an anchor, not elsewhere. */
  readonly sums: Float64Array;
  /** Means of the regressors over the window, k. */
  readonly means: Float64Array;
  /** Centred Gram matrix, k×k. */
  readonly gram: Float64Array;
}

/** Sessions whose sums are rolled from one recomputation; all regressors are centred on its window's means. */
export interface Segment {
  /** Ordinals: first session and the one after the last. */
  readonly start: number;
  readonly end: number;
  /** Centred regressors from session `start − window + 1` on, k a session. */
  readonly rows: Float64Array;
}

/** One anchor's sessions. Those from `completeEnd` on have a missing regressor since the anchor's window began. */
export interface Block {
  readonly anchor: number;
  readonly end: number;
  readonly completeEnd: number;
  readonly segments: readonly Segment[];
}

export interface FactorWindows {
  readonly regressors: Regressors;
  readonly from: number;
  readonly to: number;
  readonly blocks: readonly Block[];
  /** Ordinal of the first session that has constants: the anchor at or before `from`. */
  readonly firstAnchor: number;
  readonly constantWidth: number;
  /** Per session since `firstAnchor`: what `describe` wrote. */
  readonly constants: Float64Array;
  /** 1 where the constants hold; elsewhere every symbol of the session is computed on its own. */
  readonly shared: Uint8Array;
}

/** Writes one session's constants at `offset`; false when this session's regressors cannot be shared. */
export type DescribeSession = (moments: SessionMoments, constants: Float64Array, offset: number) => boolean;

/**
 * Rolling moments of the regressors alone, from the anchor at or before `from` through `to`: the part of every
 * regression that is the same for all symbols. A segment ends early when an outlier leaves a regressor's window or
 * its variance collapses; that, too, depends on nothing but sessions of its own block.
 */
export function factorWindows(
  regressors: Regressors,
  from: number,
  to: number,
  constantWidth: number,
  describe: DescribeSession,
): FactorWindows {
  const firstAnchor = anchorAtOrBefore(from);
  const sessions = Math.max(0, to + 1 - firstAnchor);
  const constants = new Float64Array(sessions * constantWidth);
  const shared = new Uint8Array(sessions);
  const blocks: Block[] = [];
  for (let anchor = firstAnchor; anchor <= to; anchor += ANCHOR_SPACING) {
    const end = Math.min(anchor + ANCHOR_SPACING, to + 1);
    const completeEnd = endOfComplete(regressors, anchor, end);
    const segments: Segment[] = [];
    for (let start = anchor; start < completeEnd; start = segments.at(-1)!.end)
      segments.push(
        rollSegment(regressors, start, completeEnd, (ordinal, moments) => {
          const day = ordinal - firstAnchor;
          shared[day] = describe(moments, constants, day * constantWidth) ? 1 : 0;
        }),
      );
    blocks.push({ anchor, end, completeEnd, segments });
  }
  return { regressors, from, to, blocks, firstAnchor, constantWidth, constants, shared };
}

/** First session of the block by which a regressor has been missing since the anchor's window began. */
function endOfComplete(regressors: Regressors, anchor: number, end: number): number {
  const { windowSessions, width, firstOrdinal, sessionCount, values } = regressors;
  const first = anchor - windowSessions + 1;
  if (first < firstOrdinal) return anchor;
  for (let ordinal = first; ordinal < end; ordinal++) {
    const row = ordinal - firstOrdinal;
    if (row >= sessionCount) return Math.max(anchor, ordinal);
    for (let j = 0; j < width; j++)
      if (Number.isNaN(values[row * width + j]!)) return Math.max(anchor, ordinal);
  }
  return end;
}

/** Computes the window of `start` afresh, then rolls until `limit` or until the sums must be computed again. */
function rollSegment(
  regressors: Regressors,
  start: number,
  limit: number,
  emit: (ordinal: number, moments: SessionMoments) => void,
): Segment {
  const { windowSessions: n, width: k, firstOrdinal, values } = regressors;
  const inverseN = 1 / n;
  const firstRow = start - n + 1 - firstOrdinal;
  const centre = new Float64Array(k);
  for (let r = 0; r < n; r++)
    for (let j = 0; j < k; j++) centre[j] = centre[j]! + values[(firstRow + r) * k + j]!;
  for (let j = 0; j < k; j++) centre[j] = centre[j]! * inverseN;
  const rows = new Float64Array((limit - start + n - 1) * k);
  for (let i = 0; i < rows.length; i++) rows[i] = values[firstRow * k + i]! - centre[i % k]!;

  const sums = new Float64Array(k);
  const products = new Float64Array(k * k);
  for (let r = 0; r < n; r++) {
    for (let i = 0; i < k; i++) {
      const xi = rows[r * k + i]!;
      sums[i] = sums[i]! + xi;
      for (let j = 0; j <= i; j++) products[i * k + j] = products[i * k + j]! + xi * rows[r * k + j]!;
    }
  }
  const moments = { sums, means: new Float64Array(k), gram: new Float64Array(k * k) };
  centreMoments(moments, products, centre, k, inverseN);
  emit(start, moments);
  const reference = Float64Array.from({ length: k }, (_, j) => moments.gram[j * k + j]!);

  let ordinal = start + 1;
  for (; ordinal < limit; ordinal++) {
    const enter = (ordinal - start + n - 1) * k;
    const leave = enter - n * k;
    for (let i = 0; i < k; i++) {
      const a = rows[enter + i]!;
      const b = rows[leave + i]!;
      sums[i] = sums[i]! + (a - b);
      for (let j = 0; j <= i; j++)
        products[i * k + j] = products[i * k + j]! + (a * rows[enter + j]! - b * rows[leave + j]!);
    }
    centreMoments(moments, products, centre, k, inverseN);
    if (isStale(moments.gram, rows, leave, reference, k, n)) break;
    emit(ordinal, moments);
  }
  return { start, end: ordinal, rows };
}

function centreMoments(
  moments: SessionMoments,
  products: Float64Array,
  centre: Float64Array,
  k: number,
  inverseN: number,
): void {
  const { sums, means, gram } = moments;
  for (let i = 0; i < k; i++) {
    const share = sums[i]! * inverseN;
    means[i] = centre[i]! + share;
    for (let j = 0; j <= i; j++) {
      const value = products[i * k + j]! - sums[j]! * share;
      gram[i * k + j] = value;
      gram[j * k + i] = value;
    }
  }
}

function isStale(
  gram: Float64Array,
  rows: Float64Array,
  leave: number,
  reference: Float64Array,
  k: number,
  n: number,
): boolean {
  for (let j = 0; j < k; j++) {
    const left = rows[leave + j]!;
    const variation = gram[j * k + j]!;
    if (left * left * n > OUTLIER_VARIANCES * variation) return true;
    if (variation < VARIANCE_DECLINE * reference[j]!) return true;
  }
  return false;
}
