import { describe, expect, it } from "vitest";
import { EXPOSURE_COLUMNS, EXPOSURE_FACTORS } from "#core/risk/exposure-columns.ts";
import { prepareExposures } from "#core/risk/exposure-context.ts";
import { portfolioExposuresAt } from "#core/risk/portfolio-exposures.ts";
import { ANSWERS, expectClose } from "./answers.ts";
import { goldenReturns, LAST_ORDINAL, loadingBlock, riskInputs, weightsOf } from "./market.ts";

const inputs = riskInputs(goldenReturns(), loadingBlock(ANSWERS.loadings, LAST_ORDINAL, 1));
const context = prepareExposures(inputs, LAST_ORDINAL, LAST_ORDINAL);

describe("the golden market", () => {
  it("is the one the answers were made from", () => {
    const { symbols, sessionCount, values } = inputs.returns;
    for (const [row, symbol] of symbols.entries()) {
      let sum = 0;
      for (const r of values.subarray(row * sessionCount, (row + 1) * sessionCount)) {
        if (!Number.isNaN(r)) sum += r;
      }
      expectClose(sum, ANSWERS.checksum[symbol]!, 1e-12);
    }
  });
});

describe.each([
  ["without gaps", ANSWERS.complete],
  ["with gaps of different symbols", ANSWERS.gaps],
] as const)("portfolio exposures %s", (_, answer) => {
  const row = portfolioExposuresAt(weightsOf(answer.weights), context, LAST_ORDINAL);
  const cases = EXPOSURE_FACTORS.filter((factor) => factor.stdErrorIndex !== null).map((factor) => {
    const joint = factor.factor.model === "joint";
    const group = joint ? "joint" : factor.column;
    const place = joint ? EXPOSURE_FACTORS.filter((f) => f.group === factor.group).indexOf(factor) : 0;
    return { ...factor, answerOf: (from: typeof answer.exposures) => from[group]![place]! };
  });

  it.each(cases)("$column is the slope of the weighted returns", ({ index, answerOf }) => {
    expectClose(row[index]!, answerOf(answer.exposures), 1e-9, 1e-3);
  });

  it.each(cases)(
    "$column has the standard error of the independent formula",
    ({ stdErrorIndex, answerOf }) => {
      expectClose(row[stdErrorIndex!]!, answerOf(answer.stdErrors), 1e-10);
    },
  );

  it("covers the whole book", () => {
    expectClose(row[EXPOSURE_COLUMNS.indexOf("joint_coverage")]!, 1, 1e-15);
    expect(row[EXPOSURE_COLUMNS.indexOf("joint_symbols")]).toBe(Object.keys(answer.weights).length);
  });
});
