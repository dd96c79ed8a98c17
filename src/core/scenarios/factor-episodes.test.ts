import { describe, expect, it } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import type { PriceMatrix } from "#core/prices/market-facts.ts";
import { episodeSessions, factorEpisodes, matrixCloses } from "./factor-episodes.ts";

const calendar = createTradingCalendar();
const FIRST = calendar.ordinal("2020-02-03");

/** Total-return closes by symbol and session, NaN elsewhere, from 2020-02-03 to `to`. */
function matrix(
  prices: Readonly<Record<string, Readonly<Record<string, number>>>>,
  to = "2020-03-31",
): PriceMatrix {
  const symbols = Object.keys(prices);
  const sessionCount = calendar.ordinal(to) - FIRST + 1;
  const adjClose = new Float64Array(symbols.length * sessionCount).fill(Number.NaN);
  for (const [row, symbol] of symbols.entries())
    for (const [session, price] of Object.entries(prices[symbol]!))
      adjClose[row * sessionCount + calendar.ordinal(session) - FIRST] = price;
  return { symbols, firstOrdinal: FIRST, sessionCount, close: adjClose, adjClose };
}

function covid(prices: PriceMatrix) {
  const episode = factorEpisodes(matrixCloses(prices), calendar).find(
    ({ scenarioId }) => scenarioId === "covid_crash_2020",
  )!;
  return {
    ...episode,
    returnOf: (proxy: (typeof FACTOR_PROXIES)[number]) => episode.proxyReturns[FACTOR_PROXIES.indexOf(proxy)],
  };
}

describe("factorEpisodes", () => {
  it("measures from the close of the window's first day to that of its last", () => {
    const { returnOf, sessions, endOrdinal } = covid(
      matrix({ SPY: { "2020-02-18": 90, "2020-02-19": 100, "2020-03-23": 66, "2020-03-24": 72 } }),
    );
    expect(returnOf("SPY")).toBeCloseTo(-0.34, 15);
    expect(sessions).toBe(23);
    expect(calendar.session(endOrdinal)).toBe("2020-03-23");
  });

  it("takes the last close before where one is missing", () => {
    const { returnOf } = covid(matrix({ TLT: { "2020-02-18": 100, "2020-03-20": 112 } }));
    expect(returnOf("TLT")).toBeCloseTo(0.12, 15);
  });

  it("takes none that is more than ten sessions old", () => {
    // 2020-02-04 is the tenth session before 2020-02-19, 2020-02-03 the eleventh.
    const end = { "2020-03-23": 110 };
    const { returnOf } = covid(
      matrix({ IWM: { "2020-02-04": 100, ...end }, QUAL: { "2020-02-03": 100, ...end } }),
    );
    expect(returnOf("IWM")).toBeCloseTo(0.1, 15);
    expect(returnOf("QUAL")).toBeNaN();
  });

  it("has nothing for a proxy without prices, or of an episode that the prices do not reach", () => {
    const prices = { SPY: { "2020-02-19": 100, "2020-03-20": 70 } };
    expect(covid(matrix(prices)).returnOf("VTV")).toBeNaN();
    expect(covid(matrix(prices, "2020-02-28")).returnOf("SPY")).toBeNaN();
    const early = factorEpisodes(matrixCloses(matrix(prices)), calendar).find(
      ({ scenarioId }) => scenarioId === "dotcom_crash_2000",
    )!;
    expect(early.proxyReturns.every(Number.isNaN)).toBe(true);
  });

  it("ends on the session before a window's last day that is closed", () => {
    const crisis = factorEpisodes(matrixCloses(matrix({})), calendar).find(
      ({ scenarioId }) => scenarioId === "financial_crisis_2008",
    )!;
    // The window ends on Sunday 2009-03-15.
    expect(calendar.session(crisis.endOrdinal)).toBe("2009-03-13");
    expect(calendar.session(crisis.endOrdinal - crisis.sessions)).toBe("2008-09-15");
  });
});

describe("episodeSessions", () => {
  it("is all that an episode can rest on: ten sessions and the day itself, at its start and its end", () => {
    const shown = episodeSessions(calendar).map(
      ([from, to]) => `${calendar.session(from)} ${calendar.session(to)}`,
    );
    expect(shown).toContain("2020-02-04 2020-02-19");
    expect(shown).toContain("2020-03-09 2020-03-23");
    expect(shown).toHaveLength(6);
  });
});
