import { factorsOf } from "#core/factors/factor-table.ts";
import type { FactorBook } from "#core/risk/factor-book.ts";
import type { MovePnl } from "#core/scenarios/move-pnl.ts";
import { isNoEstimate, type NoEstimate } from "#core/stats/no-estimate.ts";
import type { ScenarioResult } from "./portfolio-analytics.ts";

/** What one scenario does to a portfolio, as it is stored and read. Fractions of NAV, NaN where there is no estimate. */
export interface StressRow {
  readonly scenarioId: string;
  /** Where the shocks come from: the scenario table, or what the factors did in the episode. */
  readonly source: "table" | "replay";
  /** Joint factors of a replay that take the table's shock. */
  readonly tableFactors: readonly string[];
  /** Mahalanobis distance of the shocks in standard deviations, and the share of draws that lie nearer. */
  readonly plausibilityDistance: number;
  readonly plausibilityPercentile: number;
  /** Why there is no distance; null where there is one. */
  readonly plausibilityReason: NoEstimate["reason"] | null;
  readonly shockedFactors: number;
  readonly symbols: readonly string[];
  /** Symbols of the option lots revalued. */
  readonly options: readonly string[];
  readonly direct: StressMove;
  /** Arrays are empty where there is none. */
  readonly correlated: StressMove;
  /** Why the session has no correlated reading, whatever is held; null where it has one. */
  readonly correlatedReason: NoEstimate["reason"] | null;
  /** Share of NAV, in absolute value, without joint loadings. */
  readonly notCovered: number;
}

/** One of a scenario's two readings. */
export interface StressMove {
  readonly pnl: number;
  /** Returns of the seven joint factors. */
  readonly moves: Float64Array;
  readonly byFactor: Float64Array;
  readonly bySymbol: Float64Array;
  readonly convexity: number;
  readonly byOption: Float64Array;
}

const JOINT_NAMES = factorsOf("joint").map(({ name }) => name);
const EMPTY = new Float64Array(0);
const NO_MOVE: StressMove = {
  pnl: Number.NaN,
  moves: EMPTY,
  byFactor: EMPTY,
  bySymbol: EMPTY,
  convexity: Number.NaN,
  byOption: EMPTY,
};

export function stressRows(book: FactorBook, results: readonly ScenarioResult[]): readonly StressRow[] {
  const options = book.options.map(({ symbol }) => symbol);
  return results.map(({ scenario, source, fromTable, shocks, plausibility, direct, correlated }) => {
    const distance = isNoEstimate(plausibility)
      ? { distance: Number.NaN, percentile: Number.NaN }
      : plausibility;
    return {
      scenarioId: scenario.id,
      source,
      tableFactors: source === "table" ? [] : JOINT_NAMES.filter((_, k) => fromTable[k] && shocks.shocked[k]),
      plausibilityDistance: distance.distance,
      plausibilityPercentile: distance.percentile,
      plausibilityReason: isNoEstimate(plausibility) ? plausibility.reason : null,
      shockedFactors: shocks.shocked.filter(Boolean).length,
      symbols: book.symbols,
      options,
      direct: stressMove(direct),
      correlated: isNoEstimate(correlated) ? NO_MOVE : stressMove(correlated),
      correlatedReason: isNoEstimate(correlated) ? correlated.reason : null,
      notCovered: book.uncoveredWeight,
    };
  });
}

export function stressMove({
  pnl,
  factorReturns,
  byFactor,
  bySymbol,
  convexity,
  byOption,
}: MovePnl): StressMove {
  return { pnl, moves: factorReturns, byFactor, bySymbol, convexity, byOption };
}
