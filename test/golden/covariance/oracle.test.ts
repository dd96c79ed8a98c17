import { describe, expect, it } from "vitest";
import { covarianceEstimates } from "#core/risk/covariance-estimates.ts";
import {
  type CovarianceMatrix,
  conditionOf,
  ledoitWolfConstantCorrelation,
  ledoitWolfIdentity,
  sampleCovariance,
} from "#core/stats/covariance-shrinkage.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { oracleReturns, oracleText } from "#test/golden/risk/oracle.ts";
import { hasSharedData } from "#test/support/shared-data.ts";
import { compareWith } from "#test/support/worst-error.ts";

interface Named {
  readonly names: readonly string[];
  readonly values: readonly (readonly number[])[];
}

interface OracleCovariance {
  readonly n: number;
  readonly lw_identity_shrinkage: number;
  readonly lw_identity_mu: number;
  readonly lw_identity: Named;
  readonly lw_constcorr_shrinkage: number;
  readonly lw_constcorr_rbar: number;
  readonly lw_constcorr: Named;
  readonly sample_ddof1: Named;
  readonly cond_sample: number;
  readonly cond_lw: number;
}

/** A near-zero covariance is measured against this share of the largest element. */
const FLOOR = 1e-3;
const SETS = ["synthetic", "eustock"] as const;

function answersOf(set: string): Readonly<Record<"window_90" | "window_252", OracleCovariance>> {
  return JSON.parse(oracleText(set, "covariance.json"));
}

/** The last rows of a market without gaps, in the order of the oracle's names. */
function lastRows(set: string, { names, n }: { readonly names: readonly string[]; readonly n: number }) {
  const { returns } = oracleReturns(set);
  const p = names.length;
  const rows = new Float64Array(n * p);
  for (const [j, name] of names.entries()) {
    const end = (returns.symbols.indexOf(name) + 1) * returns.sessionCount;
    for (let r = 0; r < n; r++) rows[r * p + j] = returns.values[end - n + r]!;
  }
  return { rows, n, p };
}

function matrixComparison(quantity: string) {
  const worst = compareWith({
    quantity,
    reference: "scikit-learn, NumPy (oracle)",
    kind: "relative",
    tolerance: 1e-10,
  });
  return {
    add(actual: CovarianceMatrix, { values }: Named) {
      const expected = values.flat();
      const largest = Math.max(...expected.map(Math.abs));
      for (const [i, value] of expected.entries()) worst.add(actual.values[i]!, value, FLOOR * largest);
    },
    end: () => worst.end(),
  };
}

describe.skipIf(!hasSharedData)("covariance of two markets in two windows (needs ../shared/oracle)", () => {
  const cases = SETS.flatMap((set) => (["window_90", "window_252"] as const).map((key) => ({ set, key })));
  const each = function* () {
    for (const { set, key } of cases) {
      const answer = answersOf(set)[key];
      yield { answer, rows: lastRows(set, { names: answer.lw_constcorr.names, n: answer.n }) };
    }
  };
  const intensity = (quantity: string) =>
    compareWith({
      quantity,
      reference: "scikit-learn, NumPy (oracle)",
      kind: "relative",
      tolerance: 1e-12,
    });

  it("has the oracle's constant-correlation estimate", () => {
    const shrinkage = intensity("Ledoit–Wolf constant correlation, intensity and mean correlation");
    const matrix = matrixComparison("Ledoit–Wolf constant correlation, matrix");
    for (const { answer, rows } of each()) {
      const actual = ledoitWolfConstantCorrelation(rows);
      shrinkage.add(actual.shrinkage, answer.lw_constcorr_shrinkage);
      shrinkage.add(actual.targetParameter, answer.lw_constcorr_rbar);
      matrix.add(actual, answer.lw_constcorr);
    }
    shrinkage.end();
    matrix.end();
  });

  it("has the oracle's identity estimate", () => {
    const shrinkage = intensity("Ledoit–Wolf identity, intensity and mean variance");
    const matrix = matrixComparison("Ledoit–Wolf identity, matrix");
    const condition = compareWith({
      quantity: "Covariance, condition number",
      reference: "NumPy (oracle)",
      kind: "relative",
      tolerance: 1e-9,
    });
    for (const { answer, rows } of each()) {
      const actual = ledoitWolfIdentity(rows);
      shrinkage.add(actual.shrinkage, answer.lw_identity_shrinkage);
      shrinkage.add(actual.targetParameter, answer.lw_identity_mu);
      matrix.add(actual, answer.lw_identity);
      condition.add(conditionOf(actual, rows.p), answer.cond_lw);
      condition.add(conditionOf(sampleCovariance(rows), rows.p), answer.cond_sample);
    }
    shrinkage.end();
    matrix.end();
    condition.end();
  });

  it("has the oracle's sample covariance", () => {
    const matrix = matrixComparison("Sample covariance");
    for (const { answer, rows } of each()) matrix.add(sampleCovariance(rows), answer.sample_ddof1);
    matrix.end();
  });

  it.each(SETS)("%s: a whole return matrix gives the same through its last 252 sessions", (set) => {
    const { returns } = oracleReturns(set);
    const answer = answersOf(set).window_252;
    const last = returns.firstOrdinal + returns.sessionCount - 1;
    const estimates = covarianceEstimates(answer.lw_constcorr.names.toReversed(), returns, last);
    if (isNoEstimate(estimates)) throw new Error("no estimate");
    expect(estimates.symbols).toEqual(answer.lw_constcorr.names);
    expect(estimates.observations).toBe(252);
    const rows = lastRows(set, { names: answer.lw_constcorr.names, n: 252 });
    expect(estimates.constantCorrelation).toEqual(ledoitWolfConstantCorrelation(rows));
    expect(estimates.identity).toEqual(ledoitWolfIdentity(rows));
    expect(estimates.sample).toEqual(sampleCovariance(rows));
  });
});
