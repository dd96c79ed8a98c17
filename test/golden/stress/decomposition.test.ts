import { describe, it } from "vitest";
import { riskDecomposition } from "#core/risk/risk-decomposition.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { weightsOf } from "../risk/market.ts";
import { ANSWERS, estimated, goldenBook, goldenCovariance } from "./answers.ts";

const answer = ANSWERS.decomposition;
const risk = estimated(riskDecomposition(goldenBook(weightsOf(answer.weights)), goldenCovariance()));

function compare(quantity: string) {
  return compareWith({
    quantity,
    reference: "NumPy 2.4 (complex step)",
    kind: "relative",
    tolerance: 1e-9,
  });
}

describe("risk decomposition of a long-short book with gaps in its history", () => {
  it("has NumPy's volatility and its systematic and specific parts", () => {
    const worst = compare("decomposition: volatility, systematic and specific share");
    for (const name of [
      "volatility",
      "systematicVolatility",
      "specificVolatility",
      "systematicShare",
      "specificShare",
    ] as const) {
      worst.add(risk[name], answer[name]);
    }
    worst.end();
  });

  it("has NumPy's marginal, component and share of each factor", () => {
    const worst = compare("decomposition: marginal and component risk by factor");
    for (let k = 0; k < 7; k++) {
      worst.add(risk.factors.marginal[k]!, answer.factorMarginal[k]!, 1e-3);
      worst.add(risk.factors.component[k]!, answer.factorComponent[k]!, 1e-3);
      worst.add(risk.factors.share[k]!, answer.factorShare[k]!, 1e-3);
    }
    worst.end();
  });

  it("has NumPy's marginal, component and share of each position", () => {
    const worst = compare("decomposition: marginal and component risk by position");
    for (const [i, symbol] of Object.keys(answer.weights).entries()) {
      const at = risk.positions.symbols.indexOf(symbol);
      worst.add(risk.positions.marginal[at]!, answer.positionMarginal[i]!, 1e-3);
      worst.add(risk.positions.component[at]!, answer.positionComponent[i]!, 1e-3);
      worst.add(risk.positions.share[at]!, answer.positionShare[i]!, 1e-3);
      worst.add(risk.positions.specificShare[at]!, answer.positionSpecificShare[i]!, 1e-3);
      worst.add(risk.positions.volatility[at]!, answer.positionVolatility[i]!);
    }
    worst.end();
  });

  it("has NumPy's diversification ratio", () => {
    const worst = compare("diversification ratio");
    worst.add(risk.diversificationRatio, answer.diversificationRatio);
    worst.end();
  });
});
