import type { FactorWindows, Segment } from "./factor-windows.ts";

/** One symbol's returns and the rows of a loading block that they are rolled into. */
export interface RollingRow {
  readonly windows: FactorWindows;
  /** Returns; those of the session with ordinal `t` lie at `origin + t`. */
  readonly returns: Float64Array;
  readonly origin: number;
  /** Loadings; the row of session `t` starts at `rowOrigin + t * LOADING_WIDTH`. */
  readonly out: Float64Array;
  readonly rowOrigin: number;
}

/**
 * Rolls one symbol through one segment of shared regressors and writes its sessions from the requested range on,
 * except those whose regressors are not shared. Returns the first session not rolled: the segment's end, or the
 * session of a missing return.
 */
export type RollingKernel = (row: RollingRow, segment: Segment) => number;
