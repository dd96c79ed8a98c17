import { describe, expect, it } from "vitest";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { series } from "#test/golden/tail-risk/series.ts";
import { proFormaBacktest, rollingTailRisk } from "./pro-forma-backtest.ts";
import { PRO_FORMA_SESSIONS, TAIL_RISK_WIDTH, tailRisk } from "./value-at-risk.ts";

const returns = series(17, 840);

describe("rollingTailRisk", () => {
  it("is at each element the tail risk of the elements up to it", () => {
    const rows = rollingTailRisk(returns);
    for (const t of [0, 300, PRO_FORMA_SESSIONS - 1, 700, 839]) {
      const past = returns.slice(Math.max(0, t + 1 - PRO_FORMA_SESSIONS), t + 1);
      expect(rows.slice(t * TAIL_RISK_WIDTH, (t + 1) * TAIL_RISK_WIDTH)).toEqual(tailRisk(past));
    }
  });
});

describe("proFormaBacktest", () => {
  it("judges every forecast by the next return, from the 252nd on", () => {
    const { tests, bias } = proFormaBacktest(returns);
    expect(tests.map(({ method, level }) => `${method} ${level}`)).toEqual([
      "fhs 95",
      "fhs 99",
      "hist 95",
      "hist 99",
      "gaussian 95",
      "gaussian 99",
    ]);
    for (const { result } of tests) expect(result).toMatchObject({ forecasts: 840 - 252 });
    expect(bias).toMatchObject({ observations: 840 - 252 });
  });

  it("has no estimate from a series that leaves fewer than 250 forecasts", () => {
    const { tests, bias } = proFormaBacktest(returns.subarray(0, 501));
    for (const { result } of tests) expect(result).toMatchObject({ needed: 250, got: 249 });
    expect(isNoEstimate(bias)).toBe(true);
    expect(isNoEstimate(proFormaBacktest(returns.subarray(0, 502)).bias)).toBe(false);
  });
});
