import { describe, expect, it } from "vitest";
import type { CompanyProfile } from "#core/prices/market-facts.ts";
import { ANSWERS } from "#test/golden/risk/answers.ts";
import {
  goldenReturns,
  LAST_ORDINAL,
  loadingBlock,
  riskInputs,
  weightsOf,
} from "#test/golden/risk/market.ts";
import { EXPOSURE_COLUMNS, EXPOSURE_WIDTH } from "./exposure-columns.ts";
import { prepareExposures } from "./exposure-context.ts";
import { portfolioExposuresAt } from "./portfolio-exposures.ts";
import { type LotValue, netLots, type SymbolWeights } from "./symbol-weights.ts";

const profile: CompanyProfile = {
  symbol: "AAA",
  name: null,
  sector: null,
  industry: null,
  assetType: "stock",
  providerBeta: 1.3,
  sectorWeights: null,
};
const loadings = loadingBlock(
  { ...ANSWERS.loadings, AAA: { ...ANSWERS.loadings.AAA, ridge: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6] } },
  LAST_ORDINAL,
  1,
);
const inputs = riskInputs(goldenReturns(), loadings, [profile]);
const context = prepareExposures(inputs, LAST_ORDINAL, LAST_ORDINAL);

function exposures(holdings: SymbolWeights): (column: string) => number {
  const row = portfolioExposuresAt(holdings, context, LAST_ORDINAL);
  return (column) => {
    const index = EXPOSURE_COLUMNS.indexOf(column);
    if (index < 0) throw new RangeError(column);
    return row[index]!;
  };
}

const beta = ANSWERS.loadings.AAA!.market![0]!;
const privateLot: LotValue = { symbol: "HOUSE", kind: "private", marketValue: 0.5, priced: true };

describe("the exposure columns", () => {
  it("are distinct names", () => {
    expect(new Set(EXPOSURE_COLUMNS).size).toBe(EXPOSURE_WIDTH);
  });

  it("name each factor once, its standard error and its group's coverage", () => {
    expect(EXPOSURE_COLUMNS).toEqual(
      expect.arrayContaining([
        "market",
        "provider_beta",
        "rates",
        "ridge_low_volatility",
        "joint_rates_std_error",
      ]),
    );
    expect(EXPOSURE_COLUMNS.filter((column) => column.endsWith("_coverage"))).toEqual([
      "market_coverage",
      "provider_beta_coverage",
      "rates_coverage",
      "ridge_coverage",
      "spread_growth_value_coverage",
      "spread_momentum_coverage",
      "spread_size_coverage",
      "spread_quality_coverage",
      "joint_coverage",
    ]);
  });
});

describe("portfolioExposuresAt", () => {
  it("does not gross up for a private holding, which lowers coverage", () => {
    const at = exposures(weightsOf({ AAA: 0.5 }, [privateLot]));
    expect(at("market")).toBe(0.5 * beta);
    expect(at("market_coverage")).toBe(0.5);
    expect(at("market_symbols")).toBe(1);
  });

  it("leaves cash out of both sides of coverage", () => {
    const cash: LotValue = { symbol: "SWEEP", kind: "cash", marketValue: 0.5, priced: true };
    expect(exposures(weightsOf({ AAA: 0.5 }, [cash]))("market_coverage")).toBe(1);
  });

  it.each([
    ["an unpriced holding", { symbol: "EEE", kind: "market", marketValue: 0.5, priced: false }],
    ["an option", { symbol: "EEE", kind: "option", marketValue: 0.5, priced: true }],
  ] satisfies [string, LotValue][])(
    "keeps %s outside coverage even where its symbol has loadings",
    (_, lot) => {
      const at = exposures(weightsOf({ AAA: 0.5 }, [lot]));
      expect(at("joint_coverage")).toBe(0.5);
      expect(at("market")).toBe(0.5 * beta);
    },
  );

  it("has no exposure, and coverage 0, where no symbol has a loading", () => {
    const at = exposures(weightsOf({ ZZZ: 1 }));
    expect(at("market")).toBeNaN();
    expect(at("market_std_error")).toBeNaN();
    expect(at("market_coverage")).toBe(0);
  });

  it("has neither exposure nor coverage where only cash is held", () => {
    const at = exposures(netLots([{ symbol: "USD", kind: "cash", marketValue: 1, priced: true }], 1));
    expect(at("joint_market")).toBeNaN();
    expect(at("joint_coverage")).toBeNaN();
  });

  it("has no exposure where NAV is not positive", () => {
    const at = exposures(netLots([{ symbol: "AAA", kind: "market", marketValue: 1, priced: true }], -1));
    expect(at("market")).toBeNaN();
    expect(at("market_coverage")).toBeNaN();
  });

  it("signs a short holding", () => {
    expect(exposures(weightsOf({ AAA: -0.5 }))("market")).toBe(-0.5 * beta);
  });

  it("takes the provider's beta from the profile and counts symbols without one as not covered", () => {
    const at = exposures(weightsOf({ AAA: 0.5, EEE: 0.25 }));
    expect(at("provider_beta")).toBe(0.65);
    expect(at("provider_beta_coverage")).toBeCloseTo(2 / 3, 15);
  });

  it("covers ridge styles only where a symbol has all six", () => {
    const at = exposures(weightsOf({ AAA: 0.5, EEE: 0.5 }));
    expect(at("ridge_value")).toBe(0.1);
    expect(at("ridge_coverage")).toBe(0.5);
  });

  it("has a standard error of rounding size for the factor's own proxy", () => {
    const at = exposures(weightsOf({ SPY: 1 }));
    expect(at("market_std_error")).toBeLessThan(1e-15);
    expect(at("joint_market_std_error")).toBeLessThan(1e-14);
  });

  it("has no standard error where a factor's own returns are missing", () => {
    const { returns } = inputs;
    const blind = returns.symbols.map((symbol) => (symbol === "TLT" ? "OTHER" : symbol));
    const blindInputs = riskInputs({ ...returns, symbols: blind }, loadings);
    const row = portfolioExposuresAt(
      weightsOf({ AAA: 1 }),
      prepareExposures(blindInputs, LAST_ORDINAL, LAST_ORDINAL),
      LAST_ORDINAL,
    );
    expect(row[EXPOSURE_COLUMNS.indexOf("rates_std_error")]).toBeNaN();
    expect(row[EXPOSURE_COLUMNS.indexOf("joint_market_std_error")]).toBeNaN();
    expect(row[EXPOSURE_COLUMNS.indexOf("market_std_error")]).toBeGreaterThan(0);
  });

  it("refuses a session outside the prepared range", () => {
    expect(() => portfolioExposuresAt(weightsOf({ AAA: 1 }), context, LAST_ORDINAL + 1)).toThrow(RangeError);
  });
});
