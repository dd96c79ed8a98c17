import { type RawBuilder, sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { RiskDetails } from "#core/pipeline/risk-details.ts";
import type { StressMove, StressRow } from "#core/pipeline/stress-rows.ts";
import { RISK_METRIC_COLUMNS } from "#core/risk/risk-metric-columns.ts";
import type { Queryable } from "#db/types.ts";
import { upTo } from "./analytics-store.ts";

// Reads of the risk jobs' tables, as in the analytics store: the latest row at or before `asOf`, or the latest of all.

export interface VolatilityRow {
  readonly asOf: PlainDate;
  readonly realized21: number | null;
  readonly realized63: number | null;
  readonly realized252: number | null;
  readonly ewma: number | null;
  readonly har21: number | null;
  readonly percentile: number | null;
  /** Volatility of the last 21 sessions over that of the 21 before. */
  readonly trend: number | null;
  readonly observations: number;
  readonly proxied: number;
}

const VOLATILITY = sql`as_of as "asOf", realized_21 as "realized21", realized_63 as "realized63",
  realized_252 as "realized252", ewma, har_21 as "har21", percentile, trend, observations, proxied`;

export async function findVolatility(
  db: Queryable,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<VolatilityRow | null> {
  const { rows } = await sql<VolatilityRow>`
    select ${VOLATILITY} from volatility where ${upTo(portfolioId, asOf)} order by as_of desc limit 1`.execute(
    db,
  );
  return rows[0] ?? null;
}

export async function listVolatility(
  db: Queryable,
  portfolioId: string,
  from: PlainDate | null,
  to: PlainDate | null,
): Promise<readonly VolatilityRow[]> {
  const { rows } = await sql<VolatilityRow>`
    select ${VOLATILITY} from volatility where ${between(portfolioId, from, to)} order by as_of`.execute(db);
  return rows;
}

export interface RiskMetricRow {
  readonly asOf: PlainDate;
  /** In the order of the risk metric columns; NaN where there is no estimate. */
  readonly values: Float64Array;
  readonly drawdownPeak: PlainDate | null;
  readonly drawdownTrough: PlainDate | null;
  readonly drawdownRecovery: PlainDate | null;
}

const METRICS = sql`as_of as "asOf", drawdown_peak as "drawdownPeak", drawdown_trough as "drawdownTrough",
  drawdown_recovery as "drawdownRecovery",
  array[${sql.join(RISK_METRIC_COLUMNS.map((name) => sql.ref(name)))}]::float8[] as values`;

export async function findRiskMetrics(
  db: Queryable,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<RiskMetricRow | null> {
  const { rows } = await sql<RiskMetricRow>`
    select ${METRICS} from risk_metrics where ${upTo(portfolioId, asOf)} order by as_of desc limit 1`.execute(
    db,
  );
  return rows[0] ?? null;
}

export async function listRiskMetrics(
  db: Queryable,
  portfolioId: string,
  from: PlainDate | null,
  to: PlainDate | null,
): Promise<readonly RiskMetricRow[]> {
  const { rows } = await sql<RiskMetricRow>`
    select ${METRICS} from risk_metrics where ${between(portfolioId, from, to)} order by as_of`.execute(db);
  return rows;
}

export interface RiskDecompositionRow extends RiskDetails {
  readonly asOf: PlainDate;
}

export async function findRiskDecomposition(
  db: Queryable,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<RiskDecompositionRow | null> {
  const { rows } = await sql<RiskDecompositionRow>`
    select as_of as "asOf", symbols, weights, volatilities, marginal, shares, systematic_shares as "systematicShares",
      component_es_95 as "componentEs95", component_es_99 as "componentEs99", factor_exposures as "factorExposures",
      factor_marginal as "factorMarginal", factor_shares as "factorShares", vif,
      ${number("condition_number")} as "conditionNumber", factor_observations as "factorObservations",
      ${number("volatility")} as volatility, ${number("covered_weight")} as "coveredWeight",
      ${number("uncovered_weight")} as "uncoveredWeight", ${number("sample_volatility")} as "sampleVolatility",
      ${number("constant_correlation_volatility")} as "constantCorrelationVolatility",
      ${number("constant_correlation_shrinkage")} as "constantCorrelationShrinkage",
      ${number("identity_volatility")} as "identityVolatility", ${number("identity_shrinkage")} as "identityShrinkage",
      covariance_observations as "covarianceObservations", ${number("covariance_weight")} as "covarianceWeight"
    from risk_decompositions where ${upTo(portfolioId, asOf)} order by as_of desc limit 1`.execute(db);
  return rows[0] ?? null;
}

export interface CorrelationRow {
  readonly asOf: PlainDate;
  readonly symbols: readonly string[];
  /** Lower triangle without the diagonal, row by row. */
  readonly rho: Float64Array;
  /** Pairs of returns behind each element of `rho`. */
  readonly observations: readonly number[];
  readonly average: number | null;
}

export async function findCorrelations(
  db: Queryable,
  portfolioId: string,
  windowSessions: number,
  asOf: PlainDate | null,
): Promise<CorrelationRow | null> {
  const { rows } = await sql<CorrelationRow>`
    select as_of as "asOf", symbols, rho, observations, average from correlations
    where ${upTo(portfolioId, asOf)} and window_sessions = ${windowSessions}
    order by as_of desc limit 1
  `.execute(db);
  return rows[0] ?? null;
}

/** A scenario's result at a session; NaN where there is no estimate. */
export interface StoredStress extends StressRow {
  readonly asOf: PlainDate;
}

/** What the scenarios did at the last session up to `asOf`, by scenario id. */
export async function listStressResults(
  db: Queryable,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<readonly StoredStress[]> {
  const { rows } = await sql<StressColumns>`
    select as_of as "asOf", symbols, options, ${number("not_covered")} as "notCovered", scenario_id as "scenarioIds",
      source as sources, table_factors as "tableFactors", shocked_factors as "shockedFactors",
      plausibility_distance as distances, plausibility_percentile as percentiles,
      plausibility_reason as "plausibilityReasons", correlated_reason as "correlatedReasons",
      ${reading("direct")}, ${reading("correlated")}
    from stress_results where ${upTo(portfolioId, asOf)} order by as_of desc limit 1`.execute(db);
  const [row] = rows;
  if (row === undefined) return [];
  return row.scenarioIds
    .map((scenarioId, i) => ({
      asOf: row.asOf,
      scenarioId,
      source: row.sources[i]!,
      tableFactors: row.tableFactors[i]!.split(",").filter(Boolean),
      plausibilityDistance: row.distances[i]!,
      plausibilityPercentile: row.percentiles[i]!,
      plausibilityReason: row.plausibilityReasons[i]!,
      shockedFactors: row.shockedFactors[i]!,
      symbols: row.symbols,
      options: row.options,
      direct: moveOf(row, "direct", i),
      correlated: row.correlatedReasons[i] === null ? moveOf(row, "correlated", i) : noMove(row, i),
      correlatedReason: row.correlatedReasons[i]!,
      notCovered: row.notCovered,
    }))
    .sort((a, b) => (a.scenarioId < b.scenarioId ? -1 : 1));
}

type Reading = "direct" | "correlated";
/** Element i of an array is of the i-th scenario. */
type StressColumns = {
  readonly asOf: PlainDate;
  readonly symbols: readonly string[];
  readonly options: readonly string[];
  readonly notCovered: number;
  readonly scenarioIds: readonly string[];
  readonly sources: readonly StressRow["source"][];
  /** Names with commas between. */
  readonly tableFactors: readonly string[];
  readonly shockedFactors: readonly number[];
  readonly distances: Float64Array;
  readonly percentiles: Float64Array;
  readonly plausibilityReasons: readonly StressRow["plausibilityReason"][];
  readonly correlatedReasons: readonly StressRow["correlatedReason"][];
} & Readonly<
  Record<`${Reading}_${"pnl" | "convexity" | "moves" | "factors" | "symbols" | "options"}`, Float64Array>
>;

/** Columns of one reading of the scenarios, under names of its own. */
function reading(which: Reading): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${which}_${name}`);
  return sql`${column("fraction")} as ${column("pnl")}, ${column("convexity")}, ${column("moves")},
    ${column("factor_contributions")} as ${column("factors")}, ${column("symbol_contributions")} as ${column("symbols")},
    ${column("option_contributions")} as ${column("options")}`;
}

function moveOf(row: StressColumns, which: Reading, i: number): StressMove {
  const part = (numbers: Float64Array) => {
    const width = numbers.length / row.scenarioIds.length;
    return numbers.slice(i * width, (i + 1) * width);
  };
  return {
    pnl: row[`${which}_pnl`][i]!,
    moves: part(row[`${which}_moves`]),
    byFactor: part(row[`${which}_factors`]),
    bySymbol: part(row[`${which}_symbols`]),
    convexity: row[`${which}_convexity`][i]!,
    byOption: part(row[`${which}_options`]),
  };
}

/** A reading that is not there: its numbers as they are stored, without arrays. */
function noMove(row: StressColumns, i: number): StressMove {
  const none = new Float64Array(0);
  return { ...moveOf(row, "correlated", i), moves: none, byFactor: none, bySymbol: none, byOption: none };
}

/** A float column with NaN for null, as the kernels have it. */
function number(column: string): RawBuilder<unknown> {
  return sql`coalesce(${sql.ref(column)}, 'NaN')`;
}

function between(portfolioId: string, from: PlainDate | null, to: PlainDate | null): RawBuilder<unknown> {
  return sql`${upTo(portfolioId, to)} and (${from}::date is null or as_of >= ${from}::date)`;
}
