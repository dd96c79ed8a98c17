import type { Factor } from "#core/factors/factor-table.ts";
import { cholesky, choleskyInverse } from "#core/stats/cholesky.ts";
import type { Given } from "./given.ts";
import { factorReturnsGiven, returnsGiven } from "./risk-inputs.ts";
import { average, dotProduct, sum } from "./textbook.ts";

/** Holdings that have returns on the same sessions, as one series, with their regression on the factors. */
interface Pattern {
  /** Sessions of the window in which factors and holdings are present. */
  readonly rows: readonly number[];
  /** Centred factors by session; null outside the rows. */
  readonly design: readonly (readonly number[] | null)[];
  /** (X̃′X̃)⁻¹. */
  readonly inverse: readonly (readonly number[])[] | null;
  /** By session; 0 outside the rows. */
  readonly residuals: readonly number[];
}

/**
 * Standard error of the exposure Σ wᵢbᵢ to one of some factors, each bᵢ from the holding's own regression on its own
 * rows: Var = Σ over pairs of patterns of σ·[A G A]ⱼⱼ, holdings with the same rows being added up first. Where all
 * have the same rows this is the coefficient's standard error of the regression of Σ wᵢrᵢ.
 */
export function exposureStdError(given: Given, factors: readonly Factor[], place: number): number {
  const x = factors.map((factor) => factorReturnsGiven(given, factor));
  const present = [...(x[0] ?? []).keys()].filter((t) => x.every((series) => !Number.isNaN(series[t]!)));
  const patterns = new Map<string, { rows: readonly number[]; total: number[] }>();
  const weights = given.values("w");
  for (const [i, label] of given.labels("w").entries()) {
    const returns = returnsGiven(given, label);
    const rows = present.filter((t) => !Number.isNaN(returns[t]!));
    const key = rows.join();
    const pattern = patterns.get(key) ?? { rows, total: returns.map(() => 0) };
    for (const t of rows) pattern.total[t]! += weights[i]! * returns[t]!;
    patterns.set(key, pattern);
  }
  if (patterns.size === 0) return Number.NaN;
  const fits = [...patterns.values()].map(({ rows, total }) => fitPattern(x, rows, total));
  let variance = 0;
  for (const a of fits) {
    for (const b of fits) {
      const common = a.rows.filter((t) => b.design[t] !== null);
      if (common.length === 0) continue;
      const freedom = common.length - factors.length - 1;
      if (freedom <= 0 || a.inverse === null || b.inverse === null) return Number.NaN;
      const sigma = sum(common.map((t) => a.residuals[t]! * b.residuals[t]!)) / freedom;
      // Row j of A times G times column j of A.
      const left = common.map((t) => dotProduct(a.inverse![place]!, a.design[t]!));
      const right = common.map((t) => dotProduct(b.inverse![place]!, b.design[t]!));
      variance += sigma * dotProduct(left, right);
    }
  }
  return variance < 0 ? Number.NaN : Math.sqrt(variance);
}

function fitPattern(
  x: readonly (readonly number[])[],
  rows: readonly number[],
  total: readonly number[],
): Pattern {
  const k = x.length;
  const means = x.map((series) => average(rows.map((t) => series[t]!)));
  const inRows = new Set(rows);
  const design = total.map((_, t) => (inRows.has(t) ? x.map((series, j) => series[t]! - means[j]!) : null));
  const scales = x.map((_, j) => Math.sqrt(sum(rows.map((t) => design[t]![j]! ** 2))));
  const gram = Float64Array.from({ length: k * k }, (_, at) => {
    const [i, j] = [Math.floor(at / k), at % k];
    return sum(rows.map((t) => (design[t]![i]! / scales[i]!) * (design[t]![j]! / scales[j]!)));
  });
  const lower = cholesky(gram, k);
  if (lower === null) return { rows, design, inverse: null, residuals: total.map(() => 0) };
  const scaled = choleskyInverse(lower, k);
  const inverse = x.map((_, i) => x.map((__, j) => scaled[i * k + j]! / (scales[i]! * scales[j]!)));
  const centre = average(rows.map((t) => total[t]!));
  const cross = x.map((_, j) => sum(rows.map((t) => design[t]![j]! * (total[t]! - centre))));
  const betas = inverse.map((row) => dotProduct(row, cross));
  const residuals = total.map((value, t) =>
    design[t] === null ? 0 : value - centre - dotProduct(betas, design[t]!),
  );
  return { rows, design, inverse, residuals };
}
