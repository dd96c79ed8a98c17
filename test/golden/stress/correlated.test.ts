import { describe, it } from "vitest";
import { reverseStress } from "#core/scenarios/reverse-stress.ts";
import { shockMoves, shockStress } from "#core/scenarios/scenario-moves.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { weightsOf } from "../risk/market.ts";
import { ANSWERS, estimated, goldenBook, goldenCovariance, shocksAt } from "./answers.ts";

const covariance = goldenCovariance();
const book = goldenBook(weightsOf(ANSWERS.decomposition.weights));
const relative = { kind: "relative", tolerance: 1e-9 } as const;

describe("correlated stress", () => {
  it("moves the other factors by their regressions on the shocked ones", () => {
    const worst = compareWith({
      quantity: "correlated stress: factor moves",
      reference: "NumPy 2.4 (least squares)",
      ...relative,
    });
    for (const { shocks, expected } of ANSWERS.scenarios) {
      const moves = estimated(shockMoves(shocksAt(shocks), covariance).expected);
      for (const [k, move] of expected.entries()) worst.add(moves[k]!, move, 1e-3);
    }
    worst.end();
  });

  it("gives NumPy's P&L, whole, by factor and by symbol", () => {
    const worst = compareWith({
      quantity: "correlated stress: P&L and contributions",
      reference: "NumPy 2.4 (least squares)",
      ...relative,
    });
    for (const { shocks, pnl, byFactor, bySymbol } of ANSWERS.scenarios) {
      const result = estimated(shockStress(book, shockMoves(shocksAt(shocks), covariance)).correlated);
      worst.add(result.pnl, pnl);
      for (const [k, part] of byFactor.entries()) worst.add(result.byFactor[k]!, part, 1e-3);
      for (const [i, symbol] of Object.keys(ANSWERS.decomposition.weights).entries())
        worst.add(result.bySymbol[book.symbols.indexOf(symbol)]!, bySymbol[i]!, 1e-3);
    }
    worst.end();
  });

  it("loses what today's book lost with the shocked factors over the window, cov(p, f_S)Σ_SS⁻¹f_S", () => {
    const worst = compareWith({
      quantity: "correlated stress: P&L of a book with a complete history",
      reference: "NumPy 2.4 (pro-forma returns regressed on the shocked factors)",
      ...relative,
    });
    const { weights, pnl } = ANSWERS.proForma;
    const complete = goldenBook(weightsOf(weights));
    // All seven shocked leave nothing to expect: there the P&L is that of the exposures.
    for (const [c, { shocks }] of ANSWERS.scenarios.entries())
      worst.add(
        estimated(shockStress(complete, shockMoves(shocksAt(shocks), covariance)).correlated).pnl,
        pnl[c]!,
      );
    worst.end();
  });
});

describe("plausibility", () => {
  it("has SciPy's Mahalanobis distance and χ² percentile", () => {
    const distances = compareWith({
      quantity: "plausibility: Mahalanobis distance",
      reference: "SciPy 1.17",
      ...relative,
    });
    const percentiles = compareWith({
      quantity: "plausibility: χ² percentile",
      reference: "SciPy 1.17",
      kind: "absolute",
      tolerance: 1e-10,
    });
    for (const { shocks, sessions, distance, percentile } of ANSWERS.scenarios) {
      const own = estimated(shockMoves(shocksAt(shocks), covariance, sessions).plausibility);
      distances.add(own.distance, distance);
      percentiles.add(own.percentile, percentile);
    }
    distances.end();
    percentiles.end();
  });
});

describe("reverse stress", () => {
  it("solves the Lagrangian of the least distance", () => {
    const worst = compareWith({
      quantity: "reverse stress: factor moves and distance",
      reference: "NumPy 2.4 (linear system of the Lagrangian)",
      ...relative,
    });
    for (const { loss, factorReturns, distance, percentile } of ANSWERS.reverse) {
      const own = estimated(reverseStress(book, covariance, loss));
      for (const [k, move] of factorReturns.entries()) worst.add(own.factorReturns[k]!, move, 1e-3);
      worst.add(own.plausibility.distance, distance);
      worst.add(own.plausibility.percentile, percentile);
      worst.add(own.revalued.pnl, -loss);
    }
    worst.end();
  });
});
