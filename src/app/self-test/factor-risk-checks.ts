import type { RiskMetricColumn } from "#core/risk/risk-metric-columns.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { describeSymbol } from "#providers/synthetic/describe-symbol.ts";
import { SYNTHETIC_FACTORS } from "#providers/synthetic/market-paths.ts";
import { syntheticTruth } from "#providers/synthetic/synthetic-truth.ts";
import { differences, type Measure, samplingErrors } from "./check.ts";
import { pastReturns, ROUNDING, type Weights, weightsAt } from "./direct-checks.ts";
import { covariance, slopes } from "./plain-risk.ts";
import type { SelfTestWorld } from "./self-test-world.ts";
import { metricAt } from "./tail-checks.ts";
import { JOINT_FACTORS, JOINT_WINDOW, loadingOf, windowEnds } from "./true-number-checks.ts";

/** Risk by the joint model: against the true one, and against its own algebra from returns and loadings. */

/** Sessions between those whose decomposition is worked out again. */
const EVERY = 21;

/** Long and short leg of each joint factor. */
const LEGS = [
  ["SPY"],
  ["VUG", "VTV"],
  ["MTUM", "SPY"],
  ["IWM", "SPY"],
  ["QUAL", "SPY"],
  ["USMV", "SPY"],
  ["TLT"],
];

/**
 * Logarithms of the book's volatility by the model, against the one of the market's true numbers. As good as that of
 * its own returns: the standard error is that of a volatility. So few that their mean square spreads widely.
 */
export function modelVolatilities(world: SelfTestWorld): Measure {
  const errors = samplingErrors(0.02, 5);
  for (const ordinal of windowEnds(world, JOINT_WINDOW)) {
    const t = ordinal - world.fromOrdinal;
    const { scale, logStdError } = world.regime.volatility(ordinal, JOINT_WINDOW);
    const truth = trueVolatility(weightsAt(world, t)) * scale;
    errors.add(Math.log(metricAt(world, "model_volatility", t)), Math.log(truth), logStdError);
  }
  return errors.measure();
}

/** Of a book by the true loadings, factor volatilities and specific volatilities, shared noise added up first. */
function trueVolatility(weights: Weights): number {
  const exposure = new Map<string, number>();
  const specific = new Map<string, number>();
  for (const [symbol, weight] of weights) {
    const { jointLoadings, specificVol } = syntheticTruth(symbol);
    const { noiseStream } = describeSymbol(symbol);
    for (const { name } of SYNTHETIC_FACTORS)
      exposure.set(name, (exposure.get(name) ?? 0) + weight * jointLoadings[name]);
    specific.set(noiseStream, (specific.get(noiseStream) ?? 0) + weight * specificVol);
  }
  let market = 0;
  let variance = [...specific.values()].reduce((sum, own) => sum + own * own, 0);
  for (const { name, ownVol, onMarket } of SYNTHETIC_FACTORS) {
    market += exposure.get(name)! * (name === "market" ? 1 : onMarket);
    if (name !== "market") variance += (exposure.get(name)! * ownVol) ** 2;
  }
  return Math.sqrt(variance + (market * SYNTHETIC_FACTORS[0].ownVol) ** 2);
}

/** Volatility, shares by factor and by position, from the loadings and a covariance of the factors' own returns. */
export function decompositions(world: SelfTestWorld): Measure {
  const errors = differences("absolute", ROUNDING);
  const last = world.ledger.nav.length - 1;
  for (let t = last % EVERY; t <= last; t += EVERY) {
    const { volatility, byFactor, specific, ratio } = decomposed(world, t);
    const shares = [metricAt(world, "specific_share", t)];
    errors.add(metricAt(world, "model_volatility", t), volatility);
    errors.add(metricAt(world, "diversification_ratio", t), ratio);
    errors.add(shares[0]!, specific);
    for (const [k, [column]] of JOINT_FACTORS.entries()) {
      const share = metricAt(world, column.replace("joint", "share") as RiskMetricColumn, t);
      errors.add(share, byFactor[k]!);
      shares.push(share);
    }
    errors.add(
      shares.reduce((sum, share) => sum + share, 0),
      1,
    );
  }
  const { byPosition } = decomposed(world, last);
  const { symbols, shares } = world.analysis.riskDetails;
  for (const [i, symbol] of symbols.entries()) errors.add(shares[i]!, byPosition.get(symbol) ?? Number.NaN);
  errors.add(
    shares.reduce((sum, share) => sum + share, 0),
    1,
  );
  return errors.measure();
}

function decomposed(world: SelfTestWorld, t: number) {
  const ordinal = world.fromOrdinal + t;
  const factors = factorReturns(world, t);
  const sigma = factors.map((f) => factors.map((g) => covariance(f, g)));
  const covarianceOf = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, x, k) => sum + x * b.reduce((inner, y, l) => inner + sigma[k]![l]! * y, 0), 0);
  const positions = weightsAt(world, t).map(([symbol, weight]) => ({
    symbol,
    weight,
    loadings: JOINT_FACTORS.map(([column]) => loadingOf(world, symbol, column, ordinal)),
    own: loadingOf(world, symbol, "joint_specific_variance", ordinal),
  }));
  const exposure = factors.map((_, k) =>
    positions.reduce((sum, { weight, loadings }) => sum + weight * loadings[k]!, 0),
  );
  const specific = positions.reduce((sum, { weight, own }) => sum + weight * weight * own, 0);
  const variance = covarianceOf(exposure, exposure) + specific;
  const unit = (k: number) => factors.map((_, l) => (l === k ? 1 : 0));
  const apart = positions.reduce(
    (sum, { weight, loadings, own }) =>
      sum + Math.abs(weight) * Math.sqrt(covarianceOf(loadings, loadings) + own),
    0,
  );
  return {
    volatility: Math.sqrt(252 * variance),
    specific: specific / variance,
    ratio: apart / Math.sqrt(variance),
    byFactor: exposure.map((e, k) => (e * covarianceOf(unit(k), exposure)) / variance),
    byPosition: new Map(
      positions.map(({ symbol, weight, loadings, own }) => [
        symbol,
        (weight * (covarianceOf(loadings, exposure) + weight * own)) / variance,
      ]),
    ),
  };
}

/** Correlated stress of every scenario = regression of the book's past returns on the shocked factors × their shocks. */
export function correlatedStress(world: SelfTestWorld): Measure {
  const errors = differences("absolute", ROUNDING);
  const last = world.ledger.nav.length - 1;
  const book = [...pastReturns(world, last, JOINT_WINDOW)];
  const factors = factorReturns(world, last);
  for (const { shocks, correlated } of world.analysis.stress.results) {
    const shocked = factors.flatMap((returns, k) =>
      shocks.shocked[k] ? [{ returns, shock: shocks.factorReturns[k]! }] : [],
    );
    const beta = slopes(
      book,
      shocked.map(({ returns }) => returns),
    );
    const expected = shocked.reduce((sum, { shock }, s) => sum + beta[s]! * shock, 0);
    errors.add(isNoEstimate(correlated) ? Number.NaN : correlated.pnl, expected);
  }
  return errors.measure();
}

/** Returns of the joint factors in the window of a session, the last first. */
function factorReturns(world: SelfTestWorld, t: number): readonly (readonly number[])[] {
  const past = new Map<string, readonly number[]>();
  const returnsOf = (symbol: string): readonly number[] => {
    const known = past.get(symbol) ?? [...pastReturns(world, t, JOINT_WINDOW, [[symbol, 1]])];
    past.set(symbol, known);
    return known;
  };
  return LEGS.map(([long, short]) => {
    const own = returnsOf(long!);
    return short === undefined ? own : own.map((r, k) => r - returnsOf(short)[k]!);
  });
}
