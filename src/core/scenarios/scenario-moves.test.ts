import { describe, expect, it } from "vitest";
import { FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import { estimated, goldenCovariance } from "#test/golden/stress/answers.ts";
import type { FactorEpisode } from "./factor-episodes.ts";
import { type ScenarioMoves, scenarioMoves } from "./scenario-moves.ts";
import { SCENARIOS } from "./scenario-table.ts";
import { translateShocks } from "./translate-shocks.ts";

const END = 500;
const covariance = goldenCovariance();
const episode: FactorEpisode = {
  scenarioId: "covid_crash_2020",
  endOrdinal: END,
  sessions: 23,
  proxyReturns: Float64Array.from(FACTOR_PROXIES, () => -0.3),
};

function covidAt(ordinal: number, episodes: readonly FactorEpisode[] = [episode]): ScenarioMoves {
  return scenarioMoves(covariance, episodes, ordinal).find(
    ({ scenario }) => scenario.id === "covid_crash_2020",
  )!;
}

describe("scenarioMoves", () => {
  it("has the active scenarios in the order of the table", () => {
    const ids = scenarioMoves(covariance, [], END).map(({ scenario }) => scenario.id);
    expect(ids).toEqual(SCENARIOS.filter(({ active }) => active).map(({ id }) => id));
  });

  it("replays an episode from the session on which it ended", () => {
    const moves = covidAt(END);
    expect(moves.source).toBe("replay");
    // Every proxy fell by 30 %: the market and rates did, no style moved against the market.
    expect([...moves.shocks.factorReturns]).toEqual([-0.3, 0, 0, 0, 0, 0, -0.3]);
  });

  it("does not look ahead to an episode that had not ended", () => {
    const moves = covidAt(END - 1);
    expect(moves.source).toBe("table");
    expect(moves.fromTable.every(Boolean)).toBe(true);
    expect(moves.shocks).toEqual(translateShocks(moves.scenario.shocks));
  });

  it("takes the table's shocks for an episode without the market", () => {
    const proxyReturns = episode.proxyReturns.with(0, Number.NaN);
    expect(covidAt(END, [{ ...episode, proxyReturns }]).source).toBe("table");
  });

  it("judges a replay by the sessions it took and a table's shock by a year", () => {
    // The table's own shocks of the episode, as if they had happened in its 23 sessions.
    const table = estimated(covidAt(END - 1).plausibility);
    const [market, growthValue, , size, quality] = covidAt(END - 1).shocks.factorReturns;
    const spy = market!;
    const proxies = {
      SPY: spy,
      TLT: Number.NaN,
      MTUM: Number.NaN,
      VTV: 0,
      VUG: growthValue!,
      USMV: Number.NaN,
    };
    const returns = { ...proxies, IWM: spy + size!, QUAL: spy + quality! };
    const proxyReturns = Float64Array.from(FACTOR_PROXIES, (proxy) => returns[proxy]);
    const replay = estimated(covidAt(END, [{ ...episode, proxyReturns }]).plausibility);
    expect(replay.degrees).toBe(table.degrees);
    expect(replay.distance / table.distance).toBeCloseTo(Math.sqrt(252 / 23), 10);
  });
});
