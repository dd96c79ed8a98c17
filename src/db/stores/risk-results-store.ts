import type { PlainDate } from "#core/dates/plain-date.ts";
import type { RiskDetails } from "#core/pipeline/risk-details.ts";
import type { StressMove, StressRow } from "#core/pipeline/stress-rows.ts";
import { RISK_METRIC_COLUMNS, type RiskMetricColumn } from "#core/risk/risk-metric-columns.ts";
import {
  type CopyColumn,
  dateColumn,
  float8ArrayColumn,
  float8Column,
  int2ArrayColumn,
  int2Column,
  textArrayColumn,
  textColumn,
} from "#db/copy/copy-columns.ts";
import type { Transaction } from "#db/types.ts";
import { numbers, type PortfolioRow, type RowRange, replacePortfolioRows } from "./results-store.ts";

/** The rows of the risk jobs. Each function makes one table's rows of these portfolios and sessions equal to the given ones. */

export interface VolatilityRow extends PortfolioRow {
  readonly realized21: number;
  readonly realized63: number;
  readonly realized252: number;
  readonly ewma: number;
  readonly har21: number;
  readonly percentile: number;
  readonly trend: number;
  readonly observations: number;
  readonly proxied: number;
}

export async function replaceVolatility(
  tx: Transaction,
  range: RowRange,
  rows: readonly VolatilityRow[],
): Promise<number> {
  return await replacePortfolioRows(tx, "volatility", range, rows, [
    ...numbers(rows, {
      realized_21: (row) => row.realized21,
      realized_63: (row) => row.realized63,
      realized_252: (row) => row.realized252,
      ewma: (row) => row.ewma,
      har_21: (row) => row.har21,
      percentile: (row) => row.percentile,
      trend: (row) => row.trend,
    }),
    int2Column("observations", (row) => rows[row]!.observations),
    int2Column("proxied", (row) => rows[row]!.proxied),
  ]);
}

export interface RiskMetricRow extends PortfolioRow {
  /** In the order of the risk metric columns. */
  readonly values: Float64Array;
  readonly drawdownPeak: PlainDate | null;
  readonly drawdownTrough: PlainDate | null;
  readonly drawdownRecovery: PlainDate | null;
}

export async function replaceRiskMetrics(
  tx: Transaction,
  range: RowRange,
  rows: readonly RiskMetricRow[],
): Promise<number> {
  const metric = (name: RiskMetricColumn, index: number): CopyColumn => {
    const value = (row: number) => rows[row]!.values[index]!;
    return name.endsWith("_observations") ? int2Column(name, value) : float8Column(name, value);
  };
  return await replacePortfolioRows(tx, "risk_metrics", range, rows, [
    ...RISK_METRIC_COLUMNS.map(metric),
    dateColumn("drawdown_peak", (row) => rows[row]!.drawdownPeak),
    dateColumn("drawdown_trough", (row) => rows[row]!.drawdownTrough),
    dateColumn("drawdown_recovery", (row) => rows[row]!.drawdownRecovery),
  ]);
}

export interface RiskDecompositionRow extends PortfolioRow, RiskDetails {}

export async function replaceRiskDecompositions(
  tx: Transaction,
  range: RowRange,
  rows: readonly RiskDecompositionRow[],
): Promise<number> {
  const array = (name: string, value: (row: RiskDecompositionRow) => Float64Array) =>
    float8ArrayColumn(name, (row) => value(rows[row]!));
  return await replacePortfolioRows(tx, "risk_decompositions", range, rows, [
    textArrayColumn("symbols", (row) => rows[row]!.symbols),
    array("weights", (row) => row.weights),
    array("volatilities", (row) => row.volatilities),
    array("marginal", (row) => row.marginal),
    array("shares", (row) => row.shares),
    array("systematic_shares", (row) => row.systematicShares),
    array("component_es_95", (row) => row.componentEs95),
    array("component_es_99", (row) => row.componentEs99),
    array("factor_exposures", (row) => row.factorExposures),
    array("factor_marginal", (row) => row.factorMarginal),
    array("factor_shares", (row) => row.factorShares),
    array("vif", (row) => row.vif),
    ...numbers(rows, {
      condition_number: (row) => row.conditionNumber,
      volatility: (row) => row.volatility,
      covered_weight: (row) => row.coveredWeight,
      uncovered_weight: (row) => row.uncoveredWeight,
      sample_volatility: (row) => row.sampleVolatility,
      constant_correlation_volatility: (row) => row.constantCorrelationVolatility,
      constant_correlation_shrinkage: (row) => row.constantCorrelationShrinkage,
      identity_volatility: (row) => row.identityVolatility,
      identity_shrinkage: (row) => row.identityShrinkage,
      covariance_weight: (row) => row.covarianceWeight,
    }),
    int2Column("factor_observations", (row) => rows[row]!.factorObservations),
    int2Column("covariance_observations", (row) => rows[row]!.covarianceObservations),
  ]);
}

export interface CorrelationRow extends PortfolioRow {
  readonly windowSessions: number;
  readonly symbols: readonly string[];
  readonly rho: Float64Array;
  readonly observations: Int32Array;
  readonly average: number;
}

export async function replaceCorrelations(
  tx: Transaction,
  range: RowRange,
  rows: readonly CorrelationRow[],
): Promise<number> {
  return await replacePortfolioRows(tx, "correlations", range, rows, [
    int2Column("window_sessions", (row) => rows[row]!.windowSessions),
    textArrayColumn("symbols", (row) => rows[row]!.symbols),
    float8ArrayColumn("rho", (row) => rows[row]!.rho),
    int2ArrayColumn("observations", (row) => rows[row]!.observations),
    float8Column("average", (row) => rows[row]!.average),
  ]);
}

/** A stress row with the NAV that turns its fractions into money. */
export interface StressResultRow extends PortfolioRow, StressRow {
  readonly nav: number;
}

export async function replaceStressResults(
  tx: Transaction,
  range: RowRange,
  rows: readonly StressResultRow[],
): Promise<number> {
  return await replacePortfolioRows(tx, "stress_test_results", range, rows, [
    textColumn("scenario_id", (row) => rows[row]!.scenarioId),
    textColumn("source", (row) => rows[row]!.source),
    textColumn("correlated_reason", (row) => rows[row]!.correlatedReason),
    textColumn("plausibility_reason", (row) => rows[row]!.plausibilityReason),
    textArrayColumn("table_factors", (row) => rows[row]!.tableFactors),
    ...numbers(rows, {
      plausibility_distance: (row) => row.plausibilityDistance,
      plausibility_percentile: (row) => row.plausibilityPercentile,
      direct: (row) => row.direct.pnl * row.nav,
      direct_fraction: (row) => row.direct.pnl,
      direct_convexity: (row) => row.direct.convexity,
      correlated: (row) => row.correlated.pnl * row.nav,
      correlated_fraction: (row) => row.correlated.pnl,
      correlated_convexity: (row) => row.correlated.convexity,
      not_covered: (row) => row.notCovered,
    }),
    int2Column("shocked_factors", (row) => rows[row]!.shockedFactors),
    textArrayColumn("symbols", (row) => rows[row]!.symbols),
    textArrayColumn("options", (row) => rows[row]!.options),
    ...moveColumns("direct", (row) => rows[row]!.direct),
    ...moveColumns("correlated", (row) => rows[row]!.correlated),
  ]);
}

function moveColumns(prefix: string, move: (row: number) => StressMove): readonly CopyColumn[] {
  return [
    float8ArrayColumn(`${prefix}_moves`, (row) => move(row).moves),
    float8ArrayColumn(`${prefix}_factor_contributions`, (row) => move(row).byFactor),
    float8ArrayColumn(`${prefix}_symbol_contributions`, (row) => move(row).bySymbol),
    float8ArrayColumn(`${prefix}_option_contributions`, (row) => move(row).byOption),
  ];
}
