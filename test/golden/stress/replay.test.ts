import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import type { PriceMatrix } from "#core/prices/market-facts.ts";
import { type FactorEpisode, factorEpisodes, matrixCloses } from "#core/scenarios/factor-episodes.ts";
import { replayShocks } from "#core/scenarios/replay-shocks.ts";
import { SCENARIOS } from "#core/scenarios/scenario-table.ts";
import { hasSharedData, sharedPath } from "#test/support/shared-data.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { ANSWERS } from "./answers.ts";

const calendar = createTradingCalendar();

/** Total-return closes of the eight proxies over 2019 and 2020. */
function proxyPrices(): PriceMatrix {
  const firstOrdinal = calendar.ordinalOnOrAfter("2019-01-02");
  const sessionCount = calendar.ordinalOnOrBefore("2020-12-31") - firstOrdinal + 1;
  const adjClose = new Float64Array(FACTOR_PROXIES.length * sessionCount).fill(Number.NaN);
  for (const [row, proxy] of FACTOR_PROXIES.entries()) {
    const [header, ...lines] = readFileSync(sharedPath("data", "etf", `${proxy}.csv`), "utf8")
      .trimEnd()
      .split("\n");
    const column = header!.split(",").indexOf("AdjClose");
    for (const line of lines) {
      const cells = line.split(",");
      const t = calendar.ordinal(cells[0]!) - firstOrdinal;
      if (t < sessionCount) adjClose[row * sessionCount + t] = Number(cells[column]);
    }
  }
  return { symbols: FACTOR_PROXIES, firstOrdinal, sessionCount, close: adjClose, adjClose };
}

// Needs the price files beside the project.
describe.skipIf(!hasSharedData)("the replay of the spring of 2020 on real prices", () => {
  const scenario = SCENARIOS.find(({ id }) => id === "covid_crash_2020")!;
  let episode: FactorEpisode;

  beforeAll(() => {
    episode = factorEpisodes(matrixCloses(proxyPrices()), calendar).find(
      ({ scenarioId }) => scenarioId === scenario.id,
    )!;
  });

  it("has the proxies' total returns and sessions of the window", () => {
    expect(episode.sessions).toBe(ANSWERS.covid.sessions);
    const worst = compareWith({
      quantity: "replay: total returns of the proxies",
      reference: "NumPy 2.4 (log prices of the files)",
      kind: "relative",
      tolerance: 1e-12,
    });
    for (const [i, proxy] of FACTOR_PROXIES.entries())
      worst.add(episode.proxyReturns[i]!, ANSWERS.covid.proxies[proxy]!);
    worst.end();
  });

  it("moves every joint factor by long − short", () => {
    const replay = replayShocks(scenario, episode)!;
    expect(replay.fromTable).toEqual(Array.from({ length: 7 }, () => false));
    const worst = compareWith({
      quantity: "replay: moves of the joint factors",
      reference: "NumPy 2.4 (log prices of the files)",
      kind: "absolute",
      tolerance: 1e-12,
    });
    for (const [k, move] of ANSWERS.covid.factors.entries()) worst.add(replay.shocks.factorReturns[k]!, move);
    worst.end();
  });
});
