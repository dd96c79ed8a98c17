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
} from "#db/copy/copy-columns.ts";
import type { Transaction } from "#db/types.ts";
import { joined, numbers, type PortfolioRow, type RowRange, replacePortfolioRows } from "./results-store.ts";

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

/** What the scenarios do to a portfolio at a session, with the NAV that turns fractions into money. */
export interface StressResultsRow extends PortfolioRow {
  readonly nav: number;
  /** By scenario; holdings and options are the same for each. */
  readonly scenarios: readonly StressRow[];
}

export async function replaceStressResults(
  tx: Transaction,
  range: RowRange,
  rows: readonly StressResultsRow[],
): Promise<number> {
  const texts = (name: string, value: (scenario: StressRow) => string | null) =>
    textArrayColumn(name, (row) => rows[row]!.scenarios.map(value));
  const byScenario = (name: string, value: (scenario: StressRow, nav: number) => number) =>
    float8ArrayColumn(name, (row) => {
      const { scenarios, nav } = rows[row]!;
      return Float64Array.from(scenarios, (scenario) => value(scenario, nav));
    });
  const first = (row: number) => rows[row]!.scenarios[0];
  return await replacePortfolioRows(tx, "stress_results", range, rows, [
    textArrayColumn("symbols", (row) => first(row)?.symbols ?? []),
    textArrayColumn("options", (row) => first(row)?.options ?? []),
    float8Column("not_covered", (row) => first(row)?.notCovered ?? Number.NaN),
    texts("scenario_id", ({ scenarioId }) => scenarioId),
    texts("source", ({ source }) => source),
    texts("table_factors", ({ tableFactors }) => tableFactors.join(",")),
    texts("correlated_reason", ({ correlatedReason }) => correlatedReason),
    texts("plausibility_reason", ({ plausibilityReason }) => plausibilityReason),
    int2ArrayColumn("shocked_factors", (row) => rows[row]!.scenarios.map((one) => one.shockedFactors)),
    byScenario("plausibility_distance", (scenario) => scenario.plausibilityDistance),
    byScenario("plausibility_percentile", (scenario) => scenario.plausibilityPercentile),
    byScenario("direct", ({ direct }, nav) => direct.pnl * nav),
    byScenario("direct_fraction", ({ direct }) => direct.pnl),
    byScenario("direct_convexity", ({ direct }) => direct.convexity),
    byScenario("correlated", ({ correlated }, nav) => correlated.pnl * nav),
    byScenario("correlated_fraction", ({ correlated }) => correlated.pnl),
    byScenario("correlated_convexity", ({ correlated }) => correlated.convexity),
    ...(["direct", "correlated"] as const).flatMap((reading) => [
      parts(rows, `${reading}_moves`, reading, ({ moves }) => moves),
      parts(rows, `${reading}_factor_contributions`, reading, ({ byFactor }) => byFactor),
      parts(rows, `${reading}_symbol_contributions`, reading, ({ bySymbol }) => bySymbol),
      parts(rows, `${reading}_option_contributions`, reading, ({ byOption }) => byOption),
    ]),
  ]);
}

/** Several numbers a scenario, one scenario's after the other's: as many for each, NaN for a reading that is not there. */
function parts(
  rows: readonly StressResultsRow[],
  name: string,
  reading: "direct" | "correlated",
  numbersOf: (move: StressMove) => Float64Array,
): CopyColumn {
  return float8ArrayColumn(name, (row) =>
    joined(
      rows[row]!.scenarios.map(({ direct, [reading]: move }) => {
        const [numbers, width] = [numbersOf(move), numbersOf(direct).length];
        return numbers.length === width ? numbers : new Float64Array(width).fill(Number.NaN);
      }),
    ),
  );
}
