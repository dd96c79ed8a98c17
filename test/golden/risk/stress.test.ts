import { describe, expect, it } from "vitest";
import { directStress } from "#core/scenarios/direct-stress.ts";
import { stressBook } from "#core/scenarios/stress-book.ts";
import { ANSWERS, expectClose } from "./answers.ts";
import { LAST_ORDINAL, loadingBlock, weightsOf } from "./market.ts";

const loadings = loadingBlock(ANSWERS.loadings, LAST_ORDINAL, 1);
const rows = new Map(loadings.symbols.map((symbol, row) => [symbol, row]));
const answer = ANSWERS.stress;

describe("direct stress", () => {
  const book = stressBook(weightsOf(ANSWERS.gaps.weights), loadings, rows, LAST_ORDINAL);
  const result = directStress(book, {
    factorReturns: Float64Array.from(answer.shocks),
    shocked: answer.shocks.map((size) => size !== 0),
    impliedVolatility: null,
    yieldChange: null,
  });

  it("gives the P&L of the matrix product", () => {
    expectClose(result.pnl, answer.pnl, 1e-12);
  });

  it("splits it by factor", () => {
    for (const [k, expected] of answer.byFactor.entries())
      expectClose(result.byFactor[k]!, expected, 1e-12, 1e-6);
  });

  it("splits it by symbol", () => {
    for (const [i, symbol] of Object.keys(ANSWERS.gaps.weights).entries()) {
      expectClose(result.bySymbol[book.symbols.indexOf(symbol)]!, answer.bySymbol[i]!, 1e-12, 1e-6);
    }
  });

  it("covers the whole book", () => {
    expect(book.uncoveredWeight).toBeLessThan(1e-15);
  });
});
