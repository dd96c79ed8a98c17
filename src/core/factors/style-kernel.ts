import { FLAT_VARIANCE } from "#core/stats/moments.ts";
import { OUTLIER_VARIANCES, VARIANCE_DECLINE } from "./anchors.ts";
import type { FactorReturns } from "./factor-returns.ts";
import { FACTOR_PROXIES, factorsOf } from "./factor-table.ts";
import { type DescribeSession, type FactorWindows, factorWindows, type Segment } from "./factor-windows.ts";
import { LOADING_OFFSETS, LOADING_WIDTH } from "./loading-columns.ts";
import { ridgeOperator } from "./ridge-operator.ts";
import type { RollingRow } from "./rolling-row.ts";
import { EXACT_FIT, refineUnivariate, writeFlatUnivariate, writeUnivariate } from "./univariate-columns.ts";

/** Regressors of this kernel: SPY, TLT and the six styles. */
const WIDTH = FACTOR_PROXIES.length;
const UNIVARIATE_COUNT = 2;
export const STYLE_COUNT = WIDTH - UNIVARIATE_COUNT;

/** Constants of a session: sums, means, 1/Sxx of SPY and TLT, then the ridge operator of the styles. */
const MEANS = WIDTH;
const INVERSES = MEANS + WIDTH;
const RIDGE = INVERSES + UNIVARIATE_COUNT;
const PENALTIES = RIDGE + STYLE_COUNT * STYLE_COUNT;
const EFFECTIVE_DF = PENALTIES + STYLE_COUNT;
const CONSTANT_WIDTH = EFFECTIVE_DF + 1;

/** Shared part of market beta, rates beta and the ridge regression, which have one window length. */
export function styleWindows(factors: FactorReturns, from: number, to: number): FactorWindows {
  const { firstOrdinal, sessionCount, proxies } = factors;
  const windowSessions = factorsOf("ridge")[0]!.windowSessions!;
  return factorWindows(
    { windowSessions, width: WIDTH, firstOrdinal, sessionCount, values: proxies },
    from,
    to,
    CONSTANT_WIDTH,
    describer(windowSessions),
  );
}

function describer(n: number): DescribeSession {
  return ({ sums, means, gram }, constants, offset) => {
    const styles = new Float64Array(STYLE_COUNT * STYLE_COUNT);
    for (let i = 0; i < STYLE_COUNT; i++)
      for (let j = 0; j < STYLE_COUNT; j++)
        styles[i * STYLE_COUNT + j] = gram[(i + UNIVARIATE_COUNT) * WIDTH + j + UNIVARIATE_COUNT]!;
    const ridge = ridgeOperator(styles, STYLE_COUNT, n);
    if (ridge === null) return false;
    for (let j = 0; j < UNIVARIATE_COUNT; j++) {
      if (!(gram[j * WIDTH + j]! > n * FLAT_VARIANCE)) return false;
      constants[offset + INVERSES + j] = 1 / gram[j * WIDTH + j]!;
    }
    constants.set(sums, offset);
    constants.set(means, offset + MEANS);
    constants.set(ridge.matrix, offset + RIDGE);
    constants.set(ridge.penalties, offset + PENALTIES);
    constants[offset + EFFECTIVE_DF] = ridge.effectiveDf;
    return true;
  };
}

/**
 * Market beta, rates beta and ridge loadings of one symbol without gaps, rolled: a session costs eight cross-products
 * in and out. Sums are held in locals and centred on the window of the last recomputation.
 */
export function rollStyles(row: RollingRow, segment: Segment): number {
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
  let p4 = 0;
  let p5 = 0;
  let p6 = 0;
  let p7 = 0;
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
    if (!stale) {
      const a = entering - centre;
      const b = y[i - n]! - centre;
      const left = last - n * WIDTH;
      p0 += x[last]! * a - x[left]! * b;
      p1 += x[last + 1]! * a - x[left + 1]! * b;
      p2 += x[last + 2]! * a - x[left + 2]! * b;
      p3 += x[last + 3]! * a - x[left + 3]! * b;
      p4 += x[last + 4]! * a - x[left + 4]! * b;
      p5 += x[last + 5]! * a - x[left + 5]! * b;
      p6 += x[last + 6]! * a - x[left + 6]! * b;
      p7 += x[last + 7]! * a - x[left + 7]! * b;
      sum += a - b;
      squares += a * a - b * b;
      const rolled = squares - sum * (sum * inverseN);
      stale = b * b * n > OUTLIER_VARIANCES * rolled || rolled < VARIANCE_DECLINE * reference;
    }
    if (stale) {
      centre = 0;
      for (let r = i - n + 1; r <= i; r++) centre += y[r]!;
      centre *= inverseN;
      p0 = p1 = p2 = p3 = p4 = p5 = p6 = p7 = 0;
      sum = squares = 0;
      let q = last - (n - 1) * WIDTH;
      for (let r = i - n + 1; r <= i; r++, q += WIDTH) {
        const a = y[r]! - centre;
        p0 += x[q]! * a;
        p1 += x[q + 1]! * a;
        p2 += x[q + 2]! * a;
        p3 += x[q + 3]! * a;
        p4 += x[q + 4]! * a;
        p5 += x[q + 5]! * a;
        p6 += x[q + 6]! * a;
        p7 += x[q + 7]! * a;
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
    const market = o + LOADING_OFFSETS.market;
    const rates = o + LOADING_OFFSETS.rates;
    const c0 = p0 - constants[k]! * share;
    const c1 = p1 - constants[k + 1]! * share;
    const ridge = o + LOADING_OFFSETS.ridge;
    out[ridge + 8] = constants[k + EFFECTIVE_DF]!;
    out[ridge + 9] = n;
    if (v <= flat) {
      writeFlatUnivariate(out, market, meanY, n);
      writeFlatUnivariate(out, rates, meanY, n);
      for (let j = 0; j < STYLE_COUNT; j++) out[ridge + j] = 0;
      out[ridge + 6] = meanY;
      out[ridge + 7] = Number.NaN;
      continue;
    }
    const inverseV = 1 / v;
    const exact = EXACT_FIT * v;
    const first = last - (n - 1) * WIDTH;
    const i0 = constants[k + INVERSES]!;
    const i1 = constants[k + INVERSES + 1]!;
    writeUnivariate(out, market, c0, i0, v, inverseV, constants[k + MEANS]!, meanY, n, inverseDf);
    writeUnivariate(out, rates, c1, i1, v, inverseV, constants[k + MEANS + 1]!, meanY, n, inverseDf);
    if (c0 * c0 * i0 > exact) refineUnivariate(out, market, y, i - n + 1, x, first, WIDTH, n);
    if (c1 * c1 * i1 > exact) refineUnivariate(out, rates, y, i - n + 1, x, first + 1, WIDTH, n);

    const c2 = p2 - constants[k + 2]! * share;
    const c3 = p3 - constants[k + 3]! * share;
    const c4 = p4 - constants[k + 4]! * share;
    const c5 = p5 - constants[k + 5]! * share;
    const c6 = p6 - constants[k + 6]! * share;
    const c7 = p7 - constants[k + 7]! * share;
    const m = k + RIDGE;
    const b0 =
      constants[m]! * c2 +
      constants[m + 1]! * c3 +
      constants[m + 2]! * c4 +
      constants[m + 3]! * c5 +
      constants[m + 4]! * c6 +
      constants[m + 5]! * c7;
    const b1 =
      constants[m + 6]! * c2 +
      constants[m + 7]! * c3 +
      constants[m + 8]! * c4 +
      constants[m + 9]! * c5 +
      constants[m + 10]! * c6 +
      constants[m + 11]! * c7;
    const b2 =
      constants[m + 12]! * c2 +
      constants[m + 13]! * c3 +
      constants[m + 14]! * c4 +
      constants[m + 15]! * c5 +
      constants[m + 16]! * c6 +
      constants[m + 17]! * c7;
    const b3 =
      constants[m + 18]! * c2 +
      constants[m + 19]! * c3 +
      constants[m + 20]! * c4 +
      constants[m + 21]! * c5 +
      constants[m + 22]! * c6 +
      constants[m + 23]! * c7;
    const b4 =
      constants[m + 24]! * c2 +
      constants[m + 25]! * c3 +
      constants[m + 26]! * c4 +
      constants[m + 27]! * c5 +
      constants[m + 28]! * c6 +
      constants[m + 29]! * c7;
    const b5 =
      constants[m + 30]! * c2 +
      constants[m + 31]! * c3 +
      constants[m + 32]! * c4 +
      constants[m + 33]! * c5 +
      constants[m + 34]! * c6 +
      constants[m + 35]! * c7;
    const means = k + MEANS + UNIVARIATE_COUNT;
    const penalties = k + PENALTIES;
    const fitted =
      b0 * constants[means]! +
      b1 * constants[means + 1]! +
      b2 * constants[means + 2]! +
      b3 * constants[means + 3]! +
      b4 * constants[means + 4]! +
      b5 * constants[means + 5]!;
    const explained =
      b0 * (c2 + b0 * constants[penalties]!) +
      b1 * (c3 + b1 * constants[penalties + 1]!) +
      b2 * (c4 + b2 * constants[penalties + 2]!) +
      b3 * (c5 + b3 * constants[penalties + 3]!) +
      b4 * (c6 + b4 * constants[penalties + 4]!) +
      b5 * (c7 + b5 * constants[penalties + 5]!);
    out[ridge] = b0;
    out[ridge + 1] = b1;
    out[ridge + 2] = b2;
    out[ridge + 3] = b3;
    out[ridge + 4] = b4;
    out[ridge + 5] = b5;
    out[ridge + 6] = meanY - fitted;
    out[ridge + 7] = explained * inverseV;
  }
  return end;
}
