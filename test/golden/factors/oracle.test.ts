import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { factorCovariance } from "#core/factors/factor-covariance.ts";
import { type FactorReturns, factorReturnsOf } from "#core/factors/factor-returns.ts";
import { type LoadingBlock, loadingColumn } from "#core/factors/loading-columns.ts";
import { loadingAt, pValue, tStatistic } from "#core/factors/loading-row.ts";
import { estimateLoadings } from "#core/factors/symbol-loadings.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { hasSharedData, sharedPath } from "#test/support/shared-data.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { type OracleMarket, oracleMarket, readOracle } from "./oracle-market.ts";

const STATSMODELS = "statsmodels (oracle)";
const NUMPY = "pandas/NumPy (oracle)";

const relative = (quantity: string, tolerance: number, reference = STATSMODELS) =>
  compareWith({ quantity, reference, kind: "relative", tolerance });
const absolute = (quantity: string, tolerance: number, reference = STATSMODELS) =>
  compareWith({ quantity, reference, kind: "absolute", tolerance });

/** One comparison for each statistic of a regression on one factor. */
function univariateComparisons(name: string) {
  return {
    beta: relative(`${name}: β`, 1e-10),
    alpha: absolute(`${name}: α`, 1e-14),
    stdError: relative(`${name}: standard error`, 1e-10),
    rSquared: absolute(`${name}: R²`, 1e-12),
    t: relative(`${name}: t`, 1e-10),
    p: absolute(`${name}: p`, 1e-10),
  };
}

function endAll(comparisons: Readonly<Record<string, ReturnType<typeof compareWith>>>): void {
  for (const comparison of Object.values(comparisons)) comparison.end();
}

const UNIVARIATE = [
  ["market", "ols_SPY_90.csv"],
  ["rates", "ols_TLT_90.csv"],
  ["spread_growth_value", "ols_spread_VUG-VTV_180.csv"],
  ["spread_momentum", "ols_spread_MTUM-SPY_180.csv"],
  ["spread_size", "ols_spread_IWM-SPY_180.csv"],
  ["spread_quality", "ols_spread_QUAL-SPY_180.csv"],
] as const;

const STYLES = [
  ["momentum", "MTUM"],
  ["value", "VTV"],
  ["growth", "VUG"],
  ["size", "IWM"],
  ["quality", "QUAL"],
  ["low_volatility", "USMV"],
] as const;

const JOINT = [
  ["market", "SPY"],
  ["growth_value", "VUG-VTV"],
  ["momentum", "MTUM-SPY"],
  ["size", "IWM-SPY"],
  ["quality", "QUAL-SPY"],
  ["low_volatility", "USMV-SPY"],
  ["rates", "TLT"],
] as const;

interface Estimated extends OracleMarket {
  readonly factors: FactorReturns;
  readonly block: LoadingBlock;
}

function estimate(firstOrdinal: number): Estimated {
  const market = oracleMarket("synthetic", firstOrdinal);
  const factors = factorReturnsOf(market.returns);
  const last = firstOrdinal + market.returns.sessionCount - 1;
  return { ...market, factors, block: estimateLoadings(market.returns, factors, firstOrdinal, last) };
}

function cellReader(market: Estimated, symbol: string, date: string): (column: string) => number {
  const row = loadingAt(market.block, symbol, market.ordinalOf.get(date)!);
  return (column) => row[loadingColumn(column)]!;
}

/** The oracle's rows are sessions of no particular exchange: three offsets put the anchors at different rows. */
describe.skipIf(!hasSharedData).each([0, 1031, -3007])(
  "synthetic market with its first row at ordinal %i (needs ../shared/oracle)",
  (firstOrdinal) => {
    const market = hasSharedData ? estimate(firstOrdinal) : (null as never);

    it.each(UNIVARIATE)("agrees with statsmodels on the %s regressions", (prefix, file) => {
      const name = prefix.startsWith("spread") ? "spread OLS" : "market and rates OLS";
      const compare = univariateComparisons(name);
      const miscounts = new Set<number>();
      for (const answer of readOracle("synthetic", file)) {
        const cell = cellReader(market, answer.symbol!, answer.date!);
        const [beta, stdError, n] = [cell(`${prefix}_beta`), cell(`${prefix}_std_error`), Number(answer.n)];
        miscounts.add(cell(`${prefix}_observations`) - n);
        compare.beta.add(beta, Number(answer.beta), 1e-12);
        compare.alpha.add(cell(`${prefix}_alpha`), Number(answer.alpha));
        compare.stdError.add(stdError, Number(answer.se_beta), 1e-12);
        compare.rSquared.add(cell(`${prefix}_r_squared`), Number(answer.r2));
        compare.t.add(tStatistic(beta, stdError), Number(answer.t_beta), 1e-12);
        compare.p.add(pValue(beta, stdError, n, 2), Number(answer.p_beta));
      }
      expect([...miscounts]).toEqual([0]);
      endAll(compare);
    });

    it("agrees with the oracle on the ridge regressions", () => {
      const compare = {
        beta: relative("ridge: b", 1e-9, NUMPY),
        intercept: relative("ridge: intercept", 1e-9, NUMPY),
        rSquared: absolute("ridge: R²", 1e-9, NUMPY),
        effectiveDf: relative("ridge: effective degrees of freedom", 1e-9, NUMPY),
      };
      const miscounts = new Set<number>();
      for (const answer of readOracle("synthetic", "ridge6_90.csv")) {
        if (answer.variant !== "std") continue;
        const cell = cellReader(market, answer.symbol!, answer.date!);
        for (const [style, proxy] of STYLES)
          compare.beta.add(cell(`ridge_${style}`), Number(answer[`b_${proxy}`]), 1e-3);
        compare.intercept.add(cell("ridge_intercept"), Number(answer.intercept), 1e-3);
        compare.rSquared.add(cell("ridge_r_squared"), Number(answer.r2));
        compare.effectiveDf.add(cell("ridge_effective_df"), Number(answer.edf), 1);
        miscounts.add(cell("ridge_observations") - Number(answer.n));
      }
      expect([...miscounts]).toEqual([0]);
      endAll(compare);
    });

    it("agrees with statsmodels on the joint regressions", () => {
      const compare = {
        beta: relative("joint OLS: β", 1e-9),
        stdError: relative("joint OLS: standard error", 1e-9),
        alpha: absolute("joint OLS: α", 1e-9),
        rSquared: absolute("joint OLS: R²", 1e-9),
        specific: relative("specific variance", 1e-9),
      };
      const miscounts = new Set<number>();
      for (const answer of readOracle("synthetic", "joint_ols_252.csv")) {
        const cell = cellReader(market, answer.symbol!, answer.date!);
        for (const [factor, name] of JOINT) {
          compare.beta.add(cell(`joint_${factor}`), Number(answer[`b_${name}`]), 1e-12);
          compare.stdError.add(cell(`joint_${factor}_std_error`), Number(answer[`se_${name}`]), 1e-12);
        }
        compare.alpha.add(cell("joint_alpha"), Number(answer.alpha));
        compare.rSquared.add(cell("joint_r_squared"), Number(answer.r2));
        compare.specific.add(cell("joint_specific_variance"), Number(answer.resid_std) ** 2, 1e-12);
        miscounts.add(cell("joint_observations") - Number(answer.n));
      }
      expect([...miscounts]).toEqual([0]);
      endAll(compare);
    });

    it("agrees with the oracle's portfolios on factor covariance and specific variance", () => {
      const compare = {
        covariance: relative("factor covariance", 1e-9, NUMPY),
        specific: relative("specific variance", 1e-9, NUMPY),
      };
      const stats = JSON.parse(
        readFileSync(sharedPath("oracle", "synthetic", "portfolio_stats.json"), "utf8"),
      ) as Record<string, { factor_risk: FactorRisk }>;
      const last = market.block.firstOrdinal + market.block.sessionCount - 1;
      const covariance = factorCovariance(market.factors, last);
      if (isNoEstimate(covariance)) throw new Error("no covariance");
      for (const { factor_risk: risk } of Object.values(stats)) {
        for (const [i, value] of risk.factor_cov_daily.flat().entries())
          compare.covariance.add(covariance.values[i]!, value, 1e-9);
        for (const [i, symbol] of risk.symbols.entries()) {
          // A proxy is its own factors: what is left of its variance is rounding, and no digit of it is agreed.
          const wanted = risk.specific_var_daily[i]!;
          const got = loadingAt(market.block, symbol, last)[loadingColumn("joint_specific_variance")]!;
          compare.specific.add(got, wanted, wanted < 1e-20 ? 1 : 1e-12);
        }
      }
      expect(covariance.observations).toBe(252);
      endAll(compare);
    });
  },
);

describe.skipIf(!hasSharedData).each(["DAX", "FTSE"])(
  "European indices with %s as the market (needs ../shared/oracle)",
  (benchmark) => {
    it.each([0, 1031])("agrees with statsmodels, first row at ordinal %i", (firstOrdinal) => {
      const { returns, ordinalOf } = oracleMarket("eustock", firstOrdinal, { [benchmark]: "SPY" });
      const last = firstOrdinal + returns.sessionCount - 1;
      const block = estimateLoadings(returns, factorReturnsOf(returns), firstOrdinal, last);
      const compare = univariateComparisons("market and rates OLS");
      const miscounts = new Set<number>();
      for (const answer of readOracle("eustock", `ols_${benchmark}_90.csv`)) {
        const row = loadingAt(block, answer.symbol!, ordinalOf.get(answer.date!)!);
        const [beta, alpha, stdError, rSquared, n] = row as unknown as [
          number,
          number,
          number,
          number,
          number,
        ];
        compare.beta.add(beta, Number(answer.beta), 1e-12);
        compare.alpha.add(alpha, Number(answer.alpha));
        compare.stdError.add(stdError, Number(answer.se_beta), 1e-12);
        compare.rSquared.add(rSquared, Number(answer.r2));
        compare.t.add(tStatistic(beta, stdError), Number(answer.t_beta), 1e-12);
        compare.p.add(pValue(beta, stdError, n, 2), Number(answer.p_beta));
        miscounts.add(n - Number(answer.n));
      }
      expect([...miscounts]).toEqual([0]);
      endAll(compare);
    });
  },
);

interface FactorRisk {
  readonly symbols: readonly string[];
  readonly specific_var_daily: readonly number[];
  readonly factor_cov_daily: readonly (readonly number[])[];
}
