import { describe, expect, it } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import type { PriceMatrix } from "#core/prices/market-facts.ts";
import { dailyReturns } from "#core/prices/returns.ts";
import { METRIC_WIDTH, type MetricColumn, metricColumn } from "./metric-columns.ts";
import { symbolMetrics } from "./symbol-metrics.ts";

const calendar = createTradingCalendar();
const FIRST = calendar.ordinal("2023-01-03");
const LAST = calendar.ordinal("2025-06-30");
const T = LAST - FIRST + 1;

/** Two symbols with smooth, never repeating prices, so that every base session gives another return. */
function matrix(missing: readonly string[] = []): PriceMatrix {
  const adjClose = Float64Array.from({ length: 2 * T }, (_, i) => 50 + 20 * Math.sin(i * 0.37) + 0.01 * i);
  for (const session of missing) adjClose[calendar.ordinal(session) - FIRST] = Number.NaN;
  return { symbols: ["A", "B"], firstOrdinal: FIRST, sessionCount: T, close: adjClose, adjClose };
}

function metrics(prices: PriceMatrix, from: number, to: number): Float64Array {
  return symbolMetrics(prices, dailyReturns(prices), calendar, from, to).values;
}

function returnBetween(prices: PriceMatrix, base: string, session: string): number {
  const at = (date: string) => prices.adjClose[calendar.ordinal(date) - FIRST]!;
  return at(session) / at(base) - 1;
}

describe("symbolMetrics", () => {
  // Bases counted by hand on the exchange's calendar (Juneteenth, Memorial Day, Good Friday closed).
  it.each([
    ["return_1d", "2025-06-27"],
    ["return_1w", "2025-06-23"],
    ["return_1m", "2025-05-29"],
    ["return_3m", "2025-03-28"],
    ["return_1y", "2024-06-28"],
    ["return_mtd", "2025-05-30"],
    ["return_ytd", "2024-12-31"],
  ] satisfies [MetricColumn, string][])("measures %s on 2025-06-30 from %s", (column, base) => {
    const prices = matrix();
    const row = metrics(prices, LAST, LAST);
    expect(row[metricColumn(column)]).toBe(returnBetween(prices, base, "2025-06-30"));
  });

  it("counts a year by date from a leap day to the day before it", () => {
    const prices = matrix();
    const leap = calendar.ordinal("2024-02-29");
    const row = metrics(prices, leap, leap);
    expect(row[metricColumn("return_1y")]).toBe(returnBetween(prices, "2023-02-28", "2024-02-29"));
  });

  it("measures the first session of a year from the last of the year before", () => {
    const prices = matrix();
    const january = calendar.ordinal("2025-01-02");
    const row = metrics(prices, january, january);
    for (const column of ["return_mtd", "return_ytd", "return_1d"] as const) {
      expect(row[metricColumn(column)]).toBe(returnBetween(prices, "2024-12-31", "2025-01-02"));
    }
  });

  it("has no return where the base price is missing, and the others all the same", () => {
    const row = metrics(matrix(["2025-05-30"]), LAST, LAST);
    expect(row[metricColumn("return_mtd")]).toBeNaN();
    expect(row[metricColumn("return_1m")]).not.toBeNaN();
  });

  it("has no return where the base lies before the prices", () => {
    const early = calendar.ordinal("2023-06-30");
    const row = metrics(matrix(), early, early);
    expect(row[metricColumn("return_1y")]).toBeNaN();
    expect(row[metricColumn("return_ytd")]).toBeNaN();
    expect(row[metricColumn("return_3m")]).not.toBeNaN();
  });

  it("has no return on a session without a price", () => {
    const row = metrics(matrix(["2025-06-30"]), LAST, LAST);
    expect(row.subarray(0, 7).every(Number.isNaN)).toBe(true);
  });

  it("has the median volume of each symbol where volumes came with the prices, else none", () => {
    const volume = Float64Array.from({ length: 2 * T }, (_, i) => (i < T ? 1000 : 3000) + (i % T));
    const rows = metrics({ ...matrix(), volume }, LAST, LAST);
    const column = metricColumn("median_volume_21");
    expect([rows[column], rows[METRIC_WIDTH + column]]).toEqual([1000 + T - 11, 3000 + T - 11]);
    expect(metrics(matrix(), LAST, LAST)[column]).toBeNaN();
  });

  it("gives the same bits in every range, and does not look ahead", () => {
    const whole = metrics(matrix(), LAST - 100, LAST);
    const cut = T - 60;
    const prices = matrix();
    const adjClose = Float64Array.from([
      ...prices.adjClose.subarray(0, cut),
      ...prices.adjClose.subarray(T, T + cut),
    ]);
    const early = { ...prices, sessionCount: cut, close: adjClose, adjClose };
    const session = FIRST + cut - 1;
    const alone = metrics(early, session, session);
    for (const row of [0, 1]) {
      const start = (row * 101 + session - (LAST - 100)) * METRIC_WIDTH;
      expect(whole.slice(start, start + METRIC_WIDTH)).toEqual(
        alone.slice(row * METRIC_WIDTH, (row + 1) * METRIC_WIDTH),
      );
    }
  });

  it("refuses sessions outside the prices", () => {
    expect(() => metrics(matrix(), LAST, LAST + 1)).toThrow(RangeError);
  });
});
