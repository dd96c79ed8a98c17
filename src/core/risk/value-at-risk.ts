import { populationMoments } from "#core/stats/population-moments.ts";
import { filteredSimulation, SEED_RETURNS, simulationSpace } from "./filtered-simulation.ts";
import {
  cornishFisherVar,
  exactShortfall,
  gaussianTail,
  historicalTail,
  simulatedTail,
  type TailEstimate,
  tailSample,
} from "./tail-estimates.ts";

/** Sessions whose returns tail risk is estimated from, and how many of them must be present. */
export const TAIL_WINDOW = 504;
export const TAIL_MIN_OBSERVATIONS = 252;

/** Length of the series tail risk is estimated from: the window and the sessions before it that seed the variance. */
export const PRO_FORMA_SESSIONS = TAIL_WINDOW + SEED_RETURNS;

/** Confidence levels in percent, and the share of sessions beyond each. */
export const TAIL_LEVELS = [
  { level: 95, tail: 0.05 },
  { level: 99, tail: 0.01 },
] as const;
export type TailLevel = (typeof TAIL_LEVELS)[number]["level"];

/**
 * The layout of tail risk at one session. VaR and ES are fractions of NAV over one session, positive = loss, by
 * filtered historical simulation (the headline), history as it was, a normal distribution and the Cornish–Fisher
 * expansion; `forecast_vol` is √h_{T+1}, daily; `observations` the returns present in the window, never NaN.
 */
const MEASURES = [
  "fhs_var",
  "fhs_es",
  "hist_var",
  "hist_es",
  "hist_es_exact",
  "gaussian_var",
  "gaussian_es",
  "cornish_fisher_var",
] as const;
type Measure = (typeof MEASURES)[number];
export type TailRiskColumn = `${Measure}_${TailLevel}` | "forecast_vol" | "observations";

export const TAIL_RISK_COLUMNS: readonly TailRiskColumn[] = [
  ...TAIL_LEVELS.flatMap(({ level }) => MEASURES.map((measure) => `${measure}_${level}` as const)),
  "forecast_vol",
  "observations",
];

export const TAIL_RISK_WIDTH = TAIL_RISK_COLUMNS.length;

/** Column of a tail-risk row by name. */
export function tailRiskColumn(name: TailRiskColumn): number {
  return TAIL_RISK_COLUMNS.indexOf(name);
}

/**
 * Value at risk and expected shortfall of the session after the last element of `returns`, in the columns of {@link
 * TAIL_RISK_COLUMNS}. `returns` are pro-forma returns, oldest first, of {@link PRO_FORMA_SESSIONS} sessions: the last
 * 504 are the window, the 63 before it seed the variance of the filtered simulation and serve nothing else. A shorter
 * series is a shorter window; what a longer one has in front is not read. Missing sessions are skipped.
 *
 * NaN in every column but `observations` below 252 returns; the filtered figures also where the simulation is not
 * complete (a return other than 0 at variance 0). Ten sessions count as √10 times one, where they are shown.
 */
export function tailRisk(returns: Float64Array): Float64Array {
  const simulation = filteredSimulation(returns, TAIL_WINDOW, SPACE);
  const { returns: own, scenarios, complete, forecastVariance } = simulation;
  const row = new Float64Array(TAIL_RISK_WIDTH).fill(Number.NaN);
  row[OBSERVATIONS] = scenarios.length;
  if (scenarios.length < TAIL_MIN_OBSERVATIONS) return row;
  row[FORECAST_VOL] = Math.sqrt(forecastVariance);
  const moments = populationMoments(own);
  const history = tailSample(own, MAX_TAIL);
  const filtered = complete ? tailSample(scenarios, MAX_TAIL) : null;
  let column = 0;
  const put = ({ valueAtRisk, expectedShortfall }: TailEstimate) => {
    row[column++] = valueAtRisk;
    row[column++] = expectedShortfall;
  };
  for (const { tail } of TAIL_LEVELS) {
    put(filtered === null ? NO_ESTIMATE : simulatedTail(filtered, tail));
    put(historicalTail(history, tail));
    row[column++] = exactShortfall(history, tail);
    put(gaussianTail(moments, tail));
    row[column++] = cornishFisherVar(moments, tail);
  }
  return row;
}

/** Of one call, overwritten by the next. */
const SPACE = simulationSpace(TAIL_WINDOW);
const FORECAST_VOL = tailRiskColumn("forecast_vol");
const OBSERVATIONS = tailRiskColumn("observations");
const MAX_TAIL = Math.max(...TAIL_LEVELS.map(({ tail }) => tail));
const NO_ESTIMATE: TailEstimate = { valueAtRisk: Number.NaN, expectedShortfall: Number.NaN };
