import { describe, expect, it } from "vitest";
import { directStress } from "#core/scenarios/direct-stress.ts";
import { stressBook } from "#core/scenarios/stress-book.ts";
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
  const book = stressBook(weightsOf(ANSWERS.gaps.weights), loadings, rows, LAST_ORDINAL);
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

  it("covers the whole book", () => {
    expect(book.uncoveredWeight).toBeLessThan(1e-15);
  });
});
