import { describe, expect, it } from "vitest";
import { backtestPoints, exceptionsAt, listExceptions } from "./backtest-points.ts";
import { biasSentence, exceptionsSentence, formatP, recordSentence, verdictOf } from "./backtest-words.ts";
import type { RiskPoint, VarTest } from "./tail-risk-types.ts";

function point(session: string, clean: number | null, often: number | null): RiskPoint {
  return {
    as_of: session,
    volatility: null,
    var_95: often,
    var_99: often === null ? null : often * 1.5,
    cvar_95: null,
    cvar_99: null,
    clean_return: clean,
    sharpe: null,
    max_drawdown: null,
    current_drawdown: null,
    cumulative_return: null,
  };
}

const history = [
  point("2026-01-02", null, 0.01),
  point("2026-01-05", -0.012, 0.02),
  point("2026-01-06", -0.04, null),
  point("2026-01-07", -0.5, 0.01),
];
const points = backtestPoints(history);

describe("backtestPoints", () => {
  it("compares a session with the forecast of the close before", () => {
    expect(points[0]).toEqual({
      session: "2026-01-05",
      realised: -0.012,
      forecast: { 95: 0.01, 99: 0.015 },
    });
    expect(exceptionsAt(points, 95).map(({ session }) => session)).toEqual(["2026-01-05", "2026-01-06"]);
    expect(exceptionsAt(points, 99).map(({ session }) => session)).toEqual(["2026-01-06"]);
  });

  it("lists each exception once, the largest loss first", () => {
    expect(listExceptions(points).map(({ session, level }) => [session, level])).toEqual([
      ["2026-01-06", 99],
      ["2026-01-05", 95],
    ]);
  });
});

describe("words", () => {
  it("count exceptions against what is expected", () => {
    expect(exceptionsSentence(points)).toBe(
      "In 2 sessions the loss exceeded the 95 % forecast 2 times, where 0.1 are expected, and the 99 % forecast once, where 0.0 are.",
    );
    expect(exceptionsSentence([])).toBe("No session has both a forecast and a return yet.");
  });

  it("judge at 5 %", () => {
    expect(verdictOf(0.05).word).toBe("passes");
    expect(verdictOf(0.049).word).toBe("rejected");
    expect(formatP(0.0001)).toBe("p < 0.001");
    const test = { kupiec: { statistic: 5, p: 0.02 }, independence: { statistic: 1, p: 0.3 }, joint: null };
    expect(recordSentence([test as VarTest])).toBe("1 of 2 tests reject the forecasts at 5 %.");
  });

  it("say on which side the forecasts err", () => {
    const bias = { observations: 474, bias: 1.2, tolerance: 0.06, reason: null };
    expect(biasSentence(bias)).toBe(
      "1.20 over 474 sessions: above 0.94 to 1.06, so volatility was forecast too low.",
    );
    expect(biasSentence({ ...bias, bias: 1 })).toContain("within");
    expect(biasSentence({ ...bias, bias: null })).toBeNull();
  });
});
