import { centredMoments } from "#core/stats/moments.ts";
import { type NoEstimate, tooFewObservations } from "#core/stats/no-estimate.ts";
import type { FactorReturns } from "./factor-returns.ts";
import { JOINT_COUNT } from "./joint-columns.ts";
import { designCondition } from "./joint-operator.ts";
import { limits } from "./masked-loadings.ts";

export interface FactorCovariance {
  readonly ordinal: number;
  readonly observations: number;
  /** Daily covariance of the joint factors in their order, 7×7 row-major. */
  readonly values: Float64Array;
  /**
   * Condition number of the standardised design: beyond COLLINEAR_CONDITION single joint loadings of this session
   * are unreliable and come from pivoted QR. Infinity when a factor is constant or determined by the others.
   */
  readonly condition: number;
}

/**
 * Sample covariance (ddof 1) of the joint factors over the 252 sessions up to and including `ordinal`, complete rows
 * only, two-pass; no estimate below 126 rows. Daily units; multiply by 252 for a year.
 */
export function factorCovariance(factors: FactorReturns, ordinal: number): FactorCovariance | NoEstimate {
  const { windowSessions, minObservations } = limits("joint");
  const { firstOrdinal, sessionCount, joint } = factors;
  const rows = new Float64Array(windowSessions * JOINT_COUNT);
  const first = Math.max(ordinal - windowSessions + 1, firstOrdinal);
  const last = Math.min(ordinal, firstOrdinal + sessionCount - 1);
  let observations = 0;
  for (let t = first; t <= last; t++) {
    const from = (t - firstOrdinal) * JOINT_COUNT;
    const to = observations * JOINT_COUNT;
    let complete = true;
    for (let j = 0; j < JOINT_COUNT; j++) {
      const value = joint[from + j]!;
      if (Number.isNaN(value)) complete = false;
      rows[to + j] = value;
    }
    if (complete) observations++;
  }
  if (observations < minObservations) return tooFewObservations(minObservations, observations);
  const { gram } = centredMoments(rows, observations, JOINT_COUNT);
  return {
    ordinal,
    observations,
    values: gram.map((value) => value / (observations - 1)),
    condition: designCondition(gram, JOINT_COUNT),
  };
}
