import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Queryable } from "#db/types.ts";

// Rows of the result tables as they are stored, with the run that wrote them: what explanations show as the value.

/** Tables with one row, or some, for each portfolio and session. */
export type PortfolioResultTable =
  | "portfolio_snapshots"
  | "position_values"
  | "factor_exposures"
  | "position_factor_exposures"
  | "volatility"
  | "concentration"
  | "correlations"
  | "stress_test_results"
  | "risk_metrics"
  | "risk_decompositions";

/** Tables with one row for each symbol and session. */
export type SymbolResultTable = "symbol_factor_exposures" | "symbol_daily_metrics";

export interface ResultRow {
  /** By column: a number or null, text, an array of text, or a Float64Array with NaN for null. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly runId: string;
  readonly method: number;
}

/** A portfolio's rows of exactly this session. */
export async function listPortfolioResults(
  db: Queryable,
  table: PortfolioResultTable,
  columns: readonly string[],
  portfolioId: string,
  asOf: PlainDate,
): Promise<readonly ResultRow[]> {
  const { rows } = await sql<StoredRow>`
    select ${listed(columns)}, run_id, method from ${sql.table(table)}
    where portfolio_id = ${portfolioId} and as_of = ${asOf}`.execute(db);
  return rows.map(resultRow);
}

/** The rows of these symbols of exactly this session. */
export async function listSymbolResults(
  db: Queryable,
  table: SymbolResultTable,
  columns: readonly string[],
  symbols: readonly string[],
  asOf: PlainDate,
): Promise<readonly ResultRow[]> {
  const { rows } = await sql<StoredRow>`
    select symbol, ${listed(columns)}, run_id, method from ${sql.table(table)}
    where symbol = any(${[...symbols]}::text[]) and as_of = ${asOf}`.execute(db);
  return rows.map(resultRow);
}

type StoredRow = Readonly<Record<string, unknown>> & { readonly run_id: string; readonly method: number };

function listed(columns: readonly string[]) {
  return sql.join(columns.map((column) => sql.ref(column)));
}

function resultRow({ run_id: runId, method, ...values }: StoredRow): ResultRow {
  return { values, runId, method };
}
