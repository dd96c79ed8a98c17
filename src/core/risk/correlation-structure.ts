import { type NoEstimate, tooFewObservations } from "#core/stats/no-estimate.ts";
import { repairPsd } from "#core/stats/repair-psd.ts";
import { symmetricEigenvalues } from "#core/stats/symmetric-eigenvalues.ts";
import { type CorrelationMatrix, pairIndex } from "./correlation.ts";
import { isHighCorrelation } from "./interpretation.ts";

/** Clusters farther apart than this stay apart: an average correlation below 0.5. */
export const CLUSTER_CUT = 0.5;
/** Distance of a pair without an estimate: as if uncorrelated. */
const MISSING_DISTANCE = 1;

export interface SymbolCluster {
  /** Sorted. */
  readonly symbols: readonly string[];
  /** Mean of the pairs inside that have an estimate; NaN where none has. */
  readonly averageCorrelation: number;
}

/**
 * Groups of symbols that move together: agglomerative clustering with average linkage (UPGMA) on the distance 1 − ρ,
 * cut at 0.5, so that clusters are joined while the mean ρ over all pairs across them is at least 0.5. A pair without an
 * estimate has distance 1. Of equally near pairs the one whose first symbols come first by name is joined. Largest
 * cluster first, of equal sizes the first by name; every symbol is in exactly one. O(n³).
 * Source: Sokal & Michener (1958); the same as SciPy's `linkage(method="average")` with `fcluster` at distance 0.5.
 */
export function correlationClusters(matrix: CorrelationMatrix): readonly SymbolCluster[] {
  const n = matrix.symbols.length;
  /** Sum of the distances between all members of two clusters; a cluster is known by its first symbol. */
  const sums = new Float64Array((n * (n - 1)) / 2);
  for (let pair = 0; pair < sums.length; pair++) {
    const correlation = matrix.correlations[pair]!;
    sums[pair] = Number.isNaN(correlation) ? MISSING_DISTANCE : 1 - correlation;
  }
  let clusters: readonly (readonly number[])[] = matrix.symbols.map((_, i) => [i]);
  for (let pair = nearest(clusters, sums); pair !== null; pair = nearest(clusters, sums)) {
    const [kept, joined] = pair;
    const a = kept[0]!;
    const b = joined[0]!;
    for (const [other] of clusters) {
      if (other === a || other === b) continue;
      const to = pairIndex(a, other!);
      sums[to] = sums[to]! + sums[pairIndex(b, other!)]!;
    }
    clusters = clusters.flatMap((cluster) => {
      if (cluster === joined) return [];
      return [cluster === kept ? [...kept, ...joined] : cluster];
    });
  }
  return clusters
    .map((members) => members.toSorted((i, j) => i - j))
    .sort((a, b) => b.length - a.length || a[0]! - b[0]!)
    .map((members) => ({
      symbols: members.map((i) => matrix.symbols[i]!),
      averageCorrelation: averageWithin(matrix, members),
    }));
}

/** The two nearest clusters no farther apart than the cut, that with the first symbol first; null where none are. */
function nearest(
  clusters: readonly (readonly number[])[],
  sums: Float64Array,
): readonly [readonly number[], readonly number[]] | null {
  let best: readonly [readonly number[], readonly number[]] | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [i, a] of clusters.entries()) {
    for (let j = i + 1; j < clusters.length; j++) {
      const b = clusters[j]!;
      const distance = sums[pairIndex(a[0]!, b[0]!)]! / (a.length * b.length);
      if (distance > CLUSTER_CUT || distance >= least) continue;
      least = distance;
      best = [a, b];
    }
  }
  return best;
}

function averageWithin({ correlations }: CorrelationMatrix, members: readonly number[]): number {
  let sum = 0;
  let count = 0;
  for (const [place, i] of members.entries()) {
    for (const j of members.slice(0, place)) {
      const correlation = correlations[pairIndex(i, j)]!;
      if (Number.isNaN(correlation)) continue;
      sum += correlation;
      count++;
    }
  }
  return count === 0 ? Number.NaN : sum / count;
}

export interface CorrelatedPair {
  /** The two, sorted. */
  readonly symbols: readonly [string, string];
  readonly correlation: number;
}

/** Pairs whose correlation people are told is high, the highest first, of equal ones by name. */
export function highPairs({ symbols, correlations }: CorrelationMatrix): readonly CorrelatedPair[] {
  const pairs: CorrelatedPair[] = [];
  for (const [j, first] of symbols.entries()) {
    for (const [offset, second] of symbols.slice(j + 1).entries()) {
      const correlation = correlations[pairIndex(j + 1 + offset, j)]!;
      if (isHighCorrelation(correlation)) pairs.push({ symbols: [first, second], correlation });
    }
  }
  return pairs.sort((a, b) => b.correlation - a.correlation);
}

export interface EffectiveNumber {
  /** Between 1, where all move as one, and the number of symbols, where none moves with another. */
  readonly value: number;
  /** Symbols it is of. */
  readonly symbols: number;
  /** Symbols without a correlation to one of the others. Sorted. */
  readonly leftOut: readonly string[];
  /** Largest change of a correlation that made the matrix positive semidefinite; 0 where it was. */
  readonly largestChange: number;
}

/**
 * Number of uncorrelated positions that a set of symbols is worth: exp(−Σ qₖ ln qₖ), qₖ = λₖ/p, λ the eigenvalues of
 * their correlation matrix after {@link repairPsd}. Weights play no part. Where pairs have no estimate, symbols are
 * left out one by one, that with the most missing pairs first (of equals the last by name), until none is missing. No
 * estimate where fewer than two of several symbols are left, counted in symbols; one symbol alone is 1.
 * Source: Roy & Vetterli, "The effective rank" (2007); Meucci, "Managing diversification" (2009).
 */
export function effectiveNumber(matrix: CorrelationMatrix): EffectiveNumber | NoEstimate {
  const { symbols, correlations } = matrix;
  const kept = completeSymbols(matrix);
  const needed = Math.min(2, Math.max(1, symbols.length));
  if (kept.length < needed) return tooFewObservations(needed, kept.length);
  const p = kept.length;
  const full = new Float64Array(p * p);
  for (const [a, i] of kept.entries())
    for (const [b, j] of kept.entries()) full[a * p + b] = i === j ? 1 : correlations[pairIndex(i, j)]!;
  const { values, largestChange } = repairPsd(full, p);
  let entropy = 0;
  for (const eigenvalue of symmetricEigenvalues(values, p)) {
    const share = eigenvalue / p;
    if (share > 0) entropy -= share * Math.log(share);
  }
  const leftOut = symbols.filter((_, i) => !kept.includes(i));
  return { value: Math.exp(entropy), symbols: p, leftOut, largestChange };
}

/** Indices of symbols among which every pair has an estimate. */
function completeSymbols({ symbols, correlations }: CorrelationMatrix): readonly number[] {
  let kept: readonly number[] = [...symbols.keys()];
  for (;;) {
    const missing = kept.map(
      (i) => kept.filter((j) => j !== i && Number.isNaN(correlations[pairIndex(i, j)]!)).length,
    );
    const most = missing.reduce((worst, count) => Math.max(worst, count), 0);
    if (most === 0) return kept;
    const worst = kept[missing.lastIndexOf(most)];
    kept = kept.filter((i) => i !== worst);
  }
}
