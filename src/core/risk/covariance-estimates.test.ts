import { describe, expect, it } from "vitest";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import { weightsOf } from "#test/golden/risk/market.ts";
import {
  type CovarianceEstimates,
  completeReturnRows,
  covarianceVolatility,
  shrunkCorrelations,
} from "./covariance-estimates.ts";

const T = 300;
const FIRST = 5_000;
const LAST = FIRST + T - 1;

/** Symbol A, B, C … with a return on each session for which `has` says so. */
function returnsOf(...has: readonly ((t: number) => boolean)[]): ReturnMatrix {
  const values = has.flatMap((present, row) =>
    Array.from({ length: T }, (_, t) => (present(t) ? Math.sin((row + 1) * (t + 1)) / 100 : Number.NaN)),
  );
  return {
    symbols: has.map((_, row) => "ABCDEFGH"[row]!),
    firstOrdinal: FIRST,
    sessionCount: T,
    values: Float64Array.from(values),
  };
}

const always = () => true;

describe("completeReturnRows", () => {
  it("are those of the last 252 sessions, in the order of the symbols", () => {
    const returns = returnsOf(always, always);
    expect(completeReturnRows(["B", "A", "B"], returns, LAST)).toEqual({
      symbols: ["A", "B"],
      leftOut: [],
      n: 252,
      p: 2,
      rows: Float64Array.from(
        { length: 504 },
        (_, i) => returns.values[(i % 2) * T + T - 252 + Math.floor(i / 2)]!,
      ),
    });
  });

  it("do not look ahead", () => {
    const returns = returnsOf(always, (t) => t < 200);
    const early = { ...returns, sessionCount: 200, values: returnsOf(always, always).values.slice(0, 400) };
    early.values.set(returns.values.subarray(0, 200), 0);
    early.values.set(returns.values.subarray(T, T + 200), 200);
    expect(completeReturnRows(["A", "B"], returns, FIRST + 199)).toEqual(
      completeReturnRows(["A", "B"], early, FIRST + 199),
    );
  });

  it("leave out a symbol with too short a history of its own", () => {
    const returns = returnsOf(always, (t) => t >= T - 125);
    expect(completeReturnRows(["A", "B", "Z"], returns, LAST)).toMatchObject({
      symbols: ["A"],
      leftOut: ["B", "Z"],
      n: 252,
    });
  });

  it("leave out the shortest histories while the rest has too little in common", () => {
    const returns = returnsOf(
      (t) => t < T - 110,
      always,
      (t) => t >= T - 130,
      always,
    );
    expect(completeReturnRows(["A", "B", "C", "D"], returns, LAST)).toMatchObject({
      symbols: ["A", "B", "D"],
      leftOut: ["C"],
      n: 142,
    });
  });

  it("are no estimate where no symbol has enough returns", () => {
    const returns = returnsOf(
      (t) => t >= T - 90,
      (t) => t >= T - 125,
    );
    expect(completeReturnRows(["A", "B"], returns, LAST)).toEqual({
      reason: "TOO_FEW_OBSERVATIONS",
      needed: 126,
      got: 125,
    });
    expect(completeReturnRows([], returns, LAST)).toMatchObject({ got: 0 });
  });

  it("refuse a session without returns", () => {
    expect(() => completeReturnRows(["A"], returnsOf(always), LAST + 1)).toThrow(RangeError);
  });
});

describe("shrunkCorrelations", () => {
  const estimates = (...values: readonly number[]): CovarianceEstimates => {
    const matrix = { values: Float64Array.from(values) };
    const shrunk = { ...matrix, shrinkage: 0.2, targetParameter: 0.5 };
    return {
      symbols: ["A", "B", "C"],
      leftOut: [],
      observations: 200,
      constantCorrelation: shrunk,
      identity: shrunk,
      sample: matrix,
    };
  };

  it("are covariances over both standard deviations, each from all sessions", () => {
    // Standard deviations 1, 2 and 4: ρ = 0.5, −0.25 and 0.
    expect(shrunkCorrelations(estimates(1, 1, -1, 1, 4, 0, -1, 0, 16))).toEqual({
      symbols: ["A", "B", "C"],
      windowSessions: 252,
      correlations: Float64Array.of(0.5, -0.25, 0),
      observations: Int32Array.of(200, 200, 200),
      average: 0.25 / 3,
    });
  });

  it("are missing beside a series that never moves", () => {
    const { correlations, average } = shrunkCorrelations(estimates(1, 0.5, 0, 0.5, 1, 0, 0, 0, 0));
    expect(correlations).toEqual(Float64Array.of(0.5, Number.NaN, Number.NaN));
    expect(average).toBe(0.5);
  });
});

describe("covarianceVolatility", () => {
  const matrix = { values: Float64Array.of(4e-4, 1e-4, 1e-4, 1e-4) };

  it("is √(252·w′Σw)", () => {
    // 0.25·4 + 2·0.5·(−0.5)·1 + 0.25·1 = 0.75, in units of 1e-4.
    const { volatility, coverage } = covarianceVolatility(weightsOf({ A: 0.5, B: -0.5 }), ["A", "B"], matrix);
    expect(volatility).toBeCloseTo(Math.sqrt(252 * 0.75e-4), 15);
    expect(coverage).toBe(1);
  });

  it("counts what is not in the matrix as riskless and uncovered, cash not at all", () => {
    const holdings = weightsOf({ A: 0.5, Z: 0.25 }, [
      { symbol: "Fund", kind: "private", marketValue: 0.25, priced: true },
      { symbol: "USD", kind: "cash", marketValue: 3, priced: true },
    ]);
    const { volatility, coverage } = covarianceVolatility(holdings, ["A", "B"], matrix);
    expect(volatility).toBeCloseTo(Math.sqrt(252 * 1e-4), 15);
    expect(coverage).toBe(0.5);
  });

  it("is missing where nothing is covered", () => {
    const { volatility, coverage } = covarianceVolatility(weightsOf({ Z: 1 }), ["A", "B"], matrix);
    expect([volatility, coverage]).toEqual([Number.NaN, 0]);
  });
});
