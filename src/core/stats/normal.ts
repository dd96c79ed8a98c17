/** Standard normal density φ(z). */
export function normalPdf(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/** Beyond this many deviations the continued fraction of the tail converges faster than the series. */
const TAIL_STARTS = 3;
const TAIL_TERMS = 200;

/**
 * Standard normal distribution function Φ(z), absolute error below 1e-15, relative about 1e-13 in the tails. NaN for NaN.
 * Source: series 7.6.2 and continued fraction 7.9.3 of the NIST Digital Library of Mathematical Functions.
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  const x = Math.abs(z);
  const upper = x < TAIL_STARTS ? 0.5 - normalPdf(x) * centralSeries(x) : normalPdf(x) / tailFraction(x);
  return z > 0 ? 1 - upper : upper;
}

/** x + x³/3 + x⁵/(3·5) + …, which times φ(x) is Φ(x) − 1/2. */
function centralSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * Number.EPSILON * 0.01; n++) {
    term *= (x * x) / (2 * n + 1);
    sum += term;
  }
  return sum;
}

/** x + 1/(x + 2/(x + 3/(x + …))): φ(x) over it is the upper tail. */
function tailFraction(x: number): number {
  let value = x;
  for (let n = TAIL_TERMS; n > 0; n--) value = x + n / value;
  return value;
}
