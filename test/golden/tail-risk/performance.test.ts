import { describe, it } from "vitest";
import { performanceOf } from "#core/risk/performance.ts";
import { PERFORMANCE_COLUMNS, performanceColumn } from "#core/risk/performance-columns.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { ANSWERS, REFERENCE } from "./answers.ts";
import { series } from "./series.ts";

const own = series(21, 320);
const other = series(22, 320);
const CASES = {
  year: { returns: own, benchmark: own.map((r, t) => 0.6 * r + other[t]!) },
  recovered: { returns: series(45, 900), benchmark: series(46, 900) },
} as const;

describe("performance over a risk-free rate with gaps, without the first session's return", () => {
  it.each(PERFORMANCE_COLUMNS)("has NumPy's %s", (column) => {
    const comparison = compareWith({
      quantity: `Performance over a risk-free rate: ${column.replaceAll("_", " ")}`,
      reference: REFERENCE,
      kind: "relative",
      tolerance: 1e-10,
    });
    for (const name of ["year", "recovered"] as const) {
      const { riskFree, figures } = ANSWERS.performance[name];
      const rates = Float64Array.from(riskFree, (rate) => rate ?? Number.NaN);
      const row = performanceOf({ ...CASES[name], riskFree: rates });
      comparison.add(row[performanceColumn(column)]!, figures[column] ?? Number.NaN, 1e-3);
    }
    comparison.end();
  });
});
