import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { betaDiagnostics } from "#core/factors/beta-diagnostics.ts";
import { DEFAULT_PRIOR, vasicekBeta, vasicekPrior } from "#core/factors/vasicek-beta.ts";
import { medianVolume } from "#core/metrics/median-volume.ts";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { neweyWestLags } from "#core/stats/serial-correlation.ts";
import { compareWith } from "#test/support/worst-error.ts";

type Values = readonly (number | null)[];

interface Answers {
  readonly returns: Readonly<Record<string, Values>>;
  readonly symbols: Readonly<
    Record<
      string,
      {
        readonly rows: number;
        readonly laggedRows: number;
        readonly line?: {
          readonly n: number;
          readonly beta: number;
          readonly stdError: number;
          readonly durbinWatson: number;
          readonly lags: number;
          readonly neweyWest: number;
        };
        readonly dimson?: {
          readonly n: number;
          readonly beta: number;
          readonly stdError: number;
          readonly laggedBeta: number;
        };
      }
    >
  >;
  readonly lags: readonly (readonly [number, number])[];
  readonly priors: readonly {
    readonly betas: readonly number[];
    readonly stdErrors: readonly number[];
    readonly mean: number;
    readonly variance: number;
  }[];
  readonly volumes: { readonly values: Values; readonly medians: Values };
}

/** The answers of `make_answers.py`. */
const ANSWERS = JSON.parse(readFileSync(path.join(import.meta.dirname, "answers.json"), "utf8")) as Answers;

const numbers = (values: Values) => Float64Array.from(values, (value) => value ?? Number.NaN);
const symbols = Object.keys(ANSWERS.returns);
const returns: ReturnMatrix = {
  symbols,
  firstOrdinal: 7_000,
  sessionCount: ANSWERS.returns.SPY!.length,
  values: Float64Array.from(symbols.flatMap((symbol) => [...numbers(ANSWERS.returns[symbol]!)])),
};
const inputs = {
  returns,
  returnRows: new Map(symbols.map((symbol, row) => [symbol, row])),
  profiles: new Map(),
  prior: DEFAULT_PRIOR,
};
const LAST = returns.firstOrdinal + returns.sessionCount - 1;

const comparison = (quantity: string, reference = "NumPy 2.4") =>
  compareWith({ quantity, reference, kind: "relative", tolerance: 1e-11 });

const diagnosticsOf = (symbol: string) => {
  const actual = betaDiagnostics(symbol, inputs, LAST);
  if (isNoEstimate(actual)) throw new Error("no estimate");
  return actual;
};

describe("diagnostics of a market beta", () => {
  const withLine = Object.entries(ANSWERS.symbols).flatMap(([symbol, { line }]) =>
    line === undefined ? [] : [{ symbol, line }],
  );

  it("have NumPy's serial correlation, also with gaps and at the least number of pairs", () => {
    const worst = comparison("Durbin–Watson statistic and Newey–West standard error, with gaps");
    for (const { symbol, line } of withLine) {
      const { fit, durbinWatson, neweyWest } = diagnosticsOf(symbol);
      expect([fit.observations, neweyWest.lags]).toEqual([line.n, line.lags]);
      worst.add(fit.beta, line.beta);
      worst.add(fit.stdError, line.stdError);
      worst.add(durbinWatson, line.durbinWatson);
      worst.add(neweyWest.stdError, line.neweyWest);
    }
    worst.end();
  });

  it("have NumPy's Dimson beta, its lag reaching back before the window and not over a gap", () => {
    const worst = comparison("Dimson beta and its standard error");
    for (const [symbol, { dimson }] of Object.entries(ANSWERS.symbols)) {
      if (dimson === undefined) continue;
      const actual = diagnosticsOf(symbol).dimson;
      if (isNoEstimate(actual)) throw new Error("no estimate");
      expect(actual.observations).toBe(dimson.n);
      worst.add(actual.beta, dimson.beta);
      worst.add(actual.stdError, dimson.stdError);
      worst.add(actual.laggedBeta, dimson.laggedBeta, 1);
    }
    worst.end();
  });

  it("are no estimate below 30 pairs, the Dimson beta below 30 with a lag", () => {
    expect(betaDiagnostics("OLD", inputs, LAST)).toEqual({
      reason: "TOO_FEW_OBSERVATIONS",
      needed: 30,
      got: ANSWERS.symbols.OLD!.rows,
    });
    expect(diagnosticsOf("NEW").dimson).toEqual({
      reason: "TOO_FEW_OBSERVATIONS",
      needed: 30,
      got: ANSWERS.symbols.NEW!.laggedRows,
    });
  });
});

describe("the lags of Newey and West", () => {
  it.each(ANSWERS.lags)("of %i observations are %i", (n, lags) => {
    expect(neweyWestLags(n)).toBe(lags);
  });
});

describe("the Vasicek beta", () => {
  it("has NumPy's prior, its variance never below 0", () => {
    const worst = comparison("Vasicek prior");
    for (const { betas, stdErrors, mean, variance } of ANSWERS.priors) {
      const actual = vasicekPrior(Float64Array.from(betas), Float64Array.from(stdErrors));
      worst.add(actual.mean, mean);
      worst.add(actual.variance, variance);
      expect(actual.references).toBe(24);
    }
    worst.end();
  });

  it("weighs estimate and prior by their precision", () => {
    // w = 0.04/(0.04 + 0.1225) = 16/65; β* = 1.4 − 0.4·16/65; s.e. = √(0.04·0.1225/0.1625).
    const worst = comparison("Vasicek beta and its standard error", "by hand");
    const actual = vasicekBeta(1.4, 0.2, DEFAULT_PRIOR);
    worst.add(actual.beta, 84.6 / 65);
    worst.add(actual.stdError, Math.sqrt(0.0049 / 0.1625));
    worst.add(actual.priorShare, 16 / 65);
    worst.end();
  });
});

describe("the median volume", () => {
  it("is that of Python's statistics at every session", () => {
    const worst = comparison("Median volume of 21 sessions", "Python's statistics");
    const volumes = numbers(ANSWERS.volumes.values);
    for (const [column, median] of numbers(ANSWERS.volumes.medians).entries())
      worst.add(medianVolume(volumes, column), median);
    worst.end();
  });
});
