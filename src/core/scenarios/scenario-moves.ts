import type { FactorCovariance } from "#core/factors/factor-covariance.ts";
import { JOINT_COUNT } from "#core/factors/joint-columns.ts";
import type { FactorBook } from "#core/risk/factor-book.ts";
import { SESSIONS_PER_YEAR } from "#core/risk/volatility.ts";
import { isNoEstimate, type NoEstimate } from "#core/stats/no-estimate.ts";
import { correlatedStress, expectedMoves } from "./correlated-stress.ts";
import { directStress } from "./direct-stress.ts";
import type { FactorEpisode } from "./factor-episodes.ts";
import type { MovePnl } from "./move-pnl.ts";
import { type Plausibility, plausibility } from "./plausibility.ts";
import { type ReplayedShocks, replayShocks } from "./replay-shocks.ts";
import { SCENARIOS, type Scenario } from "./scenario-table.ts";
import { type TranslatedShocks, translateShocks } from "./translate-shocks.ts";

/** What a shock makes the joint factors do at one session: the same for every portfolio. */
export interface ShockMoves {
  readonly shocks: TranslatedShocks;
  /** All seven factors, given the shocked ones. */
  readonly expected: Float64Array | NoEstimate;
  readonly plausibility: Plausibility | NoEstimate;
}

/** A scenario of the table as it applies at one session. */
export interface ScenarioMoves extends ShockMoves {
  readonly scenario: Scenario;
  /** Where the shocks come from: the table, or what the factors did in the scenario's episode. */
  readonly source: "table" | "replay";
  /** By joint factor: true where a replay takes the table's shock, its proxy having no prices then. All true for `table`. */
  readonly fromTable: readonly boolean[];
}

/** What a shock does to a portfolio. */
export interface ShockStress {
  readonly direct: MovePnl;
  readonly correlated: MovePnl | NoEstimate;
}

/** A shock seen through a session's covariance, which happens within `horizonSessions`. */
export function shockMoves(
  shocks: TranslatedShocks,
  covariance: FactorCovariance | NoEstimate,
  horizonSessions: number = SESSIONS_PER_YEAR,
): ShockMoves {
  if (isNoEstimate(covariance)) return { shocks, expected: covariance, plausibility: covariance };
  return {
    shocks,
    expected: expectedMoves(shocks, covariance),
    plausibility: plausibility(shocks, covariance, horizonSessions),
  };
}

/**
 * Every active scenario at the session `ordinal`. A historical one is replayed where its episode had ended by then and
 * the market's returns are known; else it is as the table states it.
 */
export function scenarioMoves(
  covariance: FactorCovariance | NoEstimate,
  episodes: readonly FactorEpisode[],
  ordinal: number,
): readonly ScenarioMoves[] {
  return SCENARIOS.filter(({ active }) => active).map((scenario) => {
    const episode = episodes.find(
      ({ scenarioId, endOrdinal }) => scenarioId === scenario.id && endOrdinal <= ordinal,
    );
    const replay = episode === undefined ? null : replayShocks(scenario, episode);
    if (episode === undefined || replay === null) {
      const moves = shockMoves(translateShocks(scenario.shocks), covariance);
      return { ...moves, scenario, source: "table", fromTable: WHOLE_TABLE };
    }
    const moves = shockMoves(replay.shocks, covariance, episode.sessions);
    return { ...moves, scenario, source: "replay", fromTable: replay.fromTable };
  });
}

const WHOLE_TABLE: ReplayedShocks["fromTable"] = Array.from({ length: JOINT_COUNT }, () => true);

/** A shock applied to a portfolio. */
export function shockStress(book: FactorBook, { shocks, expected }: ShockMoves): ShockStress {
  return { direct: directStress(book, shocks), correlated: correlatedStress(book, shocks, expected) };
}
