import { LOADING_OFFSETS } from "./loading-columns.ts";

/** Factors of the joint model. */
export const JOINT_COUNT = 7;

const ALPHA = LOADING_OFFSETS.jointStdError + JOINT_COUNT;

/** Columns of the joint model's alpha, R², specific variance and observations within a loading row. */
export const JOINT_COLUMNS = {
  alpha: ALPHA,
  rSquared: ALPHA + 1,
  specificVariance: ALPHA + 2,
  observations: ALPHA + 3,
} as const;

/** No estimate from `n` observations: all columns missing but the count. */
export function writeNoJoint(out: Float64Array, rowStart: number, n: number): void {
  out.fill(Number.NaN, rowStart + LOADING_OFFSETS.joint, rowStart + JOINT_COLUMNS.observations);
  out[rowStart + JOINT_COLUMNS.observations] = n;
}

/** Constant y: betas, standard errors and specific variance 0, no R². */
export function writeFlatJoint(out: Float64Array, rowStart: number, meanY: number, n: number): void {
  out.fill(0, rowStart + LOADING_OFFSETS.joint, rowStart + ALPHA);
  out[rowStart + JOINT_COLUMNS.alpha] = meanY;
  out[rowStart + JOINT_COLUMNS.rSquared] = Number.NaN;
  out[rowStart + JOINT_COLUMNS.specificVariance] = 0;
  out[rowStart + JOINT_COLUMNS.observations] = n;
}

/**
 * Σ (e − ē)² with e = y − Σ βⱼxⱼ over n consecutive sessions, for a fit so close that Syy − β′c has no digits left.
 * y starts at `yStart`, the regressors' rows at `xStart`, the coefficients at `betaStart` of `betas`.
 */
export function residualSumOfSquares(
  y: Float64Array,
  yStart: number,
  x: Float64Array,
  xStart: number,
  betas: Float64Array,
  betaStart: number,
  n: number,
): number {
  let sum = 0;
  let squares = 0;
  for (let pass = 0; pass < 2; pass++) {
    const centre = sum / n;
    for (let r = 0; r < n; r++) {
      let e = y[yStart + r]!;
      for (let j = 0; j < JOINT_COUNT; j++) e -= betas[betaStart + j]! * x[xStart + r * JOINT_COUNT + j]!;
      if (pass === 0) sum += e;
      else squares += (e - centre) * (e - centre);
    }
  }
  return squares;
}
