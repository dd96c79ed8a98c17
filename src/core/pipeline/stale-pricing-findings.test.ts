import { describe, expect, it } from "vitest";
import { goldenReturns, LAST_ORDINAL, weightsOf } from "#test/golden/risk/market.ts";
import { stalePricingFindings } from "./stale-pricing-findings.ts";

/** The golden market, in which AAA does not move in the last five sessions. */
function contextOf() {
  const returns = goldenReturns();
  const end = (returns.symbols.indexOf("AAA") + 1) * returns.sessionCount;
  returns.values.fill(0, end - 5, end);
  const returnRows = new Map(returns.symbols.map((symbol, row) => [symbol, row]));
  return { returns, exposures: { returnRows } };
}

describe("stalePricingFindings", () => {
  it("name the listed holdings whose price stands still", () => {
    expect(
      stalePricingFindings(weightsOf({ AAA: 0.5, EEE: 0.5 }), contextOf(), LAST_ORDINAL, "2025-06-30"),
    ).toEqual([
      {
        code: "STALE_PRICING",
        severity: "info",
        subject: "AAA",
        session: "2025-06-30",
        message: "AAA: the price stood still for 5 sessions in a row, 8 % of all in the last 63.",
      },
    ]);
  });

  it("say nothing of a private holding of that name", () => {
    const holdings = weightsOf({ EEE: 1 }, [
      { symbol: "AAA", kind: "private", marketValue: 1, priced: true },
    ]);
    expect(stalePricingFindings(holdings, contextOf(), LAST_ORDINAL, "2025-06-30")).toEqual([]);
  });
});
