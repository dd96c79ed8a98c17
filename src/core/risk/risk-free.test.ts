import { describe, expect, it } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { BILL_YIELD_SYMBOL } from "#core/factors/factor-table.ts";
import { riskFreeFindings, riskFreeSeries } from "./risk-free.ts";

const calendar = createTradingCalendar();

/** Rates from yields of consecutive sessions from Monday 2025-06-02 on; NaN is a session without one. */
function rates(yields: readonly number[], symbol = BILL_YIELD_SYMBOL) {
  const close = Float64Array.from(yields);
  return riskFreeSeries(
    {
      symbols: [symbol],
      firstOrdinal: calendar.ordinal("2025-06-02"),
      sessionCount: yields.length,
      close,
      adjClose: close,
    },
    calendar,
  );
}

const NONE = Number.NaN;

describe("riskFreeSeries", () => {
  it("earns over a session what was known before it", () => {
    const { daily } = rates([4, 5, 5]);
    const { daily: changed } = rates([4, 9, 5]);
    expect(changed[1]).toBe(daily[1]);
    expect(changed[2]).not.toBe(daily[2]);
  });

  it("earns three days over a weekend", () => {
    // Friday 6 June to Monday 9 June.
    const { daily } = rates([4, 4, 4, 4, 4, 4]);
    expect(1 + daily[5]!).toBeCloseTo((1 + daily[4]!) ** 3, 14);
  });

  it("does not know a yield after five sessions without one", () => {
    const { daily, continuous } = rates([4, NONE, NONE, NONE, NONE, NONE, NONE, 4]);
    expect([...continuous].map(Number.isNaN)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
      true,
      false,
    ]);
    expect([...daily].map(Number.isNaN)).toEqual([true, false, false, false, false, false, false, true]);
  });

  it("knows nothing before the first yield, nor without the bill's row", () => {
    expect(rates([NONE, 4]).continuous[0]).toBeNaN();
    const { daily, continuous } = rates([4, 4], "SPY");
    expect([...daily, ...continuous].every(Number.isNaN)).toBe(true);
  });

  it("has no rate from a yield at which the bill would cost nothing", () => {
    expect(rates([400]).continuous[0]).toBeNaN();
  });
});

describe("riskFreeFindings", () => {
  it("counts the sessions whose rate is taken for 0, and is silent where there are none", () => {
    const { daily } = rates([4, 4, NONE]);
    expect(riskFreeFindings(daily, "p1", "2025-06-04")).toEqual([
      {
        code: "NO_RISK_FREE",
        severity: "info",
        subject: "p1",
        session: "2025-06-04",
        message: "No bill yield is known for 1 of 3 sessions; the risk-free rate counts as 0 there.",
      },
    ]);
    expect(riskFreeFindings(daily.subarray(1), "p1", "2025-06-04")).toEqual([]);
  });
});
