/** A fit closer than this leaves too few digits of the residuals in Syy − β·Sxy; they are summed one by one. */
export const EXACT_FIT = 1 - 1e-6;

/**
 * Writes beta, alpha, standard error, R² and observations of one univariate regression at `offset`, from centred
 * moments of n pairs: c = Sxy, v = Syy, and reciprocals that callers have at hand, since divisions are what costs.
 */
export function writeUnivariate(
  out: Float64Array,
  offset: number,
  c: number,
  inverseSxx: number,
  v: number,
  inverseV: number,
  meanX: number,
  meanY: number,
  n: number,
  inverseDf: number,
): void {
  const beta = c * inverseSxx;
  const ssr = v - beta * c;
  out[offset] = beta;
  out[offset + 1] = meanY - beta * meanX;
  out[offset + 2] = Math.sqrt(ssr * inverseSxx * inverseDf);
  out[offset + 3] = 1 - ssr * inverseV;
  out[offset + 4] = n;
}

/** Constant y: beta and standard error 0, no R². */
export function writeFlatUnivariate(out: Float64Array, offset: number, meanY: number, n: number): void {
  out[offset] = 0;
  out[offset + 1] = meanY;
  out[offset + 2] = 0;
  out[offset + 3] = Number.NaN;
  out[offset + 4] = n;
}

/** No estimate from `n` observations: all columns missing but the count. */
export function writeNoUnivariate(out: Float64Array, offset: number, n: number): void {
  out.fill(Number.NaN, offset, offset + 4);
  out[offset + 4] = n;
}

/**
 * Standard error and R² of a nearly exact fit, from residuals summed directly: two passes over the window, rare.
 * y starts at `yStart`; the regressor of row r lies at `rows[rowStart + r * stride]`.
 */
export function refineUnivariate(
  out: Float64Array,
  offset: number,
  y: Float64Array,
  yStart: number,
  rows: Float64Array,
  rowStart: number,
  stride: number,
  n: number,
): void {
  const beta = out[offset]!;
  let meanX = 0;
  let meanY = 0;
  for (let r = 0; r < n; r++) {
    meanX += rows[rowStart + r * stride]!;
    meanY += y[yStart + r]!;
  }
  meanX /= n;
  meanY /= n;
  let ssr = 0;
  let sxx = 0;
  let syy = 0;
  for (let r = 0; r < n; r++) {
    const dx = rows[rowStart + r * stride]! - meanX;
    const dy = y[yStart + r]! - meanY;
    const residual = dy - beta * dx;
    ssr += residual * residual;
    sxx += dx * dx;
    syy += dy * dy;
  }
  out[offset + 2] = Math.sqrt(ssr / (n - 2) / sxx);
  out[offset + 3] = 1 - ssr / syy;
}
