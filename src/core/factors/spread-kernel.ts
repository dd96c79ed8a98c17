import { FLAT_VARIANCE } from "#core/stats/moments.ts";
import { OUTLIER_VARIANCES, VARIANCE_DECLINE } from "./anchors.ts";
import type { FactorReturns } from "./factor-returns.ts";
import { factorsOf } from "./factor-table.ts";
import { type FactorWindows, factorWindows, type Segment } from "./factor-windows.ts";
import { LOADING_OFFSETS, LOADING_WIDTH, UNIVARIATE_WIDTH } from "./loading-columns.ts";
import type { RollingRow } from "./rolling-row.ts";
import { EXACT_FIT, refineUnivariate, writeFlatUnivariate, writeUnivariate } from "./univariate-columns.ts";

const WIDTH = 4;

/** Constants of a session: sums, means and 1/Sxx of the four spreads. */
const MEANS = WIDTH;
const INVERSES = 2 * WIDTH;
const CONSTANT_WIDTH = 3 * WIDTH;

/** Shared part of the four spread regressions. */
export function spreadWindows(factors: FactorReturns, from: number, to: number): FactorWindows {
  const { firstOrdinal, sessionCount, spreads } = factors;
  const n = factorsOf("spread")[0]!.windowSessions!;
  return factorWindows(
    { windowSessions: n, width: WIDTH, firstOrdinal, sessionCount, values: spreads },
    from,
    to,
    CONSTANT_WIDTH,
    ({ sums, means, gram }, constants, offset) => {
      for (let j = 0; j < WIDTH; j++) {
        if (!(gram[j * WIDTH + j]! > n * FLAT_VARIANCE)) return false;
        constants[offset + INVERSES + j] = 1 / gram[j * WIDTH + j]!;
      }
      constants.set(sums, offset);
      constants.set(means, offset + MEANS);
      return true;
    },
  );
}

/** Four univariate spread regressions of one symbol without gaps, rolled. */
export function rollSpreads(row: RollingRow, segment: Segment): number {
  const { windows, returns: y, origin, out, rowOrigin } = row;
  const { regressors, constants, shared, firstAnchor, from } = windows;
  const { start, end, rows: x } = segment;
  const n = regressors.windowSessions;
  const inverseN = 1 / n;
  const inverseDf = 1 / (n - 2);
  const flat = n * FLAT_VARIANCE;
  let p0 = 0;
  let p1 = 0;
  let p2 = 0;
  let p3 = 0;
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
      sum += a - b;
      squares += a * a - b * b;
      const rolled = squares - sum * (sum * inverseN);
      stale = b * b * n > OUTLIER_VARIANCES * rolled || rolled < VARIANCE_DECLINE * reference;
    }
    if (stale) {
      centre = 0;
      for (let r = i - n + 1; r <= i; r++) centre += y[r]!;
      centre *= inverseN;
      p0 = p1 = p2 = p3 = 0;
      sum = squares = 0;
      for (let r = i - n + 1, q = first; r <= i; r++, q += WIDTH) {
        const a = y[r]! - centre;
        p0 += x[q]! * a;
        p1 += x[q + 1]! * a;
        p2 += x[q + 2]! * a;
        p3 += x[q + 3]! * a;
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
    const o = rowOrigin + t * LOADING_WIDTH + LOADING_OFFSETS.spread;
    if (v <= flat) {
      for (let j = 0; j < WIDTH; j++) writeFlatUnivariate(out, o + j * UNIVARIATE_WIDTH, meanY, n);
      continue;
    }
    const inverseV = 1 / v;
    const exact = EXACT_FIT * v;
    for (let j = 0; j < WIDTH; j++) {
      const p = j < 2 ? (j === 0 ? p0 : p1) : j === 2 ? p2 : p3;
      const c = p - constants[k + j]! * share;
      const inverse = constants[k + INVERSES + j]!;
      const to = o + j * UNIVARIATE_WIDTH;
      writeUnivariate(out, to, c, inverse, v, inverseV, constants[k + MEANS + j]!, meanY, n, inverseDf);
      if (c * c * inverse > exact) refineUnivariate(out, to, y, i - n + 1, x, first + j, WIDTH, n);
    }
  }
  return end;
}
