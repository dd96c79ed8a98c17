import { describe, expect, it } from "vitest";
import { ANSWERS } from "#test/golden/risk/answers.ts";
import {
  goldenReturns,
  LAST_ORDINAL,
  loadingBlock,
  riskInputs,
  weightsOf,
} from "#test/golden/risk/market.ts";
import { missingHistoryFindings, portfolioVolatilityAt } from "./portfolio-volatility.ts";
import { netLots, type SymbolWeights } from "./symbol-weights.ts";

const inputs = riskInputs(goldenReturns(), loadingBlock(ANSWERS.loadings, LAST_ORDINAL, 1));
const lot = (symbol: string, kind: "private" | "cash", marketValue: number) =>
  ({ symbol, kind, marketValue, priced: true }) as const;

function findings(holdings: SymbolWeights) {
  const row = portfolioVolatilityAt(holdings, inputs, LAST_ORDINAL);
  const portfolio = { id: "p1", session: "2025-06-30" };
  return missingHistoryFindings(row, holdings, inputs, LAST_ORDINAL, portfolio);
}

describe("missingHistoryFindings", () => {
  it("names what has no returns where that keeps every past session from counting", () => {
    const holdings = weightsOf({ AAA: 0.9, NEW: -0.04 }, [lot("HOUSE", "private", 0.06)]);
    expect(findings(holdings)).toEqual([
      {
        code: "INCOMPLETE_HISTORY",
        severity: "warning",
        subject: "p1",
        session: "2025-06-30",
        message:
          "In no past session do holdings of at least 95 % of gross exposure have a return; without any: HOUSE, NEW.",
      },
    ]);
  });

  it("counts those beyond the five largest", () => {
    const houses = [0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1].map((value, i) => lot(`H${i}`, "private", value));
    expect(findings(weightsOf({ AAA: 1 }, houses))[0]?.message).toMatch(/: H0, H1, H2, H3, H4 and 2 more\.$/);
  });

  it("takes an unpriced holding for one without returns", () => {
    const holdings = netLots([{ symbol: "AAA", kind: "market", marketValue: 1, priced: false }], 1);
    expect(findings(holdings)[0]?.message).toMatch(/without any: AAA\.$/);
  });

  it("is silent where past sessions count, where only cash is held, and where NAV is not positive", () => {
    expect(findings(weightsOf({ AAA: 0.96 }, [lot("HOUSE", "private", 0.04)]))).toEqual([]);
    expect(findings(weightsOf({}, [lot("USD", "cash", 1)]))).toEqual([]);
    expect(findings(netLots([lot("HOUSE", "private", 1)], 0))).toEqual([]);
  });
});
