import { regularizedBeta } from "./incomplete-beta.ts";

/**
 * P(X ≤ successes) for the binomial distribution of `trials` draws with probability `p`, by I_{1−p}(n − k, k + 1). NaN
 * where p is not between 0 and 1 or the counts are not whole numbers with 0 ≤ k ≤ n. Absolute error below 1e-11.
 */
export function binomialCdf(successes: number, trials: number, p: number): number {
  const whole = Number.isInteger(successes) && Number.isInteger(trials);
  if (!whole || !(p >= 0 && p <= 1 && successes >= 0 && successes <= trials)) return Number.NaN;
  return successes === trials ? 1 : regularizedBeta(1 - p, trials - successes, successes + 1);
}
