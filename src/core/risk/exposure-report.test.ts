import { describe, expect, it } from "vitest";
import { ANSWERS } from "#test/golden/risk/answers.ts";
import {
  goldenReturns,
  LAST_ORDINAL,
  loadingBlock,
  riskInputs,
  weightsOf,
} from "#test/golden/risk/market.ts";
import { prepareExposures } from "./exposure-context.ts";
import { exposureFindings, factorExposures } from "./exposure-report.ts";
import { portfolioExposuresAt } from "./portfolio-exposures.ts";
import { netLots, type SymbolWeights } from "./symbol-weights.ts";

const inputs = riskInputs(goldenReturns(), loadingBlock(ANSWERS.loadings, LAST_ORDINAL, 1));
const context = prepareExposures(inputs, LAST_ORDINAL, LAST_ORDINAL);
const SESSION = "2025-06-30";

function report(holdings: SymbolWeights) {
  const row = portfolioExposuresAt(holdings, context, LAST_ORDINAL);
  return {
    market: factorExposures(row, holdings.nav)[0],
    findings: exposureFindings(row, holdings, context, LAST_ORDINAL, SESSION),
  };
}

describe("factorExposures", () => {
  it("lists the twenty factors in display order", () => {
    const row = portfolioExposuresAt(weightsOf({ AAA: 1 }), context, LAST_ORDINAL);
    const names = factorExposures(row, 1).map(({ factor }) => factor.name);
    expect(names).toHaveLength(20);
    expect(names.slice(0, 3)).toEqual(["Market Beta (90D)", "Provider Beta", "IR Beta"]);
  });

  it.each([
    ["NO_LOADING", weightsOf({ ZZZ: 1 })],
    ["NO_HOLDINGS", netLots([{ symbol: "USD", kind: "cash", marketValue: 1, priced: true }], 1)],
    ["NONPOSITIVE_CAPITAL", netLots([{ symbol: "AAA", kind: "market", marketValue: 1, priced: true }], 0)],
  ] as const)("gives the reason %s instead of a number", (reason, holdings) => {
    expect(report(holdings).market).toMatchObject({ exposure: null, stdError: null, reason });
  });
});

describe("exposureFindings", () => {
  it("names a listed symbol without loadings and its factors", () => {
    const { findings } = report(weightsOf({ AAA: 0.9, ZZZ: 0.1 }));
    const finding = findings.find(({ code, subject }) => code === "NO_LOADING" && subject === "ZZZ");
    expect(finding?.message).toContain("Market Beta (90D)");
  });

  it("says nothing of loadings for private holdings", () => {
    const house = { symbol: "HOUSE", kind: "private", marketValue: 0.1, priced: true } as const;
    const { findings } = report(weightsOf({ AAA: 0.9 }, [house]));
    expect(findings.map(({ subject }) => subject)).not.toContain("HOUSE");
  });

  it("finds low coverage below one half, not at it", () => {
    const codes = (weight: number) =>
      report(weightsOf({ AAA: weight, ZZZ: 1 - weight }))
        .findings.filter(({ subject }) => subject === "Market Beta (90D)")
        .map(({ code }) => code);
    expect(codes(0.5)).toEqual([]);
    expect(codes(0.49)).toEqual(["LOW_COVERAGE"]);
  });

  it("names the factor whose own returns are missing", () => {
    const { returns, loadings } = inputs;
    const symbols = returns.symbols.map((symbol) => (symbol === "TLT" ? "OTHER" : symbol));
    const blind = prepareExposures(riskInputs({ ...returns, symbols }, loadings), LAST_ORDINAL, LAST_ORDINAL);
    const holdings = weightsOf({ AAA: 1 });
    const row = portfolioExposuresAt(holdings, blind, LAST_ORDINAL);
    const subjects = exposureFindings(row, holdings, blind, LAST_ORDINAL, SESSION)
      .filter(({ code }) => code === "NO_FACTOR_DATA")
      .map(({ subject }) => subject);
    expect(subjects).toHaveLength(2);
    expect(subjects[0]).toBe("IR Beta");
    expect(subjects[1]).toContain("Joint Rates");
  });

  it("blames the missing proxy of a ridge style, not the symbols", () => {
    const { returns, loadings } = inputs;
    const symbols = returns.symbols.map((symbol) => (symbol === "MTUM" ? "OTHER" : symbol));
    const blind = prepareExposures(riskInputs({ ...returns, symbols }, loadings), LAST_ORDINAL, LAST_ORDINAL);
    const holdings = weightsOf({ AAA: 1 });
    const row = portfolioExposuresAt(holdings, blind, LAST_ORDINAL);
    const findings = exposureFindings(row, holdings, blind, LAST_ORDINAL, SESSION);
    expect(findings.map(({ code }) => code)).not.toContain("NO_LOADING");
    const factors = findings.filter(({ code }) => code === "NO_FACTOR_DATA").map(({ subject }) => subject);
    expect(factors[0]).toBe("Momentum, Value, Growth, Size, Quality, Low Volatility");
  });
});
