import { describe, expect, it } from "vitest";
import { FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import type { MarketFacts, PriceMatrix } from "#core/prices/market-facts.ts";
import { riskDecomposition } from "#core/risk/risk-decomposition.ts";
import type { FactorEpisode } from "#core/scenarios/factor-episodes.ts";
import { tooFewObservations } from "#core/stats/no-estimate.ts";
import { FIRST_ORDINAL, goldenReturns, LAST_ORDINAL, weightsOf } from "#test/golden/risk/market.ts";
import { estimated } from "#test/golden/stress/answers.ts";
import { bookAt, riskAt, stressAt } from "./portfolio-analytics.ts";
import { riskContext } from "./risk-context.ts";
import { stressRows } from "./stress-rows.ts";

const EPISODE: FactorEpisode = {
  scenarioId: "covid_crash_2020",
  endOrdinal: LAST_ORDINAL,
  sessions: 23,
  proxyReturns: Float64Array.from(FACTOR_PROXIES, (proxy) => (proxy === "TLT" ? 0.15 : -0.3)),
};

/** Prices whose returns are the generated market's, from a first price of 1 on; holes are left out. */
function market(episodes?: readonly FactorEpisode[]): MarketFacts {
  const { symbols, sessionCount, values } = goldenReturns();
  const adjClose = new Float64Array(values.length);
  for (let row = 0; row < symbols.length; row++) {
    let price = 1;
    for (let t = row * sessionCount; t < (row + 1) * sessionCount; t++) {
      price *= 1 + (Number.isNaN(values[t]!) ? 0 : values[t]!);
      adjClose[t] = price;
    }
  }
  const prices: PriceMatrix = {
    symbols,
    firstOrdinal: FIRST_ORDINAL,
    sessionCount,
    close: adjClose,
    adjClose,
  };
  const facts = { prices, splits: new Map(), dividends: new Map(), profiles: new Map() };
  return episodes === undefined ? facts : { ...facts, episodes };
}

const holdings = weightsOf({ AAA: 0.7, EEE: 0.4, SPY: -0.1 });

function covidAt(ordinal: number, episodes?: readonly FactorEpisode[]) {
  const { results } = stressAt(holdings, riskContext(market(episodes), ordinal, ordinal), ordinal);
  return results.find(({ scenario }) => scenario.id === EPISODE.scenarioId)!;
}

describe("stressAt", () => {
  it("replays the episodes of the market's facts with today's exposures", () => {
    const { source, direct } = covidAt(LAST_ORDINAL, [EPISODE]);
    const risk = riskContext(market(), LAST_ORDINAL, LAST_ORDINAL);
    const { exposures } = bookAt(holdings, risk, LAST_ORDINAL);
    expect(source).toBe("replay");
    expect(direct.pnl).toBeCloseTo(-0.3 * exposures[0]! + 0.15 * exposures[6]!, 12);
  });

  it("has the scenario table's shocks without episodes, and before an episode ends", () => {
    expect(covidAt(LAST_ORDINAL).source).toBe("table");
    expect(covidAt(LAST_ORDINAL - 1, [EPISODE])).toEqual(covidAt(LAST_ORDINAL - 1));
  });
});

describe("stressRows", () => {
  it("keep why a scenario has no correlated reading and no plausibility", () => {
    const whole = riskContext(market(), LAST_ORDINAL, LAST_ORDINAL);
    const { book, results } = stressAt(holdings, whole, LAST_ORDINAL);
    const none = tooFewObservations(126, 100);
    const [known] = stressRows(book, results);
    const [unknown] = stressRows(
      book,
      results.map((result) => ({ ...result, plausibility: none, correlated: none })),
    );
    expect([known!.correlatedReason, known!.plausibilityReason]).toEqual([null, null]);
    expect(unknown).toMatchObject({
      correlatedReason: "TOO_FEW_OBSERVATIONS",
      plausibilityReason: "TOO_FEW_OBSERVATIONS",
      direct: known!.direct,
    });
    expect(unknown!.correlated.pnl).toBeNaN();
  });
});

describe("riskAt", () => {
  it("decomposes by the covariance of the session, which all portfolios share", () => {
    const risk = riskContext(market(), LAST_ORDINAL - 1, LAST_ORDINAL);
    expect(risk.factorModel(LAST_ORDINAL)).toBe(risk.factorModel(LAST_ORDINAL));
    const decomposition = estimated(riskAt(holdings, risk, LAST_ORDINAL - 1));
    const book = bookAt(holdings, risk, LAST_ORDINAL - 1);
    expect(decomposition).toEqual(riskDecomposition(book, risk.factorModel(LAST_ORDINAL - 1)));
    expect(decomposition).not.toEqual(riskAt(holdings, risk, LAST_ORDINAL));
  });
});
