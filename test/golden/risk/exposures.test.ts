import { describe, expect, it } from "vitest";
import { EXPOSURE_COLUMNS, EXPOSURE_FACTORS } from "#core/risk/exposure-columns.ts";
import { prepareExposures } from "#core/risk/exposure-context.ts";
import { portfolioExposuresAt } from "#core/risk/portfolio-exposures.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { ANSWERS } from "./answers.ts";
import { goldenReturns, LAST_ORDINAL, loadingBlock, riskInputs, weightsOf } from "./market.ts";

const inputs = riskInputs(goldenReturns(), loadingBlock(ANSWERS.loadings, LAST_ORDINAL, 1));
const context = prepareExposures(inputs, LAST_ORDINAL, LAST_ORDINAL);

function compare(quantity: string, tolerance: number, reference = "NumPy 2.4") {
  return compareWith({ quantity, reference, kind: "relative", tolerance });
}

describe("the golden market", () => {
  it("is the one the answers were made from", () => {
    const { symbols, sessionCount, values } = inputs.returns;
    const checksum = compare("sum of the generated returns", 1e-12);
    for (const [row, symbol] of symbols.entries()) {
      let sum = 0;
      for (const r of values.subarray(row * sessionCount, (row + 1) * sessionCount)) {
        if (!Number.isNaN(r)) sum += r;
      }
      checksum.add(sum, ANSWERS.checksum[symbol]!);
    }
    checksum.end();
  });
});

describe.each([
  ["without gaps", ANSWERS.complete],
  ["with gaps of different symbols", ANSWERS.gaps],
] as const)("portfolio exposures %s", (gaps, answer) => {
  const row = portfolioExposuresAt(weightsOf(answer.weights), context, LAST_ORDINAL);
  const cases = EXPOSURE_FACTORS.filter((factor) => factor.stdErrorIndex !== null).map((factor) => {
    const joint = factor.factor.model === "joint";
    const group = joint ? "joint" : factor.column;
    const place = joint ? EXPOSURE_FACTORS.filter((f) => f.group === factor.group).indexOf(factor) : 0;
    return { ...factor, answerOf: (from: typeof answer.exposures) => from[group]![place]! };
  });

  it.each(cases)("$column is the slope of the weighted returns", ({ index, answerOf }) => {
    const exposure = compare(`exposure, ${gaps}`, 1e-9);
    exposure.add(row[index]!, answerOf(answer.exposures), 1e-3);
    exposure.end();
  });

  it.each(cases)(
    "$column has the standard error of the independent formula",
    ({ stdErrorIndex, answerOf }) => {
      const stdError = compare(`exposure, ${gaps}: standard error`, 1e-10);
      stdError.add(row[stdErrorIndex!]!, answerOf(answer.stdErrors));
      stdError.end();
    },
  );

  it("covers the whole book", () => {
    const coverage = compare("coverage", 1e-15, "by hand");
    coverage.add(row[EXPOSURE_COLUMNS.indexOf("joint_coverage")]!, 1);
    coverage.end();
    expect(row[EXPOSURE_COLUMNS.indexOf("joint_symbols")]).toBe(Object.keys(answer.weights).length);
  });
});

describe("coverage", () => {
  const kinds = { private: "HOUSE", cash: "SWEEP", market: "NEW" } as const;
  const lots = (
    [
      ["private", 0.5],
      ["cash", 2],
      ["market", -0.25],
    ] as const
  ).map(([kind, marketValue]) => ({
    symbol: kinds[kind],
    kind,
    marketValue,
    priced: true,
  }));

  it.each([
    ["a private holding counts in the denominator", { AAA: 1.5 }, lots.slice(0, 1), 1.5 / 2],
    ["cash counts in neither", { AAA: 1.5 }, lots.slice(1, 2), 1],
    ["a symbol without a loading counts in the denominator", { AAA: -0.75 }, lots.slice(2), 0.75 / 1],
    ["shorts count at their size", { AAA: 0.5, SPY: -0.25 }, lots, 0.75 / 1.5],
  ])("%s", (_, weights, others, expected) => {
    const row = portfolioExposuresAt(weightsOf(weights, others), context, LAST_ORDINAL);
    const coverage = compare("coverage", 1e-15, "by hand");
    for (const group of ["market", "joint"])
      coverage.add(row[EXPOSURE_COLUMNS.indexOf(`${group}_coverage`)]!, expected);
    coverage.end();
  });
});
