import { COVARIANCE_MIN_OBSERVATIONS, COVARIANCE_WINDOW } from "#core/risk/covariance-estimates.ts";
import { hasMarketReturns } from "#core/risk/symbol-weights.ts";
import type { Evidence } from "../evidence.ts";
import type { Reasoning } from "../explanation.ts";
import type { Given } from "../given.ts";
import { constantInput } from "../inputs.ts";
import { holdingsOf, returnInputs, returnsGiven, weightInput } from "../risk-inputs.ts";
import { shrinkToConstantCorrelation, shrinkToIdentity } from "../shrinkage.ts";
import { commonRows, covarianceMatrix, dotProduct, sum, timesVector } from "../textbook.ts";

/** Columns of the second opinion on total volatility. */
export const OPINION_COLUMNS = [
  "sample_volatility",
  "constant_correlation_volatility",
  "constant_correlation_shrinkage",
  "identity_volatility",
  "identity_shrinkage",
  "covariance_observations",
  "covariance_weight",
] as const;
export type OpinionColumn = (typeof OPINION_COLUMNS)[number];

const ROWS =
  "over the sessions in which all holdings kept have a return: those with 126 of their own, without the fewest while fewer than 126 are common";

const FORMULAS: Readonly<Record<OpinionColumn, string>> = {
  sample_volatility: "√(252·w′Sw), S the sample covariance (n − 1)",
  constant_correlation_volatility: "√(252·w′Σw), Σ = (1 − δ)S + δT of Ledoit–Wolf, T of constant correlation",
  constant_correlation_shrinkage: "δ of Ledoit–Wolf with a target of constant correlation",
  identity_volatility: "√(252·w′Σw), Σ = (1 − δ)S + δμI of Ledoit–Wolf",
  identity_shrinkage: "δ of Ledoit–Wolf with the target μI",
  covariance_observations: "number of rows",
  covariance_weight: "Σ|w| of the holdings kept / Σ|w| of all but cash",
};

export function explainOpinion(evidence: Evidence, column: OpinionColumn): Reasoning {
  const { riskHoldings } = evidence;
  const held = holdingsOf(riskHoldings);
  const symbols = riskHoldings.symbols.filter((_, i) => hasMarketReturns(riskHoldings, i));
  return {
    formula: `${FORMULAS[column]}, ${ROWS}`,
    inputs: [
      weightInput(evidence, "w", held),
      constantInput("least", COVARIANCE_MIN_OBSERVATIONS, "fewest rows", "count"),
      ...returnInputs(evidence, symbols, COVARIANCE_WINDOW),
    ],
    reproduce: (given) => opinionFrom(given, column),
    absence:
      riskHoldings.nav > 0
        ? {
            code: "TOO_FEW_OBSERVATIONS",
            message: `No holding has ${COVARIANCE_MIN_OBSERVATIONS} returns in the window.`,
            needed: COVARIANCE_MIN_OBSERVATIONS,
            got: 0,
          }
        : { code: "NONPOSITIVE_CAPITAL", message: "NAV is zero or negative, so no holding has a weight." },
  };
}

function opinionFrom(given: Given, column: OpinionColumn): number {
  const least = given.number("least");
  const kept = keptRows(given, least);
  if (column === "covariance_observations") return kept === null ? 0 : kept.rows[0]!.length;
  if (kept === null) return Number.NaN;
  const { symbols, rows } = kept;
  const [labels, weights] = [given.labels("w"), given.values("w")];
  const w = symbols.map((symbol) => weights[labels.indexOf(symbol)] ?? Number.NaN);
  if (w.some(Number.isNaN) && column !== "constant_correlation_shrinkage" && column !== "identity_shrinkage")
    return Number.NaN;
  const volatility = (covariance: readonly (readonly number[])[]) =>
    Math.sqrt(252 * Math.max(0, dotProduct(w, timesVector(covariance, w))));
  switch (column) {
    case "sample_volatility":
      return volatility(covarianceMatrix(rows, 1));
    case "constant_correlation_volatility":
      return volatility(shrinkToConstantCorrelation(rows).covariance);
    case "constant_correlation_shrinkage":
      return shrinkToConstantCorrelation(rows).shrinkage;
    case "identity_volatility":
      return volatility(shrinkToIdentity(rows).covariance);
    case "identity_shrinkage":
      return shrinkToIdentity(rows).shrinkage;
    case "covariance_weight":
      return sum(w.map(Math.abs)) / sum(weights.map(Math.abs));
  }
}

/** Returns of the holdings that have enough in common, symbol by symbol; null where none has. */
function keptRows(given: Given, least: number) {
  let kept = given
    .indices("P")
    .toSorted()
    .map((symbol) => ({ symbol, returns: returnsGiven(given, symbol) }))
    .map((one) => ({ ...one, count: one.returns.filter((value) => !Number.isNaN(value)).length }))
    .filter(({ count }) => count >= least);
  while (kept.length > 0) {
    const rows = commonRows(kept.map(({ returns }) => returns));
    if (rows[0]!.length >= least) return { symbols: kept.map(({ symbol }) => symbol), rows };
    const fewest = kept.findLast(({ count }) => count === Math.min(...kept.map((one) => one.count)));
    kept = kept.filter((one) => one !== fewest);
  }
  return null;
}
