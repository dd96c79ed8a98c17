import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { PositionGreeks } from "#core/options/position-greeks.ts";
import {
  type CopyColumn,
  dateColumn,
  float8ArrayColumn,
  float8Column,
  int2Column,
  int4Column,
  int8Column,
  textArrayColumn,
  textColumn,
  uuidColumn,
} from "#db/copy/copy-columns.ts";
import type { Queryable, Transaction } from "#db/types.ts";
import { replaceRows } from "./replace-rows.ts";

/** The rows the portfolio phases store. Each function makes one table's rows of these portfolios and sessions equal to the given ones. */

export interface RowRange {
  readonly portfolioIds: readonly string[];
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly runId: string;
  readonly method: number;
}

export interface PortfolioRow {
  readonly portfolioId: string;
  readonly asOf: PlainDate;
}

export async function replacePortfolioRows<Row extends PortfolioRow>(
  tx: Transaction,
  table: string,
  range: RowRange,
  rows: readonly Row[],
  columns: readonly CopyColumn[],
): Promise<number> {
  const subjects = {
    key: "portfolio_id",
    subjects: range.portfolioIds,
    from: range.from,
    to: range.to,
  } as const;
  return await replaceRows(tx, table, subjects, {
    rows: rows.length,
    columns: [
      uuidColumn("portfolio_id", (row) => rows[row]!.portfolioId),
      dateColumn("as_of", (row) => rows[row]!.asOf),
      ...columns,
      uuidColumn("run_id", () => range.runId),
      int2Column("method", () => range.method),
    ],
  });
}

/** Columns whose values are the row's properties of the same meaning; undefined is not allowed, NaN is NULL. */
export function numbers<Row>(
  rows: readonly Row[],
  names: Readonly<Record<string, (row: Row) => number>>,
): CopyColumn[] {
  return Object.entries(names).map(([name, value]) => float8Column(name, (row) => value(rows[row]!)));
}

export interface SnapshotRow extends PortfolioRow {
  readonly nav: number;
  readonly cash: number;
  readonly longExposure: number;
  readonly shortExposure: number;
  readonly grossExposure: number;
  readonly netExposure: number;
  readonly flow: number;
  readonly dividends: number;
  readonly realizedPnl: number;
  readonly unrealizedPnl: number;
  readonly dailyPnl: number;
  readonly dailyReturn: number;
  readonly cumulativeReturn: number;
  readonly positionCount: number;
  readonly unpricedValue: number;
  readonly factsRevision: string;
}

export async function replaceSnapshots(
  tx: Transaction,
  range: RowRange,
  rows: readonly SnapshotRow[],
): Promise<number> {
  return await replacePortfolioRows(tx, "portfolio_snapshots", range, rows, [
    ...numbers(rows, {
      nav: (row) => row.nav,
      cash: (row) => row.cash,
      long_exposure: (row) => row.longExposure,
      short_exposure: (row) => row.shortExposure,
      gross_exposure: (row) => row.grossExposure,
      net_exposure: (row) => row.netExposure,
      flow: (row) => row.flow,
      dividends: (row) => row.dividends,
      realized_pnl: (row) => row.realizedPnl,
      unrealized_pnl: (row) => row.unrealizedPnl,
      daily_pnl: (row) => row.dailyPnl,
      daily_return: (row) => row.dailyReturn,
      cumulative_return: (row) => row.cumulativeReturn,
      unpriced_value: (row) => row.unpricedValue,
    }),
    int4Column("position_count", (row) => rows[row]!.positionCount),
    int8Column("facts_revision", (row) => BigInt(rows[row]!.factsRevision)),
  ]);
}

export interface PositionValueRow extends PortfolioRow {
  readonly positionId: string;
  readonly quantity: number;
  readonly price: number;
  readonly priceSource: string;
  readonly marketValue: number;
  readonly weight: number;
  readonly costBasis: number;
  readonly unrealizedPnl: number;
  readonly realizedPnl: number;
  readonly dividends: number;
  readonly dailyPnl: number;
  readonly greeks: PositionGreeks | null;
}

export async function replacePositionValues(
  tx: Transaction,
  range: RowRange,
  rows: readonly PositionValueRow[],
): Promise<number> {
  return await replacePortfolioRows(tx, "position_values", range, rows, [
    uuidColumn("position_id", (row) => rows[row]!.positionId),
    textColumn("price_source", (row) => rows[row]!.priceSource),
    ...numbers(rows, {
      quantity: (row) => row.quantity,
      price: (row) => row.price,
      market_value: (row) => row.marketValue,
      weight: (row) => row.weight,
      cost_basis: (row) => row.costBasis,
      unrealized_pnl: (row) => row.unrealizedPnl,
      realized_pnl: (row) => row.realizedPnl,
      dividends: (row) => row.dividends,
      daily_pnl: (row) => row.dailyPnl,
      underlying_price: (row) => row.greeks?.underlyingPrice ?? Number.NaN,
      implied_volatility: (row) => row.greeks?.impliedVolatility ?? Number.NaN,
      delta: (row) => row.greeks?.delta ?? Number.NaN,
      gamma: (row) => row.greeks?.gamma ?? Number.NaN,
      vega: (row) => row.greeks?.vega ?? Number.NaN,
      theta: (row) => row.greeks?.theta ?? Number.NaN,
      rho: (row) => row.greeks?.rho ?? Number.NaN,
      delta_exposure: (row) => row.greeks?.deltaExposure ?? Number.NaN,
    }),
  ]);
}

export interface FactorExposureRow extends PortfolioRow {
  /** By factor, in the order of the factor table; NaN where there is no estimate. */
  readonly exposures: Float64Array;
  readonly coverage: Float64Array;
  readonly stdErrors: Float64Array;
}

export async function replaceFactorExposures(
  tx: Transaction,
  range: RowRange,
  rows: readonly FactorExposureRow[],
): Promise<number> {
  return await replacePortfolioRows(tx, "factor_exposures", range, rows, [
    float8ArrayColumn("exposures", (row) => rows[row]!.exposures),
    float8ArrayColumn("coverage", (row) => rows[row]!.coverage),
    float8ArrayColumn("std_errors", (row) => rows[row]!.stdErrors),
  ]);
}

export interface PositionExposureRow extends PortfolioRow {
  readonly symbol: string;
  readonly weight: number;
  readonly loadings: Float64Array;
}

export async function replacePositionExposures(
  tx: Transaction,
  range: RowRange,
  rows: readonly PositionExposureRow[],
): Promise<number> {
  return await replacePortfolioRows(tx, "position_factor_exposures", range, rows, [
    textColumn("symbol", (row) => rows[row]!.symbol),
    float8Column("weight", (row) => rows[row]!.weight),
    float8ArrayColumn("loadings", (row) => rows[row]!.loadings),
  ]);
}

export interface ConcentrationRow extends PortfolioRow {
  readonly hhi: number;
  readonly effectivePositions: number;
  readonly top3: number;
  readonly top10: number;
  readonly deltaLongExposure: number;
  readonly deltaShortExposure: number;
  readonly deltaGrossExposure: number;
  readonly deltaNetExposure: number;
  readonly sectors: readonly string[];
  readonly sectorWeights: Float64Array;
}

export async function replaceConcentration(
  tx: Transaction,
  range: RowRange,
  rows: readonly ConcentrationRow[],
): Promise<number> {
  return await replacePortfolioRows(tx, "concentration", range, rows, [
    ...numbers(rows, {
      hhi: (row) => row.hhi,
      effective_positions: (row) => row.effectivePositions,
      top_3: (row) => row.top3,
      top_10: (row) => row.top10,
      delta_long_exposure: (row) => row.deltaLongExposure,
      delta_short_exposure: (row) => row.deltaShortExposure,
      delta_gross_exposure: (row) => row.deltaGrossExposure,
      delta_net_exposure: (row) => row.deltaNetExposure,
    }),
    textArrayColumn("sectors", (row) => rows[row]!.sectors),
    float8ArrayColumn("sector_weights", (row) => rows[row]!.sectorWeights),
  ]);
}

/** Tables with a row for a portfolio and session. */
const SESSION_TABLES = [
  "portfolio_snapshots",
  "factor_exposures",
  "volatility",
  "concentration",
  "risk_metrics",
  "position_values",
  "position_factor_exposures",
  "correlations",
  "stress_test_results",
  "risk_decompositions",
] as const;

/**
 * Deletes results of sessions before the earliest entry that a portfolio now has, of this one or of all for null; all
 * results of one without lots.
 */
export async function deleteResultsBeforeEntry(db: Queryable, portfolioId: string | null): Promise<void> {
  const { rows } = await sql<{ id: string; firstEntry: PlainDate | null }>`
    select p.id, f.first_entry as "firstEntry" from portfolios p
    cross join lateral (select min(l.entry_date) as first_entry from positions l where l.portfolio_id = p.id) f
    where (${portfolioId}::uuid is null or p.id = ${portfolioId}::uuid)
      and exists (select from portfolio_snapshots s
        where s.portfolio_id = p.id and (f.first_entry is null or s.as_of < f.first_entry))`.execute(db);
  if (rows.length === 0) return;
  for (const table of SESSION_TABLES)
    await sql`
      delete from ${sql.table(table)} t
      using unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map((row) => row.firstEntry)}::date[]) as f (id, first_entry)
      where t.portfolio_id = f.id and (f.first_entry is null or t.as_of < f.first_entry)`.execute(db);
}
