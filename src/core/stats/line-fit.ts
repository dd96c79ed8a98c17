import { FLAT_VARIANCE } from "./moments.ts";
import { studentTwoSidedP } from "./student-t.ts";

/** Ordinary least squares of y = α + β·x + ε over n pairs. A statistic that does not exist is NaN. */
export interface LineFit {
  readonly observations: number;
  readonly alpha: number;
  readonly beta: number;
  /** 1 − SSR/Syy; NaN for a constant y. */
  readonly rSquared: number;
  readonly alphaStdError: number;
  readonly stdError: number;
  /** √(SSR/(n − 2)), in units of y. */
  readonly residualStd: number;
}

/** A fit with its two-sided test of β = 0 against Student's distribution with n − 2 degrees of freedom. */
export interface LineFitTest extends LineFit {
  /** β over its standard error; NaN for a constant y. */
  readonly t: number;
  readonly p: number;
}

/**
 * Least squares line through the first n pairs, in centred two-pass form with residuals summed directly. x and y
 * hold no missing elements; n ≥ 3. A constant y (standard deviation ≤ 1e-15) has β 0, standard errors 0 and no R²; a
 * constant x identifies nothing and every statistic is NaN.
 */
export function fitLine(x: Float64Array, y: Float64Array, n: number): LineFit {
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    meanX += x[i]!;
    meanY += y[i]!;
  }
  meanX /= n;
  meanY /= n;
  let sxx = 0;
  let sxy = 0;
  let syy = 0;
  for (let i = 0; i < n; i++) {
    const dx = x[i]! - meanX;
    const dy = y[i]! - meanY;
    sxx += dx * dx;
    sxy += dx * dy;
    syy += dy * dy;
  }
  if (!(n > 2) || !(sxx > n * FLAT_VARIANCE)) return unidentified(n);
  if (syy <= n * FLAT_VARIANCE) return flat(n, meanY);

  const beta = sxy / sxx;
  let ssr = 0;
  for (let i = 0; i < n; i++) {
    const residual = y[i]! - meanY - beta * (x[i]! - meanX);
    ssr += residual * residual;
  }
  const residualVariance = ssr / (n - 2);
  return {
    observations: n,
    alpha: meanY - beta * meanX,
    beta,
    rSquared: 1 - ssr / syy,
    alphaStdError: Math.sqrt(residualVariance * (1 / n + (meanX * meanX) / sxx)),
    stdError: Math.sqrt(residualVariance / sxx),
    residualStd: Math.sqrt(residualVariance),
  };
}

/** {@link fitLine} with t and p. Both are NaN where the standard error is 0. */
export function testLine(x: Float64Array, y: Float64Array, n: number): LineFitTest {
  const fit = fitLine(x, y, n);
  const t = fit.stdError > 0 ? fit.beta / fit.stdError : Number.NaN;
  return { ...fit, t, p: studentTwoSidedP(t, n - 2) };
}

function flat(n: number, alpha: number): LineFit {
  return {
    observations: n,
    alpha,
    beta: 0,
    rSquared: Number.NaN,
    alphaStdError: 0,
    stdError: 0,
    residualStd: 0,
  };
}

function unidentified(n: number): LineFit {
  const nan = Number.NaN;
  return {
    observations: n,
    alpha: nan,
    beta: nan,
    rSquared: nan,
    alphaStdError: nan,
    stdError: nan,
    residualStd: nan,
  };
}
