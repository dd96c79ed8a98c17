import { describe, expect, it } from "vitest";
import type { CompanyProfile } from "#core/prices/market-facts.ts";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { type BetaInputs, betaDiagnostics } from "./beta-diagnostics.ts";
import { DEFAULT_PRIOR, vasicekBeta } from "./vasicek-beta.ts";

const T = 120;
const FIRST = 6_000;
const LAST = FIRST + T - 1;

const market = Float64Array.from({ length: T }, (_, t) => 0.01 * Math.sin(t * t * 0.3));
const own = market.map((x, t) => 1.2 * x + 0.005 * Math.cos(t * t * 0.9));

function inputsOf(
  series: Readonly<Record<string, Float64Array>>,
  assetType: CompanyProfile["assetType"] = "stock",
): BetaInputs {
  const symbols = Object.keys(series);
  const sessionCount = Object.values(series)[0]!.length;
  const returns: ReturnMatrix = {
    symbols,
    firstOrdinal: FIRST,
    sessionCount,
    values: Float64Array.from(Object.values(series).flatMap((values) => [...values])),
  };
  const profile = {
    symbol: "OWN",
    name: null,
    sector: null,
    industry: null,
    assetType,
    providerBeta: null,
    sectorWeights: null,
  };
  return {
    returns,
    returnRows: new Map(symbols.map((symbol, row) => [symbol, row])),
    profiles: new Map([["OWN", profile]]),
    prior: DEFAULT_PRIOR,
  };
}

const both = { OWN: own, SPY: market };

describe("betaDiagnostics", () => {
  it("has the Vasicek beta of a stock beside its own", () => {
    const result = betaDiagnostics("OWN", inputsOf(both), LAST);
    if (isNoEstimate(result)) throw new Error("no estimate");
    expect(result.fit.observations).toBe(90);
    expect(result.vasicek).toEqual(vasicekBeta(result.fit.beta, result.fit.stdError, DEFAULT_PRIOR));
  });

  it("says why what is no equity has none", () => {
    expect(betaDiagnostics("OWN", inputsOf(both, "bond"), LAST)).toMatchObject({
      vasicek: { notShown: "NOT_EQUITY" },
    });
  });

  it("depends on the 90 sessions up to the session and the one before them only", () => {
    const cut = (values: Float64Array) => values.slice(0, 100);
    const wild = (values: Float64Array) => values.map((value, t) => (t < 9 ? 10 * value + 1 : value));
    const early = betaDiagnostics("OWN", inputsOf({ OWN: cut(own), SPY: cut(market) }), FIRST + 99);
    expect(betaDiagnostics("OWN", inputsOf(both), FIRST + 99)).toEqual(early);
    expect(betaDiagnostics("OWN", inputsOf({ OWN: wild(own), SPY: wild(market) }), FIRST + 99)).toEqual(
      early,
    );
  });

  it("is no estimate for a symbol or a market without returns", () => {
    const absent = { reason: "TOO_FEW_OBSERVATIONS", needed: 30, got: 0 };
    expect(betaDiagnostics("ELSE", inputsOf(both), LAST)).toEqual(absent);
    expect(betaDiagnostics("OWN", inputsOf({ OWN: own }), LAST)).toEqual(absent);
  });

  it("is no estimate where the market does not move", () => {
    const still = { OWN: own, SPY: new Float64Array(T) };
    expect(betaDiagnostics("OWN", inputsOf(still), LAST)).toEqual({
      reason: "NO_FACTOR_VARIATION",
      observations: 90,
    });
  });

  it("says that a price often stands still", () => {
    const late = own.map((value, t) => (t % 3 === 0 ? 0 : value));
    expect(betaDiagnostics("OWN", inputsOf({ OWN: late, SPY: market }), LAST)).toMatchObject({
      stale: { isStale: true, longestRun: 1 },
    });
  });
});
