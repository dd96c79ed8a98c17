import { normalPdf, normalQuantile } from "#core/stats/normal.ts";
import { average, squaredDeviations, sum } from "./textbook.ts";

// Tail risk of one session from past returns, oldest first, NaN where one is missing: fractions, positive is a loss.

const WINDOW = 504;
const SEED = 63;
const LEAST = 252;
const DECAY = 0.94;

/** Sessions that tail risk looks back on: the window, and those before it that start the variance. */
export const TAIL_SESSIONS = WINDOW + SEED;
export const TAIL_LEAST = LEAST;

export type TailMeasure =
  | "fhs_var"
  | "fhs_es"
  | "hist_var"
  | "hist_es"
  | "hist_es_exact"
  | "gaussian_var"
  | "gaussian_es"
  | "cornish_fisher_var";

/** One measure at a tail of 0.05 or 0.01; NaN below 252 returns in the window. */
export function tailMeasure(returns: readonly number[], measure: TailMeasure, tail: number): number {
  const own = presentIn(returns.slice(-WINDOW)).map(([, value]) => value);
  if (own.length < LEAST) return Number.NaN;
  const sorted = own.toSorted((a, b) => a - b);
  switch (measure) {
    case "hist_var":
      return 0 - type7(sorted, tail);
    case "hist_es":
      return 0 - average(own.filter((value) => value <= inverted(sorted, tail)));
    case "hist_es_exact":
      return exactShortfall(sorted, tail);
    case "gaussian_var":
      return 0 - (average(own) + normalQuantile(tail) * populationDeviation(own));
    case "gaussian_es":
      return 0 - average(own) + (populationDeviation(own) * normalPdf(normalQuantile(tail))) / tail;
    case "cornish_fisher_var":
      return cornishFisher(own, tail);
    case "fhs_var":
    case "fhs_es": {
      const { scenarios } = simulate(returns);
      if (scenarios.some(Number.isNaN)) return Number.NaN;
      const quantile = type7(
        scenarios.toSorted((a, b) => a - b),
        tail,
      );
      return measure === "fhs_var" ? 0 - quantile : 0 - average(scenarios.filter((x) => x <= quantile));
    }
  }
}

/** √h of the next session, daily; NaN below 252 returns. */
export function forecastVolatility(returns: readonly number[]): number {
  const { scenarios, forecast } = simulate(returns);
  return scenarios.length < LEAST ? Number.NaN : Math.sqrt(forecast);
}

export function tailObservations(returns: readonly number[]): number {
  return presentIn(returns.slice(-WINDOW)).length;
}

/** The places in the series, and the scales √(h_{T+1}/h), of the scenarios at or below the quantile. */
export function tailScenarios(
  returns: readonly number[],
  tail: number,
): readonly { readonly place: number; readonly scale: number }[] {
  const { scenarios, scales, places } = simulate(returns);
  if (scenarios.length < LEAST || scenarios.some(Number.isNaN)) return [];
  const quantile = type7(
    scenarios.toSorted((a, b) => a - b),
    tail,
  );
  return scenarios.flatMap((x, k) => (x <= quantile ? [{ place: places[k]!, scale: scales[k]! }] : []));
}

interface Simulation {
  /** r·√(h_{T+1}/h); NaN where a return other than 0 met a variance of 0. */
  readonly scenarios: readonly number[];
  readonly scales: readonly number[];
  readonly places: readonly number[];
  readonly forecast: number;
}

/** Filtered historical simulation: h₊₁ = 0.94h + 0.06r² over the window, seeded by the 63 returns before it. */
function simulate(returns: readonly number[]): Simulation {
  const start = Math.max(0, returns.length - WINDOW);
  const seed = presentIn(returns.slice(Math.max(0, start - SEED)))
    .slice(0, SEED)
    .map(([, value]) => value * value);
  const window = presentIn(returns.slice(start));
  let h = average(seed);
  const variances = window.map(([, value]) => {
    const before = h;
    h = DECAY * h + (1 - DECAY) * value * value;
    return before;
  });
  const scales = variances.map((variance) => (variance === 0 ? 0 : Math.sqrt(h / variance)));
  return {
    scenarios: window.map(([, value], k) =>
      variances[k] === 0 && value !== 0 ? Number.NaN : value * scales[k]!,
    ),
    scales,
    places: window.map(([place]) => start + place),
    forecast: h,
  };
}

function presentIn(values: readonly number[]): readonly (readonly [place: number, value: number])[] {
  return [...values.entries()].filter(([, value]) => !Number.isNaN(value));
}

/** Linear between the order statistics at (n − 1)·p. */
function type7(sorted: readonly number[], p: number): number {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below]!;
  return low + (place - below) * ((sorted[below + 1] ?? low) - low);
}

/** The smallest element at or below which lie at least n·p. */
function inverted(sorted: readonly number[], p: number): number {
  return sorted[Math.max(1, Math.ceil(sorted.length * p - 1e-9)) - 1]!;
}

/** The mean of exactly n·p of the lowest, the last of them by its part. */
function exactShortfall(sorted: readonly number[], p: number): number {
  const size = sorted.length * p;
  const whole = Math.floor(size);
  return 0 - (sum(sorted.slice(0, whole)) + (size - whole) * sorted[whole]!) / size;
}

function populationDeviation(values: readonly number[]): number {
  return Math.sqrt(squaredDeviations(values) / values.length);
}

/** −(μ + σ·w(z)) with the skewness and excess kurtosis of the population; NaN where w is not increasing everywhere. */
function cornishFisher(values: readonly number[], p: number): number {
  const [centre, deviation] = [average(values), populationDeviation(values)];
  const standard = values.map((value) => (value - centre) / deviation);
  const s = average(standard.map((value) => value ** 3));
  const k = average(standard.map((value) => value ** 4)) - 3;
  const [a, b, c] = [k / 8 - s ** 2 / 6, s / 3, 1 - k / 8 + (5 * s ** 2) / 36];
  if (!(a >= 0 && c >= 0 && b * b <= 4 * a * c)) return Number.NaN;
  const z = normalQuantile(p);
  const w = z + ((z ** 2 - 1) * s) / 6 + ((z ** 3 - 3 * z) * k) / 24 - ((2 * z ** 3 - 5 * z) * s ** 2) / 36;
  return 0 - (centre + w * deviation);
}
