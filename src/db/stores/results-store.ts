import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { PositionGreeks } from "#core/options/position-greeks.ts";
import { CONCENTRATION_COLUMNS, type ConcentrationColumn } from "#core/risk/concentration.ts";
import { COVERAGE_GROUPS, EXPOSURE_FACTORS } from "#core/risk/exposure-columns.ts";
import {
  type CopyColumn,
  dateColumn,
  float8ArrayColumn,
  float8Column,
  float8ElementsColumn,
  int2Column,
  int4Column,
  int8Column,
  textArrayColumn,
  uuidArrayColumn,
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
  readonly spared?: SparedRows;
}

/** Rows within a range that stay all the same. */
export interface SparedRows {
  readonly portfolioIds: readonly string[];
  readonly asOf: PlainDate;
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
    ...(range.spared === undefined
      ? {}
      : { spared: { subjects: range.spared.portfolioIds, asOf: range.spared.asOf } }),
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

/** The lots of a portfolio at a session; element i of every array is of the same lot. */
export interface LotValuesRow extends PortfolioRow {
  readonly lots: readonly LotValue[];
}

export interface LotValue {
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

export async function replaceLotValues(
  tx: Transaction,
  range: RowRange,
  rows: readonly LotValuesRow[],
): Promise<number> {
  const byLot = (name: string, value: (lot: LotValue) => number) =>
    float8ArrayColumn(name, (row) => Float64Array.from(rows[row]!.lots, value));
  const hasGreeks = rows.map(({ lots }) => lots.some(({ greeks }) => greeks !== null));
  const byOption = (name: string, value: (greeks: PositionGreeks) => number) =>
    float8ArrayColumn(name, (row) =>
      hasGreeks[row] === true
        ? Float64Array.from(rows[row]!.lots, ({ greeks }) => (greeks === null ? Number.NaN : value(greeks)))
        : null,
    );
  return await replacePortfolioRows(tx, "lot_values", range, rows, [
    uuidArrayColumn("position_id", (row) => rows[row]!.lots.map(({ positionId }) => positionId)),
    textArrayColumn("price_source", (row) => rows[row]!.lots.map(({ priceSource }) => priceSource)),
    byLot("quantity", (lot) => lot.quantity),
    byLot("price", (lot) => lot.price),
    byLot("market_value", (lot) => lot.marketValue),
    byLot("weight", (lot) => lot.weight),
    byLot("cost_basis", (lot) => lot.costBasis),
    byLot("unrealized_pnl", (lot) => lot.unrealizedPnl),
    byLot("realized_pnl", (lot) => lot.realizedPnl),
    byLot("dividends", (lot) => lot.dividends),
    byLot("daily_pnl", (lot) => lot.dailyPnl),
    byOption("underlying_price", (greeks) => greeks.underlyingPrice),
    byOption("implied_volatility", (greeks) => greeks.impliedVolatility),
    byOption("delta", (greeks) => greeks.delta),
    byOption("gamma", (greeks) => greeks.gamma),
    byOption("vega", (greeks) => greeks.vega),
    byOption("theta", (greeks) => greeks.theta),
    byOption("rho", (greeks) => greeks.rho),
    byOption("delta_exposure", (greeks) => greeks.deltaExposure),
  ]);
}

/** Deletes the values of lots of earlier sessions: nothing refers to them any more. */
export async function deleteEarlierLotValues(
  db: Queryable,
  portfolioIds: readonly string[],
  asOf: PlainDate,
): Promise<void> {
  await sql`delete from lot_values where portfolio_id = any(${[...portfolioIds]}::uuid[]) and as_of < ${asOf}`.execute(
    db,
  );
}

export interface FactorExposureRow extends PortfolioRow {
  /** In the order of the exposure columns. */
  readonly values: Float64Array;
}

const COVERAGE_COLUMNS = EXPOSURE_FACTORS.map(({ group }) => COVERAGE_GROUPS[group]!.coverageIndex);

export async function replaceFactorExposures(
  tx: Transaction,
  range: RowRange,
  rows: readonly FactorExposureRow[],
): Promise<number> {
  const byFactor = (name: string, value: (values: Float64Array, factor: number) => number) =>
    float8ElementsColumn(name, EXPOSURE_FACTORS.length, (row, factor) => value(rows[row]!.values, factor));
  return await replacePortfolioRows(tx, "factor_exposures", range, rows, [
    byFactor("exposures", (values, factor) => values[EXPOSURE_FACTORS[factor]!.index]!),
    byFactor("coverage", (values, factor) => values[COVERAGE_COLUMNS[factor]!]!),
    byFactor("std_errors", (values, factor) => {
      const { stdErrorIndex } = EXPOSURE_FACTORS[factor]!;
      return stdErrorIndex === null ? Number.NaN : values[stdErrorIndex]!;
    }),
  ]);
}

/** The holdings behind a portfolio's exposures at a session. */
export interface HoldingExposuresRow extends PortfolioRow {
  readonly holdings: readonly HoldingExposure[];
}

export interface HoldingExposure {
  readonly symbol: string;
  readonly weight: number;
  /** By factor, in the order of the factor table; as many for each holding. */
  readonly loadings: Float64Array;
}

export async function replaceHoldingExposures(
  tx: Transaction,
  range: RowRange,
  rows: readonly HoldingExposuresRow[],
): Promise<number> {
  return await replacePortfolioRows(tx, "holding_exposures", range, rows, [
    textArrayColumn("symbol", (row) => rows[row]!.holdings.map(({ symbol }) => symbol)),
    float8ArrayColumn("weight", (row) => Float64Array.from(rows[row]!.holdings, ({ weight }) => weight)),
    float8ArrayColumn("loadings", (row) => joined(rows[row]!.holdings.map(({ loadings }) => loadings))),
  ]);
}

/** One after the other. */
export function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let next = 0;
  for (const part of parts) {
    all.set(part, next);
    next += part.length;
  }
  return all;
}

export interface ConcentrationRow extends PortfolioRow {
  /** In the order of the concentration columns. */
  readonly values: Float64Array;
  readonly sectors: readonly string[];
  readonly sectorWeights: Float64Array;
}

/** The concentration columns that are stored; the snapshots have the others. */
const STORED_CONCENTRATION = [
  "hhi",
  "effective_positions",
  "top_3",
  "top_10",
  "delta_long_exposure",
  "delta_short_exposure",
  "delta_gross_exposure",
  "delta_net_exposure",
] as const satisfies readonly ConcentrationColumn[];

export async function replaceConcentration(
  tx: Transaction,
  range: RowRange,
  rows: readonly ConcentrationRow[],
): Promise<number> {
  return await replacePortfolioRows(tx, "concentration", range, rows, [
    ...STORED_CONCENTRATION.map((name) => {
      const index = CONCENTRATION_COLUMNS.indexOf(name);
      return float8Column(name, (row) => rows[row]!.values[index]!);
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
  "lot_values",
  "holding_exposures",
  "correlations",
  "stress_results",
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
