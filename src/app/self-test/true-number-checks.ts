import { BILL_YIELD_SYMBOL } from "#core/factors/factor-table.ts";
import { LOADING_WIDTH, loadingColumn } from "#core/factors/loading-columns.ts";
import { METRIC_WIDTH, type MetricColumn, metricColumn } from "#core/metrics/metric-columns.ts";
import { describeSymbol } from "#providers/synthetic/describe-symbol.ts";
import { type SyntheticTruth, syntheticTruth } from "#providers/synthetic/synthetic-truth.ts";
import { differences, type Measure, samplingErrors } from "./check.ts";
import type { SelfTestWorld } from "./self-test-world.ts";

/** Estimates against the true numbers of the synthetic market, in windows that do not overlap: see `check.ts`. */

export const JOINT_WINDOW = 252;
const JOINT_REGRESSORS = 8;
const BETA_WINDOW = 90;
/** Sessions after which an EWMA of decay 0.94 has forgotten all but 0.04 %. */
const EWMA_APART = 126;
/** A year. An EWMA takes the mean for 0, and that of a bill fund's returns is as large as their volatility. */
const EWMA_LEAST_VOLATILITY = 0.02;

/** Joint factors as a loading row and as the truth name them. */
export const JOINT_FACTORS = [
  ["joint_market", "market"],
  ["joint_growth_value", "growthValue"],
  ["joint_momentum", "momentum"],
  ["joint_size", "size"],
  ["joint_quality", "quality"],
  ["joint_low_volatility", "lowVolatility"],
  ["joint_rates", "rates"],
] as const satisfies readonly (readonly [string, keyof SyntheticTruth["jointLoadings"]])[];

/** As-of sessions whose windows lie side by side, the last session's first. */
export function windowEnds(
  { fromOrdinal, toOrdinal }: SelfTestWorld,
  windowSessions: number,
): readonly number[] {
  const count = Math.floor((toOrdinal - fromOrdinal) / windowSessions) + 1;
  return Array.from({ length: count }, (_, i) => toOrdinal - i * windowSessions);
}

/** A number of a symbol's loading row. */
export function loadingOf(world: SelfTestWorld, symbol: string, column: string, ordinal: number): number {
  const { symbols, firstOrdinal, sessionCount, values } = world.analysis.loadings;
  const row = symbols.indexOf(symbol) * sessionCount + ordinal - firstOrdinal;
  return values[row * LOADING_WIDTH + loadingColumn(column)]!;
}

function metricOf(world: SelfTestWorld, symbol: string, column: MetricColumn, ordinal: number): number {
  const { symbols, firstOrdinal, sessionCount, values } = world.analysis.metrics;
  const row = symbols.indexOf(symbol) * sessionCount + ordinal - firstOrdinal;
  return values[row * METRIC_WIDTH + metricColumn(column)]!;
}

/** Symbols that have true numbers: all but the bill yield, which is no price. */
function symbolsOf({ histories }: SelfTestWorld): readonly string[] {
  return [...histories.keys()].filter((symbol) => symbol !== BILL_YIELD_SYMBOL).sort();
}

/** Symbols with noise of their own; of two that share it, as VUG and VTV do, one. */
function noisySymbols(world: SelfTestWorld): readonly string[] {
  const streams = new Set<string>();
  return symbolsOf(world).filter((symbol) => {
    const { noiseStream, specificVol } = describeSymbol(symbol);
    const isNew = specificVol > 0 && !streams.has(noiseStream);
    streams.add(noiseStream);
    return isNew;
  });
}

/** Joint loadings in units of their standard error, widened for the regime. */
export function jointLoadings(world: SelfTestWorld): Measure {
  const errors = samplingErrors(0.75, 1.3);
  for (const ordinal of windowEnds(world, JOINT_WINDOW)) {
    const widening = world.regime.slopeWidening(ordinal, JOINT_WINDOW);
    for (const symbol of noisySymbols(world))
      for (const [column, factor] of JOINT_FACTORS)
        errors.add(
          loadingOf(world, symbol, column, ordinal),
          syntheticTruth(symbol).jointLoadings[factor],
          widening * loadingOf(world, symbol, `${column}_std_error`, ordinal),
        );
  }
  return errors.measure();
}

/** Joint loadings of instruments without noise: the regression is exact but for rounding. */
export function exactLoadings(world: SelfTestWorld): Measure {
  const errors = differences("absolute", 1e-9);
  const exact = symbolsOf(world).filter((symbol) => describeSymbol(symbol).specificVol === 0);
  for (let ordinal = world.fromOrdinal; ordinal <= world.toOrdinal; ordinal++)
    for (const symbol of exact)
      for (const [column, factor] of JOINT_FACTORS)
        errors.add(loadingOf(world, symbol, column, ordinal), syntheticTruth(symbol).jointLoadings[factor]);
  return errors.measure();
}

/** Slopes on one benchmark alone. Symbols share the other factors' noise, so their mean square spreads more. */
export function betas(model: "market" | "rates"): (world: SelfTestWorld) => Measure {
  const [benchmark, truth] =
    model === "market" ? (["SPY", "marketBeta"] as const) : (["TLT", "ratesBeta"] as const);
  return (world) => {
    const errors = samplingErrors(0.4, 2.6);
    for (const ordinal of windowEnds(world, BETA_WINDOW)) {
      const widening = world.regime.slopeWidening(ordinal, BETA_WINDOW);
      for (const symbol of symbolsOf(world).filter((other) => other !== benchmark))
        errors.add(
          loadingOf(world, symbol, `${model}_beta`, ordinal),
          syntheticTruth(symbol)[truth],
          widening * loadingOf(world, symbol, `${model}_std_error`, ordinal),
        );
    }
    return errors.measure();
  };
}

/** Logarithms of the residuals' volatility: its standard error is the same for all symbols. */
export function specificVolatilities(world: SelfTestWorld): Measure {
  const errors = samplingErrors(0.5, 1.7);
  const freedom = Math.sqrt(JOINT_WINDOW / (JOINT_WINDOW - JOINT_REGRESSORS));
  for (const ordinal of windowEnds(world, JOINT_WINDOW)) {
    const { scale, logStdError } = world.regime.volatility(ordinal, JOINT_WINDOW);
    for (const symbol of noisySymbols(world)) {
      const variance = 252 * loadingOf(world, symbol, "joint_specific_variance", ordinal);
      const truth = syntheticTruth(symbol).specificVol * scale;
      errors.add(Math.log(variance) / 2, Math.log(truth), logStdError * freedom);
    }
  }
  return errors.measure();
}

/**
 * Logarithms of total volatilities, of an EWMA where `decay` is given. Those of one session move together with the
 * market, so their mean square spreads most.
 */
export function totalVolatilities(
  column: MetricColumn,
  windowSessions: number,
  decay?: number,
): (world: SelfTestWorld) => Measure {
  const apart = decay === undefined ? windowSessions : EWMA_APART;
  const least = decay === undefined ? 0 : EWMA_LEAST_VOLATILITY;
  return (world) => {
    const errors = samplingErrors(0.3, 3.2);
    const symbols = symbolsOf(world).filter((symbol) => syntheticTruth(symbol).totalVol >= least);
    for (const ordinal of windowEnds(world, apart)) {
      const { scale, logStdError } = world.regime.volatility(ordinal, windowSessions, decay);
      for (const symbol of symbols)
        errors.add(
          Math.log(metricOf(world, symbol, column, ordinal)),
          Math.log(syntheticTruth(symbol).totalVol * scale),
          logStdError,
        );
    }
    return errors.measure();
  };
}
