import { describe, expect, it } from "vitest";
import { portfolioVolatilityAt, volatilityColumn } from "#core/risk/portfolio-volatility.ts";
import { proFormaReturns } from "#core/risk/pro-forma-returns.ts";
import { ANSWERS, expectClose } from "./answers.ts";
import { goldenReturns, LAST_ORDINAL, loadingBlock, riskInputs, weightsOf } from "./market.ts";

const inputs = riskInputs(goldenReturns(), loadingBlock(ANSWERS.loadings, LAST_ORDINAL, 1));

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
    for (const [k, expected] of answer.returns.entries()) {
      expectClose(history.returns[k]!, expected ?? Number.NaN, 1e-12, 1e-4);
    }
  });

  it("counts observations and proxied sessions", () => {
    expect(history).toMatchObject({ observations: answer.observations, proxied: answer.proxied });
  });

  it("gives the volatilities of NumPy", () => {
    const row = portfolioVolatilityAt(holdings, inputs, LAST_ORDINAL);
    for (const window of ["21", "63", "252"] as const) {
      expectClose(
        row[volatilityColumn(`realized_vol_${window}`)]!,
        answer.realized[window] ?? Number.NaN,
        1e-12,
      );
    }
    expectClose(row[volatilityColumn("ewma_vol")]!, answer.ewma, 1e-12);
  });
});

describe("the golden histories", () => {
  it("hold sessions that are left out and sessions that are proxied", () => {
    expect(ANSWERS.proForma.returns).toContain(null);
    expect(ANSWERS.proFormaShort.proxied).toBe(2);
  });
});
