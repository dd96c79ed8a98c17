import { describe, expect, it } from "vitest";
import { ANSWERS } from "#test/golden/risk/answers.ts";
import {
  goldenReturns,
  LAST_ORDINAL,
  loadingBlock,
  riskInputs,
  weightsOf,
} from "#test/golden/risk/market.ts";
import { portfolioVolatilityAt, volatilityColumn, volatilityFindings } from "./portfolio-volatility.ts";
import { proFormaReturns } from "./pro-forma-returns.ts";
import { netLots } from "./symbol-weights.ts";

const inputs = riskInputs(goldenReturns(), loadingBlock(ANSWERS.loadings, LAST_ORDINAL, 1));
const house = (marketValue: number) =>
  ({ symbol: "HOUSE", kind: "private", marketValue, priced: true }) as const;

describe("proFormaReturns", () => {
  it("uses a session in which exactly 95 % of gross weight has a return", () => {
    const { observations } = proFormaReturns(
      weightsOf({ AAA: 0.95 }, [house(0.05)]),
      inputs,
      LAST_ORDINAL,
      504,
    );
    expect(observations).toBe(504);
  });

  it("uses none below 95 %", () => {
    const { returns, observations } = proFormaReturns(
      weightsOf({ AAA: 0.949 }, [house(0.051)]),
      inputs,
      LAST_ORDINAL,
      504,
    );
    expect(observations).toBe(0);
    expect(returns.every(Number.isNaN)).toBe(true);
  });

  it("lets cash earn nothing and take no part in the 95 %", () => {
    const cash = { symbol: "USD", kind: "cash", marketValue: 0.5, priced: true } as const;
    const withCash = proFormaReturns(weightsOf({ AAA: 0.5 }, [cash]), inputs, LAST_ORDINAL, 504);
    expect(withCash).toEqual(proFormaReturns(weightsOf({ AAA: 0.5 }), inputs, LAST_ORDINAL, 504));
  });

  it("has no returns where NAV is not positive", () => {
    const holdings = netLots([{ symbol: "AAA", kind: "market", marketValue: 1, priced: true }], 0);
    expect(proFormaReturns(holdings, inputs, LAST_ORDINAL, 504).observations).toBe(0);
  });

  it("puts 0 for a missing return of a symbol without loadings", () => {
    const { returns } = inputs;
    const unloaded = riskInputs(returns, loadingBlock({}, LAST_ORDINAL, 1));
    const row = returns.symbols.indexOf("AAA") * returns.sessionCount + 577;
    const { returns: history, proxied } = proFormaReturns(
      weightsOf({ AAA: 0.97, DDD: 0.03 }),
      unloaded,
      LAST_ORDINAL,
      504,
    );
    expect(history[504 - (600 - 577)]).toBe(0.97 * returns.values[row]!);
    expect(proxied).toBe(2);
  });
});

describe("volatilityFindings", () => {
  it("reports proxied history, and nothing where there is none", () => {
    const findings = (weights: Record<string, number>) =>
      volatilityFindings(portfolioVolatilityAt(weightsOf(weights), inputs, LAST_ORDINAL), "p1", "2025-06-30");
    expect(findings({ AAA: 0.97, DDD: 0.03 })).toMatchObject([{ code: "PROXIED_HISTORY", subject: "p1" }]);
    expect(findings({ AAA: 1 })).toEqual([]);
  });
});

describe("portfolioVolatilityAt", () => {
  it("counts the past sessions it used", () => {
    const row = portfolioVolatilityAt(weightsOf({ BBB: 1 }), inputs, LAST_ORDINAL);
    expect(row[volatilityColumn("observations")]).toBe(180);
    expect(row[volatilityColumn("realized_vol_252")]).toBeNaN();
  });
});
