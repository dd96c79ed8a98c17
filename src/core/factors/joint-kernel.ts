import { FLAT_VARIANCE } from "#core/stats/moments.ts";
import { OUTLIER_VARIANCES, VARIANCE_DECLINE } from "./anchors.ts";
import type { FactorReturns } from "./factor-returns.ts";
import { factorsOf } from "./factor-table.ts";
import { type FactorWindows, factorWindows, type Segment } from "./factor-windows.ts";
import { JOINT_COLUMNS, JOINT_COUNT, residualSumOfSquares, writeFlatJoint } from "./joint-columns.ts";
import { jointInverse } from "./joint-operator.ts";
import { LOADING_OFFSETS, LOADING_WIDTH } from "./loading-columns.ts";
import type { RollingRow } from "./rolling-row.ts";
import { EXACT_FIT } from "./univariate-columns.ts";

const WIDTH = JOINT_COUNT;

/** Constants of a session: sums, means, the inverse Gram matrix, and the roots of its diagonal. */
const MEANS = WIDTH;
const INVERSE = 2 * WIDTH;
const ROOTS = INVERSE + WIDTH * WIDTH;
const CONSTANT_WIDTH = ROOTS + WIDTH;

/** Shared part of the joint regression on seven factors. */
export function jointWindows(factors: FactorReturns, from: number, to: number): FactorWindows {
  const { firstOrdinal, sessionCount, joint } = factors;
  const n = factorsOf("joint")[0]!.windowSessions!;
  return factorWindows(
    { windowSessions: n, width: WIDTH, firstOrdinal, sessionCount, values: joint },
    from,
    to,
    CONSTANT_WIDTH,
    ({ sums, means, gram }, constants, offset) => {
      const inverse = jointInverse(gram, WIDTH, n);
      if (inverse === null) return false;
      constants.set(sums, offset);
      constants.set(means, offset + MEANS);
      constants.set(inverse, offset + INVERSE);
      for (let j = 0; j < WIDTH; j++) constants[offset + ROOTS + j] = Math.sqrt(inverse[j * WIDTH + j]!);
      return true;
    },
  );
}

/** Joint regression of one symbol without gaps, rolled: seven cross-products in and out and one 7×7 product. */
export function rollJoint(row: RollingRow, segment: Segment): number {
  const { windows, returns: y, origin, out, rowOrigin } = row;
  const { regressors, constants, shared, firstAnchor, from } = windows;
  const { start, end, rows: x } = segment;
  const n = regressors.windowSessions;
  const inverseN = 1 / n;
  const inverseDf = 1 / (n - WIDTH - 1);
  const flat = n * FLAT_VARIANCE;
  let p0 = 0;
  let p1 = 0;
  let p2 = 0;
  let p3 = 0;
  let p4 = 0;
  let p5 = 0;
  let p6 = 0;
  let sum = 0;
  let squares = 0;
  let centre = 0;
  let reference = 0;
  let stale = true;

  for (let t = start; t < end; t++) {
    const i = origin + t;
    const entering = y[i]!;
    if (Number.isNaN(entering)) return t;
    const last = (t - start + n - 1) * WIDTH;
    const first = last - (n - 1) * WIDTH;
    if (!stale) {
      const a = entering - centre;
      const b = y[i - n]! - centre;
      const left = first - WIDTH;
      p0 += x[last]! * a - x[left]! * b;
      p1 += x[last + 1]! * a - x[left + 1]! * b;
      p2 += x[last + 2]! * a - x[left + 2]! * b;
      p3 += x[last + 3]! * a - x[left + 3]! * b;
      p4 += x[last + 4]! * a - x[left + 4]! * b;
      p5 += x[last + 5]! * a - x[left + 5]! * b;
      p6 += x[last + 6]! * a - x[left + 6]! * b;
      sum += a - b;
      squares += a * a - b * b;
      const rolled = squares - sum * (sum * inverseN);
      stale = b * b * n > OUTLIER_VARIANCES * rolled || rolled < VARIANCE_DECLINE * reference;
    }
    if (stale) {
      centre = 0;
      for (let r = i - n + 1; r <= i; r++) centre += y[r]!;
      centre *= inverseN;
      p0 = p1 = p2 = p3 = p4 = p5 = p6 = 0;
      sum = squares = 0;
      for (let r = i - n + 1, q = first; r <= i; r++, q += WIDTH) {
        const a = y[r]! - centre;
        p0 += x[q]! * a;
        p1 += x[q + 1]! * a;
        p2 += x[q + 2]! * a;
        p3 += x[q + 3]! * a;
        p4 += x[q + 4]! * a;
        p5 += x[q + 5]! * a;
        p6 += x[q + 6]! * a;
        sum += a;
        squares += a * a;
      }
      reference = squares - sum * (sum * inverseN);
      stale = false;
    }
    if (t < from || shared[t - firstAnchor] === 0) continue;

    const k = (t - firstAnchor) * CONSTANT_WIDTH;
    const share = sum * inverseN;
    const meanY = centre + share;
    const v = squares - sum * share;
    const o = rowOrigin + t * LOADING_WIDTH;
    if (v <= flat) {
      writeFlatJoint(out, o, meanY, n);
      continue;
    }
    const c0 = p0 - constants[k]! * share;
    const c1 = p1 - constants[k + 1]! * share;
    const c2 = p2 - constants[k + 2]! * share;
    const c3 = p3 - constants[k + 3]! * share;
    const c4 = p4 - constants[k + 4]! * share;
    const c5 = p5 - constants[k + 5]! * share;
    const c6 = p6 - constants[k + 6]! * share;
    const betas = o + LOADING_OFFSETS.joint;
    const m = k + INVERSE;
    const b0 =
      constants[m]! * c0 +
      constants[m + 1]! * c1 +
      constants[m + 2]! * c2 +
      constants[m + 3]! * c3 +
      constants[m + 4]! * c4 +
      constants[m + 5]! * c5 +
      constants[m + 6]! * c6;
    const b1 =
      constants[m + 7]! * c0 +
      constants[m + 8]! * c1 +
      constants[m + 9]! * c2 +
      constants[m + 10]! * c3 +
      constants[m + 11]! * c4 +
      constants[m + 12]! * c5 +
      constants[m + 13]! * c6;
    const b2 =
      constants[m + 14]! * c0 +
      constants[m + 15]! * c1 +
      constants[m + 16]! * c2 +
      constants[m + 17]! * c3 +
      constants[m + 18]! * c4 +
      constants[m + 19]! * c5 +
      constants[m + 20]! * c6;
    const b3 =
      constants[m + 21]! * c0 +
      constants[m + 22]! * c1 +
      constants[m + 23]! * c2 +
      constants[m + 24]! * c3 +
      constants[m + 25]! * c4 +
      constants[m + 26]! * c5 +
      constants[m + 27]! * c6;
    const b4 =
      constants[m + 28]! * c0 +
      constants[m + 29]! * c1 +
      constants[m + 30]! * c2 +
      constants[m + 31]! * c3 +
      constants[m + 32]! * c4 +
      constants[m + 33]! * c5 +
      constants[m + 34]! * c6;
    const b5 =
      constants[m + 35]! * c0 +
      constants[m + 36]! * c1 +
      constants[m + 37]! * c2 +
      constants[m + 38]! * c3 +
      constants[m + 39]! * c4 +
      constants[m + 40]! * c5 +
      constants[m + 41]! * c6;
    const b6 =
      constants[m + 42]! * c0 +
      constants[m + 43]! * c1 +
      constants[m + 44]! * c2 +
      constants[m + 45]! * c3 +
      constants[m + 46]! * c4 +
      constants[m + 47]! * c5 +
      constants[m + 48]! * c6;
    out[betas] = b0;
    out[betas + 1] = b1;
    out[betas + 2] = b2;
    out[betas + 3] = b3;
    out[betas + 4] = b4;
    out[betas + 5] = b5;
    out[betas + 6] = b6;
    const means = k + MEANS;
    const fitted =
      b0 * constants[means]! +
      b1 * constants[means + 1]! +
      b2 * constants[means + 2]! +
      b3 * constants[means + 3]! +
      b4 * constants[means + 4]! +
      b5 * constants[means + 5]! +
      b6 * constants[means + 6]!;
    let ssr = v - (b0 * c0 + b1 * c1 + b2 * c2 + b3 * c3 + b4 * c4 + b5 * c5 + b6 * c6);
    if (ssr < (1 - EXACT_FIT) * v) ssr = residualSumOfSquares(y, i - n + 1, x, first, out, betas, n);
    const specificVariance = ssr * inverseDf;
    const deviation = Math.sqrt(specificVariance);
    const errors = o + LOADING_OFFSETS.jointStdError;
    const roots = k + ROOTS;
    out[errors] = deviation * constants[roots]!;
    out[errors + 1] = deviation * constants[roots + 1]!;
    out[errors + 2] = deviation * constants[roots + 2]!;
    out[errors + 3] = deviation * constants[roots + 3]!;
    out[errors + 4] = deviation * constants[roots + 4]!;
    out[errors + 5] = deviation * constants[roots + 5]!;
    out[errors + 6] = deviation * constants[roots + 6]!;
    out[o + JOINT_COLUMNS.alpha] = meanY - fitted;
    out[o + JOINT_COLUMNS.rSquared] = 1 - ssr / v;
    out[o + JOINT_COLUMNS.specificVariance] = specificVariance;
    out[o + JOINT_COLUMNS.observations] = n;
  }
  return end;
}
