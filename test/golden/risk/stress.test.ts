import { describe, expect, it } from "vitest";
import { factorBook } from "#core/risk/factor-book.ts";
import { directStress } from "#core/scenarios/direct-stress.ts";
import { translateShocks } from "#core/scenarios/translate-shocks.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { ANSWERS } from "./answers.ts";
import { LAST_ORDINAL, loadingBlock, weightsOf } from "./market.ts";

const loadings = loadingBlock(ANSWERS.loadings, LAST_ORDINAL, 1);
const rows = new Map(loadings.symbols.map((symbol, row) => [symbol, row]));
const answer = ANSWERS.stress;

function compare(quantity: string) {
  return compareWith({ quantity, reference: "NumPy 2.4", kind: "relative", tolerance: 1e-12 });
}

describe("direct stress", () => {
  const book = factorBook(weightsOf(ANSWERS.gaps.weights), loadings, rows, LAST_ORDINAL);
  const result = directStress(book, {
    factorReturns: Float64Array.from(answer.shocks),
    shocked: answer.shocks.map((size) => size !== 0),
    impliedVolatility: null,
    yieldChange: null,
  });

  it("gives the P&L of the matrix product", () => {
    const pnl = compare("direct stress");
    pnl.add(result.pnl, answer.pnl);
    pnl.end();
  });

  it("splits it by factor", () => {
    const byFactor = compare("direct stress by factor");
    for (const [k, expected] of answer.byFactor.entries()) byFactor.add(result.byFactor[k]!, expected, 1e-6);
    byFactor.end();
  });

  it("splits it by symbol", () => {
    const bySymbol = compare("direct stress by position");
    for (const [i, symbol] of Object.keys(ANSWERS.gaps.weights).entries())
      bySymbol.add(result.bySymbol[book.symbols.indexOf(symbol)]!, answer.bySymbol[i]!, 1e-6);
    bySymbol.end();
  });

  it("moves it by e_TLT · (−16.5·Δy + ½·360·Δy²) for a change of the yield", () => {
    const rates = compareWith({
      quantity: "direct stress by a yield change",
      reference: "by hand, of NumPy's exposure",
      kind: "relative",
      tolerance: 1e-12,
    });
    const exposure = ANSWERS.gaps.exposures.joint![6]!;
    for (const [size, move] of [
      [100, -0.165 + 0.018],
      [-100, 0.165 + 0.018],
      [25, -0.04125 + 0.001125],
      [300, -0.495 + 0.162],
      [1, -0.00165 + 0.0000018],
    ] as const) {
      const shocks = translateShocks([{ factor: "Interest_Rate", type: "basisPoints", size }]);
      rates.add(directStress(book, shocks).pnl, exposure * move);
    }
    rates.end();
  });

  it("covers the whole book", () => {
    expect(book.uncoveredWeight).toBeLessThan(1e-15);
  });
});
