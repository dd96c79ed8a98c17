// Risk from its definitions: whole sorts, sums over all rows, nothing kept from one session to the next.

export function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample covariance, ddof 1. */
export function covariance(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [average(x), average(y)];
  return x.reduce((sum, value, i) => sum + (value - meanX) * (y[i]! - meanY), 0) / (x.length - 1);
}

const TAILS = [
  [95, 0.05],
  [99, 0.01],
] as const;
const WINDOW = 504;
const SEED = 63;
const DECAY = 0.94;

export interface PlainTail {
  readonly level: 95 | 99;
  readonly filteredVar: number;
  readonly filteredEs: number;
  readonly historicalVar: number;
  readonly historicalEs: number;
}

/**
 * Tail risk of the session after the last of these returns, oldest first: of the last 504, each scaled by √(next
 * variance/its own), the variances h ← 0.94h + 0.06r² begun with the mean square of the 63 returns before.
 */
export function plainTail(returns: readonly number[]): {
  readonly forecastVolatility: number;
  readonly levels: readonly PlainTail[];
} {
  const window = returns.slice(-WINDOW);
  const before = returns.slice(-WINDOW - SEED).slice(0, SEED);
  let variance = average(before.map((r) => r * r));
  const deviations = window.map((r) => {
    const own = Math.sqrt(variance);
    variance = DECAY * variance + (1 - DECAY) * r * r;
    return own;
  });
  const next = Math.sqrt(variance);
  const scaled = window.map((r, k) => (r / deviations[k]!) * next);
  const [sortedScaled, sorted] = [scaled, window].map((values) => Float64Array.from(values).sort());
  const levels = TAILS.map(([level, tail]) => {
    const simulated = quantile(sortedScaled!, tail);
    const worst = sorted![Math.ceil(window.length * tail) - 1]!;
    return {
      level,
      filteredVar: -simulated,
      filteredEs: -average(scaled.filter((r) => r <= simulated)),
      historicalVar: -quantile(sorted!, tail),
      historicalEs: -average(window.filter((r) => r <= worst)),
    };
  });
  return { forecastVolatility: next, levels };
}

/** Linear between the order statistics at the place (n − 1)·p. */
function quantile(sorted: Float64Array, p: number): number {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  return sorted[below]! + (place - below) * (sorted[below + 1]! - sorted[below]!);
}

/** Slopes of y on several series and an intercept, by the normal equations. */
export function slopes(y: readonly number[], xs: readonly (readonly number[])[]): readonly number[] {
  const rows = xs.map((x) => [...xs.map((other) => covariance(x, other)), covariance(x, y)]);
  const k = xs.length;
  for (let i = 0; i < k; i++) {
    const pivot = rows[i]!;
    for (const row of rows.slice(i + 1)) {
      const share = row[i]! / pivot[i]!;
      for (let j = i; j <= k; j++) row[j]! -= share * pivot[j]!;
    }
  }
  const solution = xs.map(() => 0);
  for (let i = k - 1; i >= 0; i--) {
    const known = solution.reduce((sum, value, j) => (j > i ? sum + value * rows[i]![j]! : sum), 0);
    solution[i] = (rows[i]![k]! - known) / rows[i]![i]!;
  }
  return solution;
}
