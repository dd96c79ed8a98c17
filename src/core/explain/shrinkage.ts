import { FLAT_VARIANCE } from "#core/stats/moments.ts";
import { average, covarianceMatrix, sum } from "./textbook.ts";

// Ledoit–Wolf shrinkage of a covariance matrix with moments of 1/n, as the papers write it.

type Matrix = readonly (readonly number[])[];

export interface Shrunk {
  readonly shrinkage: number;
  readonly covariance: Matrix;
}

/** Towards μI, μ the mean variance (Ledoit & Wolf 2004, JMVA). */
export function shrinkToIdentity(series: Matrix): Shrunk {
  const { centred, sample } = moments(series);
  const p = sample.length;
  const mu = average(sample.map((row, i) => row[i]!));
  const target = sample.map((row, i) => row.map((_, j) => (i === j ? mu : 0)));
  const n = centred[0]!.length;
  const beta = sum(pairs(p).map(([i, j]) => noise(centred, sample, i, j))) / n;
  return shrunk(sample, target, beta);
}

/** Towards the sample's variances with their mean correlation (Ledoit & Wolf 2004, JPM). */
export function shrinkToConstantCorrelation(series: Matrix): Shrunk {
  const { centred, sample } = moments(series);
  const p = sample.length;
  const n = centred[0]!.length;
  const deviations = sample.map((row, i) => Math.sqrt(row[i]!));
  const varied = pairs(p).filter(([i, j]) => i > j && deviations[i]! > 0 && deviations[j]! > 0);
  const mean = average(varied.map(([i, j]) => sample[i]![j]! / (deviations[i]! * deviations[j]!)));
  const target = sample.map((row, i) =>
    row.map((value, j) =>
      i === j ? value : varied.length === 0 ? 0 : mean * deviations[i]! * deviations[j]!,
    ),
  );
  if (varied.length < 2) return shrunk(sample, target, 0);
  const pi = sum(pairs(p).map(([i, j]) => noise(centred, sample, i, j)));
  const own = sum(sample.map((_, i) => noise(centred, sample, i, i)));
  const cross = sum(
    pairs(p)
      .filter(([i, j]) => i !== j && deviations[i]! > 0 && deviations[j]! > 0)
      .map(([i, j]) => (deviations[j]! / deviations[i]!) * theta(centred, sample, i, j)),
  );
  return shrunk(sample, target, (pi - own - mean * cross) / n);
}

function moments(series: Matrix): { readonly centred: Matrix; readonly sample: Matrix } {
  const centred = series.map((values) => {
    const centre = average(values);
    const own = values.map((value) => value - centre);
    return average(own.map((value) => value * value)) > FLAT_VARIANCE ? own : own.map(() => 0);
  });
  return { centred, sample: covarianceMatrix(centred, 0) };
}

function pairs(p: number): readonly (readonly [number, number])[] {
  return Array.from({ length: p * p }, (_, at) => [Math.floor(at / p), at % p] as const);
}

/** Mean of (xᵢxⱼ − sᵢⱼ)². */
function noise(x: Matrix, s: Matrix, i: number, j: number): number {
  return average(x[i]!.map((value, t) => (value * x[j]![t]! - s[i]![j]!) ** 2));
}

/** Mean of (xᵢ² − sᵢᵢ)(xᵢxⱼ − sᵢⱼ). */
function theta(x: Matrix, s: Matrix, i: number, j: number): number {
  return average(x[i]!.map((value, t) => (value ** 2 - s[i]![i]!) * (value * x[j]![t]! - s[i]![j]!)));
}

function shrunk(sample: Matrix, target: Matrix, excess: number): Shrunk {
  const distance = sum(sample.flatMap((row, i) => row.map((value, j) => (value - target[i]![j]!) ** 2)));
  const norm = sum(sample.flatMap((row) => row.map((value) => value * value)));
  const shrinkage = distance > 1e-28 * norm ? Math.max(0, Math.min(1, excess / distance)) : 0;
  return {
    shrinkage,
    covariance: sample.map((row, i) =>
      row.map((value, j) => (1 - shrinkage) * value + shrinkage * target[i]![j]!),
    ),
  };
}
