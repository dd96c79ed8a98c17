import { describe, expect, it } from "vitest";
import type { Concentration, Liquidity, Sector, SectorExposure } from "./composition-types.ts";
import { concentrationSentence, exposureRows, exposureSentence } from "./concentration-words.ts";
import { daysText, liquiditySentence } from "./liquidity-words.ts";
import { paretoSentence, paretoSteps } from "./pareto.ts";
import { sectorSentence, sortSectors } from "./sector-rows.ts";

describe("paretoSteps", () => {
  const steps = paretoSteps([
    { symbol: "A", market_value: 10 },
    { symbol: "B", market_value: -60 },
    { symbol: "C", market_value: 30 },
  ]);

  it("counts shorts by their size and adds up to one", () => {
    expect(steps.map(({ symbol, share }) => [symbol, share])).toEqual([
      ["B", 0.6],
      ["C", 0.3],
      ["A", 0.1],
    ]);
    expect(steps.at(-1)?.cumulative).toBeCloseTo(1);
    expect(paretoSentence(steps)).toBe(
      "B is the largest holding with 60.0\u202f%; 2 holdings of 3 make up 80 % of what is held.",
    );
  });

  it("has none where nothing is held", () => {
    expect(paretoSteps([])).toEqual([]);
    expect(paretoSentence([])).toBe("Nothing is held.");
  });
});

const concentration: Concentration = {
  hhi: 0.15,
  effective_num_positions: 6.7,
  top_3: 0.595,
  top_10: 0.97,
  delta_long_exposure: 1.2,
  delta_short_exposure: -0.2,
  delta_gross_exposure: 1.4,
  delta_net_exposure: 1,
  level: "moderate",
  reasons: {},
};

describe("concentration", () => {
  it("is put into words", () => {
    expect(concentrationSentence(concentration, 13)).toBe(
      "13 holdings that spread risk like 6.7 equal ones, a moderate concentration; the three largest hold 60\u202f%.",
    );
  });

  it("tells what options do to the exposure", () => {
    const holdings = [{ market_value: 100 }, { market_value: -10 }];
    expect(exposureSentence(exposureRows(holdings, 100, concentration))).toBe(
      "Net exposure is 90.0\u202f% of NAV at market value and 100.0\u202f% with options by their delta.",
    );
    expect(exposureSentence(exposureRows(holdings, 90, concentration))).toContain("options do not change it");
    expect(exposureRows(holdings, 0, concentration).map(({ atMarket }) => atMarket)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

describe("sectors", () => {
  const sector = (name: string, weight: number, benchmark: number | null): Sector => ({
    sector: name,
    weight,
    benchmark_weight: benchmark,
    active_weight: benchmark === null ? null : weight - benchmark,
    reason: null,
  });
  const exposure: SectorExposure = {
    benchmark: "SPY",
    benchmark_reason: null,
    sectors: [sector("Energy", 0.02, 0.05), sector("Financials", 0.3, 0.1), sector("Fund", 0.2, 0.2)],
  };

  it("are in order of their active weight", () => {
    expect(sortSectors(exposure).map((row) => row.sector)).toEqual(["Financials", "Fund", "Energy"]);
    expect(sectorSentence(exposure)).toBe(
      "Most over SPY: Financials by 20.0\u202fpoints; most under: Energy by 3.0\u202fpoints.",
    );
  });

  it("are in order of their weight where the benchmark is not known", () => {
    const unknown: SectorExposure = {
      benchmark: "SPY",
      benchmark_reason: { code: "NO_SOURCE", message: "" },
      sectors: [sector("Energy", 0.02, null), sector("Financials", 0.3, null)],
    };
    expect(sectorSentence(unknown)).toBe(
      "Financials is the largest sector with 30.0\u202f%; what the benchmark holds is not known.",
    );
  });
});

describe("liquidity", () => {
  const liquidity: Liquidity = {
    positions: [
      {
        symbol: "VUG",
        quantity: 1,
        market_value: 1,
        median_volume_21d: 1,
        days_to_liquidate: 2.34,
        reason: null,
      },
    ],
    coverage: 0.705,
    liquidated: [{ sessions: 1, share: 0.705 }],
    reason: null,
  };

  it("says what could be sold, what is not known, and what takes longest", () => {
    expect(liquiditySentence(liquidity)).toBe(
      "70.5\u202f% of the book could be sold within one session, of 29.5\u202f% no volume is known; the slowest, VUG, takes 2.3 sessions.",
    );
    expect(daysText(0.01)).toBe("under 0.1 sessions");
    expect(daysText(31.4)).toBe("31 sessions");
  });
});
