import { LOADING_COLUMNS } from "#core/factors/loading-columns.ts";
import { EXPOSURE_COLUMNS, EXPOSURE_FACTORS, EXPOSURE_WIDTH } from "#core/risk/exposure-columns.ts";
import {
  VOLATILITY_WIDTH,
  type VolatilityColumn,
  volatilityColumn,
} from "#core/risk/portfolio-volatility.ts";
import { syntheticTruth } from "#providers/synthetic/synthetic-truth.ts";
import { differences, type Measure, samplingErrors } from "./check.ts";
import type { SelfTestWorld } from "./self-test-world.ts";
import { JOINT_FACTORS, JOINT_WINDOW, loadingOf, windowEnds } from "./true-number-checks.ts";

/** A portfolio's analytics worked out again from the plain ledger's weights, straight from their definitions. */

/** What is left to rounding in sums of numbers near 1. */
export const ROUNDING = 1e-10;

/** Of what is held as risk sees it, cash apart. */
export type Weights = readonly (readonly [symbol: string, weight: number])[];

/** Weights of what is held, options by their delta, cash apart, `t` sessions after the first. */
export function weightsAt({ ledger }: SelfTestWorld, t: number): Weights {
  return Array.from(ledger.values, ([symbol, value]) => [symbol, value[t]! / ledger.nav[t]!] as const).filter(
    ([, weight]) => weight !== 0,
  );
}

function weighted(weights: Weights, termOf: (symbol: string) => number): number {
  return weights.reduce((sum, [symbol, weight]) => sum + weight * termOf(symbol), 0);
}

function exposureOf({ analysis }: SelfTestWorld, column: string, t: number): number {
  return analysis.exposures.values[t * EXPOSURE_WIDTH + EXPOSURE_COLUMNS.indexOf(column)]!;
}

/** Σ weight × loading by factor, on every session. */
export function exposures(world: SelfTestWorld): Measure {
  const errors = differences("absolute", ROUNDING);
  for (const t of world.ledger.nav.keys()) {
    const weights = weightsAt(world, t);
    for (const { column, loadingIndex } of EXPOSURE_FACTORS) {
      const expected = weighted(weights, (symbol) =>
        loadingIndex === null
          ? (world.profiles.get(symbol)?.providerBeta ?? Number.NaN)
          : loadingOf(world, symbol, LOADING_COLUMNS[loadingIndex]!, world.fromOrdinal + t),
      );
      errors.add(exposureOf(world, column, t), expected);
    }
  }
  return errors.measure();
}

/** Joint exposures in units of their own standard error, widened for the regime. */
export function trueExposures(world: SelfTestWorld): Measure {
  const errors = samplingErrors(0.25, 3);
  for (const ordinal of windowEnds(world, JOINT_WINDOW)) {
    const t = ordinal - world.fromOrdinal;
    const widening = world.regime.slopeWidening(ordinal, JOINT_WINDOW);
    for (const [column, factor] of JOINT_FACTORS)
      errors.add(
        exposureOf(world, column, t),
        weighted(weightsAt(world, t), (symbol) => syntheticTruth(symbol).jointLoadings[factor]),
        widening * exposureOf(world, `${column}_std_error`, t),
      );
  }
  return errors.measure();
}

const REALIZED: readonly (readonly [VolatilityColumn, windowSessions: number])[] = [
  ["realized_vol_21", 21],
  ["realized_vol_63", 63],
  ["realized_vol_252", 252],
];
const EWMA_SESSIONS = 504;
const EWMA_DECAY = 0.94;

/** Volatility of Σ weight × past return with the weights of each session: deviations from the mean, two passes. */
export function portfolioVolatilities(world: SelfTestWorld): Measure {
  const errors = differences("relative", ROUNDING);
  for (const t of world.ledger.nav.keys()) {
    const found = (column: VolatilityColumn) =>
      world.analysis.volatility.values[t * VOLATILITY_WIDTH + volatilityColumn(column)]!;
    const past = pastReturns(world, t, EWMA_SESSIONS);
    for (const [column, windowSessions] of REALIZED) {
      const window = past.slice(0, windowSessions);
      const mean = window.reduce((sum, r) => sum + r, 0) / windowSessions;
      const variance = window.reduce((sum, r) => sum + (r - mean) ** 2, 0) / (windowSessions - 1);
      errors.add(found(column), Math.sqrt(252 * variance));
    }
    const weights = past.map((_, k) => EWMA_DECAY ** k);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const ewma = past.reduce((sum, r, k) => sum + weights[k]! * r * r, 0) / total;
    errors.add(found("ewma_vol"), Math.sqrt(252 * ewma));
  }
  return errors.measure();
}

/** What the book of a session, or another, would have returned on it, the session before it, and so on. */
export function pastReturns(
  world: SelfTestWorld,
  t: number,
  sessionCount: number,
  weights = weightsAt(world, t),
): Float64Array {
  const past = new Float64Array(sessionCount);
  for (const [symbol, weight] of weights) {
    const returns = world.returns.get(symbol)!;
    const last = returns.length - world.ledger.nav.length + t;
    for (let k = 0; k < past.length; k++) past[k]! += weight * returns[last - k]!;
  }
  return past;
}

/** Scenarios that move one factor by a size worked out by hand: a yield 1 % higher is −16.5·0.01 + ½·360·0.01². */
const BY_HAND: readonly (readonly [scenario: string, factor: string, move: number])[] = [
  ["market_down_10", "joint_market", -0.1],
  ["market_crash_35", "joint_market", -0.35],
  ["rates_up_100bp", "joint_rates", -0.147],
];

/** Direct stress P&L of every scenario = Σ exposure × move of the factor, in fractions of NAV. */
export function directStress(world: SelfTestWorld): Measure {
  const errors = differences("absolute", ROUNDING);
  const weights = weightsAt(world, world.ledger.nav.length - 1);
  const exposure = (column: string) =>
    weighted(weights, (symbol) => loadingOf(world, symbol, column, world.toOrdinal));
  const { results } = world.analysis.stress;
  for (const { shocks, direct } of results) {
    const parts = JOINT_FACTORS.map(([column], k) => exposure(column) * shocks.factorReturns[k]!);
    errors.add(
      direct.pnl,
      parts.reduce((sum, part) => sum + part, 0),
    );
  }
  for (const [id, column, move] of BY_HAND) {
    const result = results.find(({ scenario }) => scenario.id === id);
    errors.add(result?.direct.pnl ?? Number.NaN, exposure(column) * move);
  }
  return errors.measure();
}
