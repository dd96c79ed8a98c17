import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { Finding } from "#core/errors/finding.ts";
import { BENCHMARK, BILL_YIELD_SYMBOL, factorsOf } from "#core/factors/factor-table.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import { performanceSeries } from "#core/risk/performance.ts";
import { PERFORMANCE_COLUMNS, PERFORMANCE_WIDTH, performanceColumn } from "#core/risk/performance-columns.ts";
import { portfolioTailRiskAt } from "#core/risk/portfolio-tail-risk.ts";
import { proFormaReturns } from "#core/risk/pro-forma-returns.ts";
import { type RiskFree, riskFreeFindings } from "#core/risk/risk-free.ts";
import {
  RISK_METRIC_WIDTH,
  type RiskMetricColumn,
  riskMetricColumn,
  shareColumn,
} from "#core/risk/risk-metric-columns.ts";
import type { RiskHoldings } from "#core/risk/symbol-weights.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { marketEvents } from "#core/valuation/market-events.ts";
import type { Valuation } from "#core/valuation/valuation.ts";
import { modelRiskAt } from "./portfolio-analytics.ts";
import { proFormaInputs, type RiskContext } from "./risk-context.ts";
import { riskPath } from "./weight-path.ts";

/** Tail risk, model risk and performance of one portfolio over D sessions. */
export interface RiskMetricBlock {
  readonly firstOrdinal: number;
  readonly sessionCount: number;
  /** The row of session d starts at `d * RISK_METRIC_WIDTH`. */
  readonly values: Float64Array;
  /** Of the deepest drawdown up to each session; all null while there was none. */
  readonly drawdowns: readonly DrawdownDates[];
}

export interface DrawdownDates {
  /** The session before the first one where the fall began with it. */
  readonly peak: PlainDate | null;
  readonly trough: PlainDate | null;
  readonly recovery: PlainDate | null;
}

/**
 * Risk metrics of the sessions `fromOrdinal` … `toOrdinal`, each from data up to it. Tail and model risk are those of the
 * session's own holdings; performance is that of the account since its first session.
 */
export function riskMetricSeries(
  valuation: Valuation,
  risk: RiskContext,
  market: MarketFacts,
  calendar: TradingCalendar,
  fromOrdinal: number,
  toOrdinal: number,
): { readonly block: RiskMetricBlock; readonly findings: readonly Finding[] } {
  const sessionCount = Math.max(0, toOrdinal - fromOrdinal + 1);
  const values = new Float64Array(sessionCount * RISK_METRIC_WIDTH).fill(Number.NaN);
  const path = riskPath(valuation, Math.max(fromOrdinal - 1, valuation.firstOrdinal), toOrdinal);
  const offset = path.length - sessionCount;
  for (let d = 0; d < sessionCount; d++) {
    const row = values.subarray(d * RISK_METRIC_WIDTH, (d + 1) * RISK_METRIC_WIDTH);
    writeRisk(row, path[d + offset]!, path[d + offset - 1] ?? null, risk, fromOrdinal + d);
  }
  const riskFree = marketEvents(market, calendar).riskFree();
  const rows = performance(valuation, risk, riskFree, fromOrdinal, toOrdinal);
  const drawdowns = Array.from({ length: sessionCount }, (_, d) => {
    const row = rows.subarray(d * PERFORMANCE_WIDTH, (d + 1) * PERFORMANCE_WIDTH);
    writePerformance(values.subarray(d * RISK_METRIC_WIDTH, (d + 1) * RISK_METRIC_WIDTH), row);
    return drawdownDates(row, valuation.firstOrdinal, calendar);
  });
  // The first session's return is from entry prices; no rate is set against it.
  const rates = Float64Array.from(
    { length: Math.max(0, toOrdinal - valuation.firstOrdinal) },
    (_, t) => riskFree.daily[valuation.firstOrdinal + 1 + t - riskFree.firstOrdinal] ?? Number.NaN,
  );
  return {
    block: { firstOrdinal: fromOrdinal, sessionCount, values, drawdowns },
    findings: riskFreeFindings(rates, BILL_YIELD_SYMBOL, calendar.session(toOrdinal)),
  };
}

/** Where the numbers of a performance row go; null for those that have no column. */
const PERFORMANCE_TARGETS = PERFORMANCE_COLUMNS.map((name) => {
  const target = name === "observations" ? "performance_observations" : (name as RiskMetricColumn);
  const index = riskMetricColumn(target);
  return index < 0 ? null : index;
});

const FACTOR_SHARES = factorsOf("joint").map((factor) => riskMetricColumn(shareColumn(factor)));

const CLEAN_RETURN = riskMetricColumn("clean_return");
const MODEL = {
  volatility: riskMetricColumn("model_volatility"),
  systematicShare: riskMetricColumn("systematic_share"),
  specificShare: riskMetricColumn("specific_share"),
  diversificationRatio: riskMetricColumn("diversification_ratio"),
  coveredWeight: riskMetricColumn("covered_weight"),
};

/** Tail risk comes first in the layout. */
function writeRisk(
  row: Float64Array,
  holdings: RiskHoldings,
  before: RiskHoldings | null,
  risk: RiskContext,
  ordinal: number,
): void {
  const inputs = proFormaInputs(risk);
  row.set(portfolioTailRiskAt(holdings, inputs, ordinal));
  if (before !== null) row[CLEAN_RETURN] = proFormaReturns(before, inputs, ordinal, 1).returns[0]!;
  const model = modelRiskAt(holdings, risk, ordinal);
  if (isNoEstimate(model)) return;
  row[MODEL.volatility] = model.volatility;
  row[MODEL.systematicShare] = model.systematicShare;
  row[MODEL.specificShare] = model.specificShare;
  row[MODEL.diversificationRatio] = model.diversificationRatio;
  row[MODEL.coveredWeight] = model.coveredWeight;
  for (const [k, index] of FACTOR_SHARES.entries()) row[index] = model.factors.share[k]!;
}

/** Performance rows of the range, from the account's returns since its first session. */
function performance(
  valuation: Valuation,
  { returns, exposures }: RiskContext,
  riskFree: RiskFree,
  fromOrdinal: number,
  toOrdinal: number,
): Float64Array {
  const first = valuation.firstOrdinal;
  const length = toOrdinal - first + 1;
  const benchmarkRow = exposures.returnRows.get(BENCHMARK);
  const aligned = (series: Float64Array, seriesFirst: number): Float64Array =>
    Float64Array.from({ length }, (_, t) => series[first + t - seriesFirst] ?? Number.NaN);
  const benchmark =
    benchmarkRow === undefined
      ? new Float64Array(0)
      : returns.values.subarray(
          benchmarkRow * returns.sessionCount,
          (benchmarkRow + 1) * returns.sessionCount,
        );
  return performanceSeries(
    {
      returns: valuation.dailyReturn.subarray(0, length),
      benchmark: aligned(benchmark, returns.firstOrdinal),
      riskFree: aligned(riskFree.daily, riskFree.firstOrdinal),
    },
    fromOrdinal - first,
  );
}

function writePerformance(row: Float64Array, performanceRow: Float64Array): void {
  for (const [column, target] of PERFORMANCE_TARGETS.entries())
    if (target !== null) row[target] = performanceRow[column]!;
}

function drawdownDates(row: Float64Array, first: number, calendar: TradingCalendar): DrawdownDates {
  const date = (name: "drawdown_peak" | "drawdown_trough" | "drawdown_recovery") => {
    const place = row[performanceColumn(name)]!;
    return Number.isNaN(place) ? null : calendar.session(first + place);
  };
  return {
    peak: date("drawdown_peak"),
    trough: date("drawdown_trough"),
    recovery: date("drawdown_recovery"),
  };
}
