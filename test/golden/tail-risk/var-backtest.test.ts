import { describe, expect, it } from "vitest";
import { biasStatistic } from "#core/risk/bias-statistic.ts";
import { backtestVar, type VarBacktest } from "#core/risk/var-backtest.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { ANSWERS, REFERENCE } from "./answers.ts";
import { series } from "./series.ts";

const ALL_CASES = Object.entries(ANSWERS.likelihoods).flatMap(([name, { states, ...byLevel }]) =>
  ([95, 99] as const).map((level) => ({ name, level, states, answer: byLevel[level] })),
);
const CASES = ALL_CASES.filter(({ answer }) => answer.kupiec !== undefined);
const SHORT_CASES = ALL_CASES.filter(({ answer }) => answer.kupiec === undefined);

function backtest(states: readonly number[], level: 95 | 99) {
  return backtestVar(
    Float64Array.from(states, (state) => (state === 2 ? Number.NaN : 0.02)),
    Float64Array.from(states, (state) => (state === 1 ? -0.03 : 0.01)),
    level,
  );
}

function estimate(result: ReturnType<typeof backtestVar>): VarBacktest {
  if (isNoEstimate(result)) throw new Error("no estimate");
  return result;
}

/** `exceptions` exceptions among `forecasts` forecasts. */
const states = (exceptions: number, forecasts: number) =>
  Array.from({ length: forecasts }, (_, i) => (i < exceptions ? 1 : 0));

describe("back-tests of value at risk", () => {
  it.each(["kupiec", "independence", "joint"] as const)("have SciPy's %s ratio and p value", (test) => {
    const statistic = compareWith({
      quantity: `Back-test: ${test} likelihood ratio`,
      reference: REFERENCE,
      kind: "absolute",
      tolerance: 1e-10,
    });
    const probability = compareWith({
      quantity: `Back-test: ${test} p value`,
      reference: REFERENCE,
      kind: "absolute",
      tolerance: 1e-10,
    });
    for (const { states: given, level, answer } of CASES) {
      const { [test]: ratio } = estimate(backtest(given, level));
      statistic.add(ratio.statistic, answer[test]![0]);
      probability.add(ratio.p, answer[test]![1]);
    }
    statistic.end();
    probability.end();
  });

  it.each(CASES)("count exceptions of $level % and light up: $name", ({ states: given, level, answer }) => {
    const { forecasts, exceptions, trafficLight } = estimate(backtest(given, level));
    expect({ forecasts, exceptions, trafficLight }).toEqual({
      forecasts: answer.forecasts,
      exceptions: answer.exceptions,
      trafficLight: answer.zone ?? null,
    });
  });

  it.each(SHORT_CASES)("have no estimate of $level % below 250 pairs", ({ states: given, level, answer }) => {
    expect(backtest(given, level)).toEqual({
      reason: "TOO_FEW_OBSERVATIONS",
      needed: 250,
      got: answer.forecasts,
    });
  });

  it.each(ANSWERS.zones)(
    "are yellow and red from the binomial counts on at %i forecasts",
    (n, yellow, red) => {
      const light = (exceptions: number) => estimate(backtest(states(exceptions, n!), 99)).trafficLight;
      expect([light(yellow! - 1), light(yellow!), light(red! - 1), light(red!)]).toEqual([
        "green",
        "yellow",
        "yellow",
        "red",
      ]);
    },
  );

  it("say so where fewer than five exceptions are expected", () => {
    const lowPower = (n: number, level: 95 | 99) => estimate(backtest(states(0, n), level)).lowPower;
    expect([lowPower(499, 99), lowPower(500, 99), lowPower(250, 95)]).toEqual([true, false, false]);
  });

  it("take a loss of exactly the forecast for none", () => {
    const forecast = new Float64Array(250).fill(0.02);
    const exactly = new Float64Array(250).fill(-0.02).with(0, -0.020001);
    expect(estimate(backtestVar(forecast, exactly, 95)).exceptions).toBe(1);
  });

  it("refuse series of different lengths", () => {
    expect(() => backtestVar(new Float64Array(250), new Float64Array(251), 95)).toThrow(RangeError);
  });
});

describe("the bias statistic", () => {
  const realized = series(11, 400);
  const forecasts = Float64Array.from({ length: 400 }, (_, t) => 0.005 + 0.00001 * t);

  it("is NumPy's", () => {
    const comparison = compareWith({
      quantity: "Bias statistic of volatility forecasts",
      reference: REFERENCE,
      kind: "relative",
      tolerance: 1e-12,
    });
    const result = biasStatistic(realized, forecasts);
    if (isNoEstimate(result)) throw new Error("no estimate");
    expect(result.observations).toBe(ANSWERS.bias.observations);
    comparison.add(result.bias, ANSWERS.bias.bias);
    comparison.end();
  });

  it("skips what is missing and forecasts that are not positive", () => {
    const gappy = biasStatistic(realized.with(3, Number.NaN), forecasts.with(7, 0).with(8, Number.NaN));
    expect(gappy).toMatchObject({ observations: 397 });
  });

  it("has no estimate below 250 pairs", () => {
    expect(biasStatistic(realized.subarray(0, 249), forecasts.subarray(0, 249))).toEqual({
      reason: "TOO_FEW_OBSERVATIONS",
      needed: 250,
      got: 249,
    });
  });
});
