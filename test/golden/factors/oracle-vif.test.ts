import { readFileSync } from "node:fs";
import { describe, it } from "vitest";
import { factorCovariance } from "#core/factors/factor-covariance.ts";
import { factorDiagnostics, varianceInflation } from "#core/factors/factor-diagnostics.ts";
import { factorReturnsOf } from "#core/factors/factor-returns.ts";
import { correlationCondition, unitDiagonal } from "#core/stats/cholesky.ts";
import { centredMoments } from "#core/stats/moments.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { hasSharedData, sharedPath } from "#test/support/shared-data.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { oracleMarket, readOracle } from "./oracle-market.ts";

const JOINT = ["SPY", "VUG-VTV", "MTUM-SPY", "IWM-SPY", "QUAL-SPY", "USMV-SPY", "TLT"];

interface LastVif {
  readonly window: number;
  readonly date: string;
  readonly six_style: Readonly<Record<string, number>>;
  readonly market_plus_six: Readonly<Record<string, number>>;
  readonly condition_number_corr6: number;
  readonly condition_number_corr7: number;
}

describe.skipIf(!hasSharedData)("variance inflation (needs ../shared/oracle)", () => {
  const market = hasSharedData ? oracleMarket("synthetic", 0) : (null as never);

  it("of the joint factors is the oracle's on every date", () => {
    const worst = compareWith({
      quantity: "joint model: variance inflation factors",
      reference: "pandas/NumPy (oracle)",
      kind: "relative",
      tolerance: 1e-9,
    });
    const factors = factorReturnsOf(market.returns);
    for (const answer of readOracle("synthetic", "vif_joint_252.csv")) {
      const covariance = factorCovariance(factors, market.ordinalOf.get(answer.date!)!);
      if (isNoEstimate(covariance)) throw new Error("no covariance");
      const own = factorDiagnostics(covariance);
      for (const [k, name] of JOINT.entries())
        worst.add(own.varianceInflation[k]!, Number(answer[`vif_${name}`]));
    }
    worst.end();
  });

  it.each([
    ["six_style", "condition_number_corr6"],
    ["market_plus_six", "condition_number_corr7"],
  ] as const)("of %s is the oracle's, whose styles overlap", (group, condition) => {
    const answer = JSON.parse(
      readFileSync(sharedPath("oracle", "synthetic", "vif_last.json"), "utf8"),
    ) as LastVif;
    const { returns, ordinalOf } = market;
    const names = Object.keys(answer[group]);
    const end = ordinalOf.get(answer.date)! + 1;
    const rows = Array.from({ length: answer.window }, (_, r) => end - answer.window + r).flatMap((t) =>
      names.map((name) => returns.values[returns.symbols.indexOf(name) * returns.sessionCount + t]!),
    );
    const { gram } = centredMoments(Float64Array.from(rows), answer.window, names.length);
    const worst = compareWith({
      quantity: "variance inflation of overlapping regressors",
      reference: "pandas/NumPy (oracle)",
      kind: "relative",
      tolerance: 1e-9,
    });
    const own = varianceInflation(gram, names.length);
    for (const [j, name] of names.entries()) worst.add(own[j]!, answer[group][name]!);
    worst.add(correlationCondition(unitDiagonal(gram, names.length), names.length), answer[condition]);
    worst.end();
  });
});
