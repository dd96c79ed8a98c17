import { describe, expect, it } from "vitest";
import { portfolioVolatilityAt, volatilityColumn } from "#core/risk/portfolio-volatility.ts";
import { proFormaReturns } from "#core/risk/pro-forma-returns.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { ANSWERS } from "./answers.ts";
import { goldenReturns, LAST_ORDINAL, loadingBlock, riskInputs, weightsOf } from "./market.ts";

const inputs = riskInputs(goldenReturns(), loadingBlock(ANSWERS.loadings, LAST_ORDINAL, 1));

function compare(quantity: string) {
  return compareWith({ quantity, reference: "NumPy 2.4", kind: "relative", tolerance: 1e-12 });
}

describe.each([
  ["with a private holding, a young symbol and gaps", ANSWERS.proForma],
  ["with a small short that has gaps", ANSWERS.proFormaShort],
] as const)("pro-forma history of a book %s", (_, answer) => {
  const holdings = weightsOf(answer.weights, [
    { symbol: "HOUSE", kind: "private", marketValue: answer.private, priced: true },
    { symbol: "SWEEP", kind: "cash", marketValue: answer.cash, priced: true },
  ]);
  const history = proFormaReturns(holdings, inputs, LAST_ORDINAL, 504);

  it("is used on the same sessions with the same returns", () => {
    const comparison = compare("pro-forma return");
    for (const [k, expected] of answer.returns.entries())
      comparison.add(history.returns[k]!, expected ?? Number.NaN, 1e-4);
    comparison.end();
  });

  it("counts observations and proxied sessions", () => {
    expect(history).toMatchObject({ observations: answer.observations, proxied: answer.proxied });
  });

  it("gives the volatilities of NumPy", () => {
    const row = portfolioVolatilityAt(holdings, inputs, LAST_ORDINAL);
    const realized = compare("realised volatility of a pro-forma history");
    for (const window of ["21", "63", "252"] as const)
      realized.add(row[volatilityColumn(`realized_vol_${window}`)]!, answer.realized[window] ?? Number.NaN);
    realized.end();
    const ewma = compare("EWMA volatility of a pro-forma history");
    ewma.add(row[volatilityColumn("ewma_vol")]!, answer.ewma);
    ewma.end();
  });
});

describe("the golden histories", () => {
  it("hold sessions that are left out and sessions that are proxied", () => {
    expect(ANSWERS.proForma.returns).toContain(null);
    expect(ANSWERS.proFormaShort.proxied).toBe(2);
  });
});
