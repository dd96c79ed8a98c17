import { describe, expect, it } from "vitest";
import type { CompanyProfile } from "#core/prices/market-facts.ts";
import { sectorExposure, sectorShares, sharesBySymbol } from "./sector-exposure.ts";
import { type LotValue, netLots } from "./symbol-weights.ts";

function profile(more: Partial<CompanyProfile>): CompanyProfile {
  const base = { symbol: "X", name: null, sector: null, industry: null, providerBeta: null };
  return { ...base, assetType: "stock", sectorWeights: null, ...more };
}

describe("sectorShares", () => {
  it("puts a stock into its sector", () => {
    expect([...sectorShares("market", profile({ sector: "Energy" }))]).toEqual([["Energy", 1]]);
  });

  it.each([undefined, profile({})])("puts a holding without profile or sector under Unknown", (given) => {
    expect([...sectorShares("market", given)]).toEqual([["Unknown", 1]]);
  });

  it("looks through a fund and leaves the open part under Fund", () => {
    const fund = profile({ assetType: "etf", sectorWeights: { Energy: 0.5, Utilities: 0.25 } });
    expect(Object.fromEntries(sectorShares("market", fund))).toEqual({
      Energy: 0.5,
      Utilities: 0.25,
      Fund: 0.25,
    });
  });

  it("does not show the rounding of a whole look-through as Fund", () => {
    const fund = profile({
      assetType: "etf",
      sectorWeights: { Energy: 0.7, Utilities: 0.1, Financials: 0.2 },
    });
    expect([...sectorShares("market", fund).keys()]).not.toContain("Fund");
  });

  it.each([null, {}, { Energy: 0.8, Utilities: 0.8 }])(
    "puts a fund with look-through %j under Fund",
    (sectorWeights) => {
      expect([...sectorShares("market", profile({ assetType: "mutual_fund", sectorWeights }))]).toEqual([
        ["Fund", 1],
      ]);
    },
  );
});

describe("sectorExposure", () => {
  const lots: readonly LotValue[] = [
    { symbol: "A", kind: "market", marketValue: 400, priced: true },
    { symbol: "B", kind: "market", marketValue: -100, priced: true },
    { symbol: "HOUSE", kind: "private", marketValue: 200, priced: true },
    { symbol: "SWEEP", kind: "cash", marketValue: 50, priced: true },
  ];
  const sharesOf = sharesBySymbol(() => profile({ sector: "Energy" }));

  it("nets long and short of a sector and adds up to NAV with the ledger's cash", () => {
    const result = sectorExposure(netLots(lots, 1_000), sharesOf);
    expect(result.map(({ sector, marketValue }) => [sector, marketValue])).toEqual([
      ["Cash", 500],
      ["Energy", 300],
      ["Private", 200],
    ]);
    expect(result.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 15);
  });

  it("says that nobody gave benchmark weights", () => {
    for (const bucket of sectorExposure(netLots(lots, 1_000), sharesOf)) {
      expect(bucket).toMatchObject({ benchmarkWeight: null, benchmarkReason: "NO_SOURCE" });
    }
  });
});
