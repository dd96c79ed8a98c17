import { describe, it } from "vitest";
import { factorReturnsOf } from "#core/factors/factor-returns.ts";
import { estimateLoadings } from "#core/factors/symbol-loadings.ts";
import { EXPOSURE_FACTORS } from "#core/risk/exposure-columns.ts";
import { prepareExposures } from "#core/risk/exposure-context.ts";
import { portfolioExposuresAt } from "#core/risk/portfolio-exposures.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { ANSWERS } from "./answers.ts";
import { goldenReturns, LAST_ORDINAL, riskInputs, weightsOf } from "./market.ts";

const returns = goldenReturns();
const loadings = estimateLoadings(returns, factorReturnsOf(returns), LAST_ORDINAL, LAST_ORDINAL);
const context = prepareExposures(riskInputs(returns, loadings), LAST_ORDINAL, LAST_ORDINAL);

describe("exposures made of the symbol kernel's own loadings", () => {
  const cases = EXPOSURE_FACTORS.filter((factor) => factor.stdErrorIndex !== null);

  it.each(cases)(
    "$column is that of the weighted returns regressed directly",
    ({ factor, column, index, group }) => {
      const row = portfolioExposuresAt(weightsOf(ANSWERS.complete.weights), context, LAST_ORDINAL);
      const place = EXPOSURE_FACTORS.filter((other) => other.group === group).findIndex(
        (other) => other.column === column,
      );
      const expected = ANSWERS.complete.exposures[factor.model === "joint" ? "joint" : column]![place]!;
      const compare = compareWith({
        quantity: "exposure of the kernel's own loadings",
        reference: "NumPy 2.4",
        kind: "relative",
        tolerance: 1e-9,
      });
      compare.add(row[index]!, expected, 1e-3);
      compare.end();
    },
  );
});
