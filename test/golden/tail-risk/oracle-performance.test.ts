import { beforeAll, describe, expect, it } from "vitest";
import { performanceOf } from "#core/risk/performance.ts";
import { type PerformanceColumn, performanceColumn } from "#core/risk/performance-columns.ts";
import {
  cornishFisherVar,
  exactShortfall,
  gaussianTail,
  historicalTail,
  tailSample,
} from "#core/risk/tail-estimates.ts";
import { populationMoments } from "#core/stats/population-moments.ts";
import { oracleReturns, oracleRows, oracleText } from "#test/golden/risk/oracle.ts";
import { hasSharedData } from "#test/support/shared-data.ts";
import { compareWith } from "#test/support/worst-error.ts";

type Stats = Readonly<Record<string, number | null>>;

/** A series of the oracle, its benchmark, and the oracle's statistics of both. */
interface OracleSeries {
  readonly returns: Float64Array;
  readonly benchmark: Float64Array;
  readonly stats: Stats;
}

/** Each figure, what the oracle calls it, and what it needs besides the series. */
const FIGURES = [
  ["cumulative_return", "cum_return"],
  ["annualized_return", "ann_return_geom"],
  ["annualized_volatility", "ann_vol"],
  ["sharpe", "sharpe_ann"],
  ["sortino", "sortino_ann"],
  ["calmar", "calmar"],
  ["max_drawdown", "max_drawdown"],
  ["tracking_error", "tracking_error_ann"],
  ["information_ratio", "information_ratio"],
  ["information_ratio_arithmetic", "information_ratio_arith"],
  ["alpha", "alpha_ann_arith"],
  ["beta_to_benchmark", "beta"],
  ["up_capture", "up_capture"],
  ["down_capture", "down_capture"],
] as const satisfies readonly (readonly [PerformanceColumn, string])[];

/** Drawdown places of the oracle count points of the index, 0 being before the first return. */
const PLACES = [
  ["drawdown_peak", "dd_peak_index"],
  ["drawdown_trough", "dd_trough_index"],
  ["drawdown_recovery", "dd_recovery_index"],
] as const satisfies readonly (readonly [PerformanceColumn, string])[];

const SETS = [
  { set: "symbols of the synthetic market", load: () => symbolSeries("synthetic") },
  { set: "European indices", load: () => symbolSeries("eustock") },
  { set: "oracle portfolios", load: portfolioSeries },
] as const;

function symbolSeries(set: string): readonly OracleSeries[] {
  const { returns } = oracleReturns(set);
  const stats: Readonly<Record<string, Stats>> = JSON.parse(oracleText(set, "perf_stats.json"));
  const market = (JSON.parse(oracleText(set, "meta.json")) as { market: string }).market;
  const rowOf = (symbol: string) => {
    const start = returns.symbols.indexOf(symbol) * returns.sessionCount;
    return returns.values.slice(start, start + returns.sessionCount);
  };
  // The oracle measures every return of a symbol; a return of 0 in front stands for the session they start from.
  const afterStart = (series: Float64Array) => Float64Array.of(0, ...series);
  return returns.symbols.map((symbol) => ({
    returns: afterStart(rowOf(symbol)),
    benchmark: afterStart(rowOf(market)),
    stats: stats[symbol]!,
  }));
}

/** Daily returns of the three portfolios, dividends credited and not, from their first session on. */
function portfolioSeries(): readonly OracleSeries[] {
  const all: Readonly<Record<string, Readonly<Record<string, Stats>>>> = JSON.parse(
    oracleText("synthetic", "portfolio_stats.json"),
  );
  const market = new Map(oracleRows("synthetic", "returns.csv").map((row) => [row.date!, Number(row.SPY)]));
  return Object.entries(all).flatMap(([id, stats]) =>
    [
      [`portfolio_${id}.csv`, "stats_total_return"],
      [`portfolio_${id}_price_only.csv`, "stats_price_only"],
    ].map(([file, key]) => {
      const days = oracleRows("synthetic", file!);
      return {
        returns: Float64Array.from(days, (day) => Number(day.ret_sod)),
        benchmark: Float64Array.from(days, (day) => market.get(day.date!)!),
        stats: stats[key!]!,
      };
    }),
  );
}

// Needs the oracle's files beside the project.
describe.skipIf(!hasSharedData).each(SETS)("the performance of $set", ({ load }) => {
  let series: readonly OracleSeries[];
  let rows: readonly Float64Array[];

  beforeAll(() => {
    series = load();
    rows = series.map(({ returns, benchmark }) =>
      performanceOf({ returns, benchmark, riskFree: new Float64Array(returns.length) }),
    );
  });

  it.each(FIGURES)("has the oracle's %s", (column, name) => {
    const comparison = compareWith({
      quantity: `Performance: ${column.replaceAll("_", " ")}`,
      reference: "pandas/NumPy (oracle)",
      kind: "relative",
      tolerance: 1e-10,
    });
    for (const [i, { stats }] of series.entries()) {
      // The oracle compares the benchmark with nothing.
      if (stats[name] !== undefined) {
        comparison.add(rows[i]![performanceColumn(column)]!, stats[name] ?? Number.NaN, 1e-3);
      }
    }
    comparison.end();
  });

  it.each(PLACES)("has the oracle's %s", (column, name) => {
    for (const [i, { stats }] of series.entries()) {
      const place = rows[i]![performanceColumn(column)]!;
      expect(Math.max(place, 0)).toBe(stats[name] ?? Number.NaN);
    }
  });

  it("has the oracle's values at risk and expected shortfalls of all returns", () => {
    const comparison = compareWith({
      quantity: "VaR and ES by history, normal distribution, Cornish–Fisher",
      reference: "pandas/NumPy (oracle)",
      kind: "relative",
      tolerance: 1e-12,
    });
    for (const { returns, stats } of series) {
      const sample = tailSample(returns.subarray(1), 0.05);
      const moments = populationMoments(returns.subarray(1));
      for (const [level, tail] of [
        ["95", 0.05],
        ["99", 0.01],
      ] as const) {
        const history = historicalTail(sample, tail);
        const gaussian = gaussianTail(moments, tail);
        comparison.add(history.valueAtRisk, stats[`var_hist_type7_${level}`]!);
        comparison.add(history.expectedShortfall, stats[`es_hist_le_${level}`]!);
        comparison.add(exactShortfall(sample, tail), stats[`es_hist_exact_${level}`]!);
        comparison.add(gaussian.valueAtRisk, stats[`var_gauss_${level}`]!);
        comparison.add(gaussian.expectedShortfall, stats[`es_gauss_${level}`]!);
        comparison.add(cornishFisherVar(moments, tail), stats[`var_cornish_fisher_${level}`]!);
      }
    }
    comparison.end();
  });
});
