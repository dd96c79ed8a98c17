import { describe, expect, it } from "vitest";
import { FACTOR_PROXIES, type FactorProxy } from "#core/factors/factor-table.ts";
import type { FactorEpisode } from "./factor-episodes.ts";
import { replayShocks } from "./replay-shocks.ts";
import { SCENARIOS } from "./scenario-table.ts";

const DOTCOM = SCENARIOS.find(({ id }) => id === "dotcom_crash_2000")!;

function episode(returns: Partial<Record<FactorProxy, number>>): FactorEpisode {
  return {
    scenarioId: DOTCOM.id,
    endOrdinal: 0,
    sessions: 646,
    proxyReturns: Float64Array.from(FACTOR_PROXIES, (proxy) => returns[proxy] ?? Number.NaN),
  };
}

describe("replayShocks", () => {
  it("moves each factor by its long proxy less its short one", () => {
    const { shocks, fromTable } = replayShocks(
      DOTCOM,
      episode({ SPY: -0.4, TLT: 0.3, MTUM: -0.5, VTV: -0.2, VUG: -0.6, IWM: -0.25, QUAL: -0.35, USMV: -0.1 }),
    )!;
    const byHand = [-0.4, -0.4, -0.1, 0.15, 0.05, 0.3, 0.3];
    for (const [k, move] of byHand.entries()) expect(shocks.factorReturns[k]).toBeCloseTo(move, 15);
    expect(shocks.shocked).toEqual(byHand.map(() => true));
    expect(fromTable).toEqual(byHand.map(() => false));
  });

  it("takes the table's translated shock where a proxy has no prices, and says so", () => {
    // Growth − value −0.35, momentum −0.05 and quality +0.15 of the table; it names neither low volatility nor rates.
    const { shocks, fromTable } = replayShocks(DOTCOM, episode({ SPY: -0.47, IWM: -0.3 }))!;
    const byHand = [-0.47, -0.35, -0.05, 0.17, 0.15, 0, 0];
    for (const [k, move] of byHand.entries()) expect(shocks.factorReturns[k]).toBeCloseTo(move, 15);
    expect(fromTable).toEqual([false, true, true, false, true, true, true]);
    expect(shocks.shocked).toEqual([true, true, true, true, true, false, false]);
  });

  it("takes the table's shock where only one leg has prices", () => {
    const { fromTable } = replayShocks(DOTCOM, episode({ SPY: -0.47, VUG: -0.6 }))!;
    expect(fromTable[1]).toBe(true);
  });

  it("has none without the market's prices", () => {
    expect(replayShocks(DOTCOM, episode({ IWM: -0.3, TLT: 0.3 }))).toBeNull();
  });
});
