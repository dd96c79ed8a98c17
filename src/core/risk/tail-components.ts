import { type NoEstimate, tooFewObservations } from "#core/stats/no-estimate.ts";
import { type FilteredSimulation, filteredSimulation } from "./filtered-simulation.ts";
import { type ProFormaInputs, proFormaContributions, proFormaReturns } from "./pro-forma-returns.ts";
import type { SymbolWeights } from "./symbol-weights.ts";
import { simulatedTail, tailSample } from "./tail-estimates.ts";
import {
  PRO_FORMA_SESSIONS,
  TAIL_LEVELS,
  TAIL_MIN_OBSERVATIONS,
  TAIL_WINDOW,
  type TailLevel,
} from "./value-at-risk.ts";

/** Expected shortfall of one confidence level by holding. */
export interface ShortfallComponents {
  readonly level: TailLevel;
  /** In the order of the holdings, fractions of NAV; negative for a hedge. They add up to the expected shortfall. */
  readonly components: Float64Array;
  /** Sessions of the tail that they are means over. */
  readonly tailSessions: number;
}

/**
 * Who the expected shortfall of the filtered simulation comes from, at 95 and 99 %: −mean over the tail sessions of wᵢ
 * rᵢ √(h_{T+1}/h_s). A missing return stands as wᵢ β·f, as in the pro-forma history; cash and holdings without either
 * bring 0. The components add up to the portfolio's expected shortfall to rounding. NaN where that is.
 * Source: Tasche (2000), *Risk contributions and performance measurement*.
 */
export function shortfallComponents(
  holdings: SymbolWeights,
  inputs: ProFormaInputs,
  ordinal: number,
): readonly ShortfallComponents[] | NoEstimate {
  const { returns } = proFormaReturns(holdings, inputs, ordinal, PRO_FORMA_SESSIONS);
  const simulation = filteredSimulation(returns, TAIL_WINDOW);
  const observations = simulation.places.length;
  if (observations < TAIL_MIN_OBSERVATIONS) return tooFewObservations(TAIL_MIN_OBSERVATIONS, observations);
  return TAIL_LEVELS.map(({ level, tail }) => {
    const sessions = simulation.complete ? tailOf(simulation, tail) : [];
    const places = Int32Array.from(sessions, (k) => simulation.places[k]!);
    const own = proFormaContributions(holdings, inputs, ordinal, PRO_FORMA_SESSIONS, places);
    const components = new Float64Array(holdings.symbols.length);
    for (let i = 0; i < components.length; i++) {
      let sum = 0;
      for (let p = 0; p < sessions.length; p++)
        sum += own[i * sessions.length + p]! * simulation.scales[sessions[p]!]!;
      components[i] = 0 - sum / sessions.length;
    }
    return { level, components, tailSessions: sessions.length };
  });
}

/** Numbers of the scenarios at or below −VaR, in the order of time. */
function tailOf({ scenarios }: FilteredSimulation, tail: number): readonly number[] {
  const { valueAtRisk } = simulatedTail(tailSample(scenarios, tail), tail);
  const sessions: number[] = [];
  for (let k = 0; k < scenarios.length; k++) if (scenarios[k]! <= -valueAtRisk) sessions.push(k);
  return sessions;
}

/**
 * Component value at risk: each holding's share of the variance by the factor model × the VaR. An allocation, not a
 * simulation: what adds up exactly to a VaR would hang on a single session. NaN where a share is.
 */
export function componentValueAtRisk(shares: Float64Array, valueAtRisk: number): Float64Array {
  return shares.map((share) => share * valueAtRisk);
}
