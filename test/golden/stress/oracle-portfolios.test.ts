import { beforeAll, describe, expect, it } from "vitest";
import { factorCovariance } from "#core/factors/factor-covariance.ts";
import { factorReturnsOf } from "#core/factors/factor-returns.ts";
import { estimateLoadings } from "#core/factors/symbol-loadings.ts";
import { factorBook } from "#core/risk/factor-book.ts";
import { type RiskDecomposition, riskDecomposition } from "#core/risk/risk-decomposition.ts";
import { shockMoves, shockStress } from "#core/scenarios/scenario-moves.ts";
import { hasSharedData } from "#test/support/shared-data.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { weightsOf } from "../risk/market.ts";
import { oracleReturns, oracleText } from "../risk/oracle.ts";
import { estimated, shocksAt } from "./answers.ts";

interface FactorRisk {
  readonly symbols: readonly string[];
  readonly weights: readonly number[];
  readonly var_ann_systematic: number;
  readonly var_ann_specific: number;
  readonly vol_ann_total: number;
  readonly pct_systematic: number;
  readonly factor_contrib_var_pct: readonly number[];
  readonly asset_mctr_ann: readonly number[];
  readonly asset_contrib_risk_pct: readonly number[];
  readonly diversification_ratio: number;
}

const IDS = ["P1_long_only", "P2_long_short", "P3_flows"];

function oraclePortfolio(id: string) {
  const { returns } = oracleReturns("synthetic");
  const factors = factorReturnsOf(returns);
  const last = returns.firstOrdinal + returns.sessionCount - 1;
  const loadings = estimateLoadings(returns, factors, last, last);
  const rows = new Map(loadings.symbols.map((symbol, row) => [symbol, row]));
  const stats = JSON.parse(oracleText("synthetic", "portfolio_stats.json")) as Readonly<
    Record<string, { readonly factor_risk: FactorRisk }>
  >;
  const answer = stats[id]!.factor_risk;
  const weights = Object.fromEntries(answer.symbols.map((symbol, i) => [symbol, answer.weights[i]!]));
  return {
    answer,
    book: factorBook(weightsOf(weights), loadings, rows, last),
    covariance: estimated(factorCovariance(factors, last)),
  };
}

function fall(id: string): { readonly pnl: number; readonly beta: number } {
  const { book, covariance } = oraclePortfolio(id);
  const { correlated } = shockStress(book, shockMoves(shocksAt([[0, -0.35]]), covariance));
  // With the market alone known, every other factor moves by its own beta to the market.
  const sigma = covariance.values;
  const beta = book.exposures.reduce((sum, e, k) => sum + (e * sigma[k * 7]!) / sigma[0]!, 0);
  return { pnl: estimated(correlated).pnl, beta };
}

// Needs the oracle's files beside the project.
describe.skipIf(!hasSharedData).each(IDS)("oracle portfolio %s", (id) => {
  let answer: FactorRisk;
  let risk: RiskDecomposition;

  beforeAll(() => {
    const portfolio = oraclePortfolio(id);
    answer = portfolio.answer;
    risk = estimated(riskDecomposition(portfolio.book, portfolio.covariance));
  });

  function compare(quantity: string) {
    return compareWith({ quantity, reference: "pandas/NumPy (oracle)", kind: "relative", tolerance: 1e-9 });
  }

  it("has the oracle's volatility and its systematic and specific parts", () => {
    const worst = compare("decomposition: volatility, systematic and specific share");
    worst.add(risk.volatility, answer.vol_ann_total);
    worst.add(risk.systematicVolatility ** 2, answer.var_ann_systematic);
    worst.add(risk.specificVolatility ** 2, answer.var_ann_specific);
    worst.add(risk.systematicShare, answer.pct_systematic);
    worst.end();
  });

  it("has the oracle's share of each factor", () => {
    const worst = compare("decomposition: share by factor");
    for (const [k, share] of answer.factor_contrib_var_pct.entries())
      worst.add(risk.factors.share[k]!, share, 1e-3);
    worst.end();
  });

  it("has the oracle's marginal risk and share of each position", () => {
    const worst = compare("decomposition: marginal risk and share by position");
    for (const [i, symbol] of answer.symbols.entries()) {
      const at = risk.positions.symbols.indexOf(symbol);
      worst.add(risk.positions.marginal[at]!, answer.asset_mctr_ann[i]!, 1e-3);
      worst.add(risk.positions.share[at]!, answer.asset_contrib_risk_pct[i]!, 1e-3);
    }
    worst.end();
  });

  it("has the oracle's diversification ratio", () => {
    const worst = compare("diversification ratio");
    worst.add(risk.diversificationRatio, answer.diversification_ratio);
    worst.end();
  });

  it("loses its market beta times the fall when the market alone is known to fall 35 %", () => {
    const { pnl, beta } = fall(id);
    expect(pnl).toBeCloseTo(-0.35 * beta, 12);
  });
});

// Needs the oracle's files beside the project.
describe.skipIf(!hasSharedData)("a long-only book of beta 0.8", () => {
  it("loses about 28 % when the market falls 35 %, not the 54 % of overlapping shocks", () => {
    const { pnl } = fall("P1_long_only");
    expect(pnl).toBeGreaterThan(-0.3);
    expect(pnl).toBeLessThan(-0.26);
  });
});
