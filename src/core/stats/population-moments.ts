/** Moments of a sample taken as the whole population: divided by n, without bias correction. */
export interface PopulationMoments {
  readonly mean: number;
  /** √(Σ(x − x̄)²/n). */
  readonly standardDeviation: number;
  /** Third central moment over the cube of the standard deviation; NaN for a constant series. */
  readonly skewness: number;
  /** Fourth central moment over the fourth power of the standard deviation, less 3; NaN for a constant series. */
  readonly excessKurtosis: number;
}

/** Mean, standard deviation, skewness and excess kurtosis, two-pass. NaN when empty or when an element is missing. */
export function populationMoments(values: Float64Array): PopulationMoments {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]!;
  mean /= n;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < n; i++) {
    const d = values[i]! - mean;
    const square = d * d;
    second += square;
    third += square * d;
    fourth += square * square;
  }
  const variance = second / n;
  const standardDeviation = Math.sqrt(variance);
  return {
    mean,
    standardDeviation,
    skewness: third / n / (variance * standardDeviation),
    excessKurtosis: fourth / n / (variance * variance) - 3,
  };
}
