import { EWMA_DECAY } from "./volatility.ts";

/** Returns whose mean square starts the recursion of variances. */
export const SEED_RETURNS = 63;

/** Past returns scaled to the variance forecast for the next session. */
export interface FilteredSimulation {
  /** Place of each present return of the window in the series, oldest first. */
  readonly places: Int32Array;
  /** r_s: the present returns themselves. */
  readonly returns: Float64Array;
  /** √(h_{T+1}/h_s) of each. */
  readonly scales: Float64Array;
  /** r_s·√(h_{T+1}/h_s): what the next session would return if it repeated session s at today's variance. */
  readonly scenarios: Float64Array;
  /** False where a scenario is none, because a return other than 0 met a variance of 0. */
  readonly complete: boolean;
  /** h_{T+1}, daily. */
  readonly forecastVariance: number;
}

/**
 * Filtered historical simulation of the next session's return from the last `windowSessions` elements of a series,
 * oldest first; NaN is missing, skipped, and ages nothing. Variances h_{s+1} = 0.94·h_s + 0.06·r_s² run over the
 * present returns of the window; z_s = r_s/√h_s is not de-meaned; the scenarios are z_s·√h_{T+1}.
 *
 * The first variance is the mean square of the 63 returns before the window. Where fewer are present among the 63
 * elements before it, the window's own first returns make up the 63 (the window's first 63 where none is before it):
 * a handful of returns would be no measure of a variance by which all early ones are divided. Elements further back
 * are not read. A return of 0 at variance 0 is a scenario of 0; any other return there has none, and the
 * simulation is not complete. Deterministic; what it gives lies in `space`, a new one unless given.
 * Source: Barone-Adesi, Giannopoulos and Vosper (1999), *Journal of Futures Markets* 19; Hull and White (1998).
 */
export function filteredSimulation(
  returns: Float64Array,
  windowSessions: number,
  space = simulationSpace(windowSessions),
): FilteredSimulation {
  const start = Math.max(0, returns.length - windowSessions);
  const { places, own, deviations, scenarios } = space;
  let n = 0;
  let variance = seedVariance(returns, Math.max(0, start - SEED_RETURNS));
  for (let i = start; i < returns.length; i++) {
    const r = returns[i]!;
    if (Number.isNaN(r)) continue;
    places[n] = i;
    own[n] = r;
    deviations[n] = Math.sqrt(variance);
    variance = EWMA_DECAY * variance + (1 - EWMA_DECAY) * r * r;
    n++;
  }
  const forecast = Math.sqrt(variance);
  const scales = deviations;
  let complete = true;
  for (let k = 0; k < n; k++) {
    const r = own[k]!;
    const deviation = deviations[k]!;
    if (deviation === 0 && r !== 0) complete = false;
    const scale = deviation === 0 ? 0 : forecast / deviation;
    scales[k] = scale;
    scenarios[k] = r * scale;
  }
  return {
    places: places.subarray(0, n),
    returns: own.subarray(0, n),
    scales: scales.subarray(0, n),
    scenarios: scenarios.subarray(0, n),
    complete,
    forecastVariance: variance,
  };
}

/** Room for one simulation. Given to the next one, what it held is lost: a year of sessions need not ask for more. */
export function simulationSpace(windowSessions: number) {
  return {
    places: new Int32Array(windowSessions),
    own: new Float64Array(windowSessions),
    deviations: new Float64Array(windowSessions),
    scenarios: new Float64Array(windowSessions),
  };
}

/** Mean square of the first 63 present returns from an element on; of all where there are fewer; NaN where none is. */
function seedVariance(returns: Float64Array, from: number): number {
  let sum = 0;
  let n = 0;
  for (let i = from; i < returns.length && n < SEED_RETURNS; i++) {
    const r = returns[i]!;
    if (Number.isNaN(r)) continue;
    sum += r * r;
    n++;
  }
  return sum / n;
}
