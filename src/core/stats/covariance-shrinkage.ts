import { FLAT_VARIANCE, mean, sumOfProducts } from "./moments.ts";
import { symmetricEigenvalues } from "./symmetric-eigenvalues.ts";

/** A covariance matrix of p series. */
export interface CovarianceMatrix {
  /** p×p row-major, symmetric, in squared units of the series (daily, for daily returns). */
  readonly values: Float64Array;
}

/** (1 − δ)·S + δ·T, S with 1/n moments. */
export interface ShrunkCovariance extends CovarianceMatrix {
  /** δ, the share of the target T, 0 … 1. */
  readonly shrinkage: number;
  /** The target's one parameter: the mean variance μ, or the mean correlation r̄ (NaN with fewer than two series). */
  readonly targetParameter: number;
}

/** Complete rows of p series: n×p, row-major, oldest first, no missing element, n ≥ 2. */
export interface CompleteReturns {
  readonly rows: Float64Array;
  readonly n: number;
  readonly p: number;
}

/** With x centred and means over the n rows: s_ij, π_ij and θ_ij as below, p×p row-major each. */
export interface ShrinkageMoments {
  readonly covariance: Float64Array;
  readonly noise: Float64Array;
  readonly skew: Float64Array;
}

/** Sample covariance, ddof 1, two-pass. A constant series (sd ≤ 1e-15) has variance and covariances 0. */
export function sampleCovariance(
  returns: CompleteReturns,
  { covariance } = shrinkageMoments(returns),
): CovarianceMatrix {
  const { n } = returns;
  return { values: covariance.map((value) => (value * n) / (n - 1)) };
}

/**
 * Ledoit–Wolf covariance with target μI, μ the mean of the variances: δ = min(b, d)/d with d = ‖S − μI‖² and
 * b = Σ_ij π_ij/n, π_ij = mean of (x_ti x_tj − s_ij)² over the sessions t, x centred. All moments are 1/n. δ is 0 where
 * S is its own target. Source: Ledoit & Wolf, "A well-conditioned estimator for large-dimensional covariance matrices",
 * JMVA 88 (2004); the same as scikit-learn's `ledoit_wolf`.
 */
export function ledoitWolfIdentity(
  returns: CompleteReturns,
  { covariance, noise } = shrinkageMoments(returns),
): ShrunkCovariance {
  const { n, p } = returns;
  let trace = 0;
  for (let i = 0; i < p; i++) trace += covariance[i * p + i]!;
  const mu = trace / p;
  const target = new Float64Array(p * p);
  for (let i = 0; i < p; i++) target[i * p + i] = mu;
  return shrink(covariance, target, sum(noise) / n, p, mu);
}

/**
 * Ledoit–Wolf covariance with a target of constant correlation: the sample's variances, and r̄·√(s_ii s_jj) beside them,
 * r̄ the mean of the p(p − 1)/2 sample correlations. δ = max(0, min(1, (π − ρ)/(γn))) with π = Σ_ij π_ij, γ = ‖S − T‖² and
 * ρ = Σ_i π_ii + r̄·Σ_{i≠j} √(s_jj/s_ii)·θ_ij, θ_ij the mean of (x_ti² − s_ii)(x_ti x_tj − s_ij). All moments are 1/n.
 * A constant series takes no part: it has covariances 0 in S and T. δ is 0 where S is its own target, as with two
 * series. Source: Ledoit & Wolf, "Honey, I shrunk the sample covariance matrix", J. Portfolio Management 30 (2004).
 */
export function ledoitWolfConstantCorrelation(
  returns: CompleteReturns,
  { covariance, noise, skew } = shrinkageMoments(returns),
): ShrunkCovariance {
  const { n, p } = returns;
  const deviations = Float64Array.from({ length: p }, (_, i) => Math.sqrt(covariance[i * p + i]!));
  let correlations = 0;
  let pairs = 0;
  for (let i = 1; i < p; i++) {
    for (let j = 0; j < i; j++) {
      const scale = deviations[i]! * deviations[j]!;
      if (scale === 0) continue;
      correlations += covariance[i * p + j]! / scale;
      pairs++;
    }
  }
  const meanCorrelation = pairs === 0 ? Number.NaN : correlations / pairs;
  const target = new Float64Array(p * p);
  let own = 0;
  let cross = 0;
  for (let i = 0; i < p; i++) {
    own += noise[i * p + i]!;
    for (let j = 0; j < p; j++) {
      const scale = deviations[i]! * deviations[j]!;
      if (i === j) target[i * p + i] = covariance[i * p + i]!;
      else if (scale > 0) {
        target[i * p + j] = meanCorrelation * scale;
        cross += (deviations[j]! / deviations[i]!) * skew[i * p + j]!;
      }
    }
  }
  const excess = pairs < 2 ? 0 : sum(noise) - own - meanCorrelation * cross;
  return shrink(covariance, target, excess / n, p, meanCorrelation);
}

/** A distance from the target below this share of the sample's norm, squared, is rounding. */
const OWN_TARGET = 1e-28;

function shrink(
  covariance: Float64Array,
  target: Float64Array,
  excess: number,
  p: number,
  targetParameter: number,
): ShrunkCovariance {
  let distance = 0;
  let norm = 0;
  for (let i = 0; i < p * p; i++) {
    distance += (covariance[i]! - target[i]!) ** 2;
    norm += covariance[i]! ** 2;
  }
  const shrinkage = distance > OWN_TARGET * norm ? Math.max(0, Math.min(1, excess / distance)) : 0;
  const values = new Float64Array(p * p);
  for (let i = 0; i < p * p; i++) values[i] = (1 - shrinkage) * covariance[i]! + shrinkage * target[i]!;
  return { values, shrinkage, targetParameter };
}

/** Largest over smallest eigenvalue of a covariance matrix of p series; Infinity where it is singular to rounding. */
export function conditionOf({ values }: CovarianceMatrix, p: number): number {
  const eigenvalues = symmetricEigenvalues(values, p);
  const [largest, smallest] = [eigenvalues[0]!, eigenvalues[p - 1]!];
  return smallest > p * Number.EPSILON * largest ? largest / smallest : Number.POSITIVE_INFINITY;
}

/** The moments of which all three estimates are made: once for those that want more than one. */
export function shrinkageMoments({ rows, n, p }: CompleteReturns): ShrinkageMoments {
  const x = centredColumns(rows, n, p);
  const covariance = new Float64Array(p * p);
  const noise = new Float64Array(p * p);
  const skew = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    const variance = sumOfProducts(x[i]!, x[i]!) / n;
    for (let j = 0; j <= i; j++) {
      const own = j === i ? variance : covariance[j * p + j]!;
      const pair = pairMoments(x[i]!, x[j]!, n, variance, own);
      covariance[i * p + j] = pair.covariance;
      covariance[j * p + i] = pair.covariance;
      noise[i * p + j] = pair.noise;
      noise[j * p + i] = pair.noise;
      skew[i * p + j] = pair.skew;
      skew[j * p + i] = pair.skewOfOther;
    }
  }
  return { covariance, noise, skew };
}

/** The columns less their means, one array each; zeros where a column is constant. */
function centredColumns(rows: Float64Array, n: number, p: number): readonly Float64Array[] {
  return Array.from({ length: p }, (_, j) => centredColumn(rows, n, p, j));
}

function centredColumn(rows: Float64Array, n: number, p: number, j: number): Float64Array {
  const column = new Float64Array(n);
  for (let t = 0; t < n; t++) column[t] = rows[t * p + j]!;
  const average = mean(column);
  for (let t = 0; t < n; t++) column[t]! -= average;
  return sumOfProducts(column, column) / n > FLAT_VARIANCE ? column : column.fill(0);
}

/** In one pass: the mean of (ab − s_ab)² is that of a²b² less s_ab², and of (a² − s_aa)(ab − s_ab) that of a³b less s_aa·s_ab. */
function pairMoments(a: Float64Array, b: Float64Array, n: number, varianceA: number, varianceB: number) {
  let products = 0;
  let squares = 0;
  let cubes = 0;
  let cubesOfOther = 0;
  for (let t = 0; t < n; t++) {
    const at = a[t]!;
    const bt = b[t]!;
    const product = at * bt;
    products += product;
    squares += product * product;
    cubes += at * at * product;
    cubesOfOther += bt * bt * product;
  }
  const covariance = products / n;
  return {
    covariance,
    noise: squares / n - covariance * covariance,
    skew: cubes / n - varianceA * covariance,
    skewOfOther: cubesOfOther / n - varianceB * covariance,
  };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
