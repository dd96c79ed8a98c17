import type { PlainDate } from "#core/dates/plain-date.ts";
import { CONCENTRATION_KEYS } from "#core/explain/families/concentration.ts";
import { POSITION_COLUMNS } from "#core/explain/families/positions.ts";
import { SNAPSHOT_COLUMNS } from "#core/explain/families/snapshots.ts";
import { VOLATILITY_KEYS } from "#core/explain/families/volatility.ts";
import { keyOf } from "#core/explain/keys.ts";
import { LOADING_COLUMNS } from "#core/factors/loading-columns.ts";
import { METRIC_COLUMNS } from "#core/metrics/metric-columns.ts";
import { pairIndex } from "#core/risk/correlation.ts";
import { EXPOSURE_FACTORS } from "#core/risk/exposure-columns.ts";
import {
  listPortfolioResults,
  listSymbolResults,
  type PortfolioResultTable,
  type ResultRow,
  type SymbolResultTable,
} from "#db/stores/result-row-store.ts";
import type { Queryable } from "#db/types.ts";

/** A number as a run stored it. */
export interface StoredNumber {
  /** NaN where the run found no estimate. */
  readonly value: number;
  readonly runId: string;
  readonly method: number;
}

type Numbers = readonly (readonly [key: string, value: number])[];

/** Where the numbers of a family are stored, which job of a run writes them, and what each row holds. */
type StoredFamily = {
  readonly family: string;
  readonly job: string;
  /** Columns that are read, beside the symbol where rows are by symbol. */
  readonly columns: readonly string[];
  readonly numbers: (values: ResultRow["values"]) => Numbers;
} & (
  | { readonly by: "portfolio"; readonly table: PortfolioResultTable }
  | { readonly by: "symbol"; readonly table: SymbolResultTable }
);

const STORED_FAMILIES: readonly StoredFamily[] = [
  {
    family: "snapshots",
    job: "pnl-snapshots",
    by: "portfolio",
    table: "portfolio_snapshots",
    columns: SNAPSHOT_COLUMNS,
    numbers: (values) => columnsOf(values, SNAPSHOT_COLUMNS, "snapshots"),
  },
  {
    family: "positions",
    job: "position-values",
    by: "portfolio",
    table: "position_values",
    columns: ["position_id", ...POSITION_COLUMNS],
    numbers: (values) => columnsOf(values, POSITION_COLUMNS, "positions", textOf(values.position_id)),
  },
  {
    family: "concentration",
    job: "concentration",
    by: "portfolio",
    table: "concentration",
    columns: [...CONCENTRATION_KEYS, "sectors", "sector_weights"],
    numbers: (values) => [
      ...columnsOf(values, CONCENTRATION_KEYS, "concentration"),
      ...namesOf(values.sectors).map(
        (sector, i) =>
          [keyOf("concentration", "sector", sector), numbersOf(values.sector_weights)[i]!] as const,
      ),
    ],
  },
  {
    family: "factors",
    job: "factor-exposures",
    by: "portfolio",
    table: "factor_exposures",
    columns: ["exposures", "coverage", "std_errors"],
    numbers: ({ exposures, coverage, std_errors: stdErrors }) =>
      EXPOSURE_FACTORS.flatMap(({ column, index }) => [
        [keyOf("factors", column, "exposure"), numbersOf(exposures)[index]!] as const,
        [keyOf("factors", column, "coverage"), numbersOf(coverage)[index]!] as const,
        [keyOf("factors", column, "std_error"), numbersOf(stdErrors)[index]!] as const,
      ]),
  },
  {
    family: "holdings",
    job: "factor-exposures",
    by: "portfolio",
    table: "position_factor_exposures",
    columns: ["symbol", "weight", "loadings"],
    numbers: ({ symbol, weight, loadings }) => [
      [keyOf("holdings", textOf(symbol), "weight"), numberOf(weight)],
      ...EXPOSURE_FACTORS.map(
        ({ column, index }) =>
          [keyOf("holdings", textOf(symbol), column), numbersOf(loadings)[index]!] as const,
      ),
    ],
  },
  {
    family: "volatility",
    job: "volatility",
    by: "portfolio",
    table: "volatility",
    columns: VOLATILITY_KEYS,
    numbers: (values) => columnsOf(values, VOLATILITY_KEYS, "volatility"),
  },
  {
    family: "correlations",
    job: "correlations",
    by: "portfolio",
    table: "correlations",
    columns: ["window_sessions", "symbols", "rho", "average"],
    numbers: (values) => {
      const window = numberOf(values.window_sessions);
      const symbols = namesOf(values.symbols);
      const pairs = symbols.flatMap((first, j) =>
        symbols.slice(j + 1).map((second, offset) => {
          const rho = numbersOf(values.rho)[pairIndex(j + 1 + offset, j)]!;
          return [keyOf("correlations", window, first, second), rho] as const;
        }),
      );
      return [[keyOf("correlations", window, "average"), numberOf(values.average)], ...pairs];
    },
  },
  {
    family: "loadings",
    job: "symbol-factors",
    by: "symbol",
    table: "symbol_factor_exposures",
    columns: LOADING_COLUMNS,
    numbers: (values) => columnsOf(values, LOADING_COLUMNS, "loadings", textOf(values.symbol)),
  },
  {
    family: "symbol-metrics",
    job: "symbol-metrics",
    by: "symbol",
    table: "symbol_daily_metrics",
    columns: METRIC_COLUMNS,
    numbers: (values) => columnsOf(values, METRIC_COLUMNS, "symbol-metrics", textOf(values.symbol)),
  },
];

/** What is stored of a family for exactly this session, by key. Of symbol families the rows of these symbols. */
export async function readStoredNumbers(
  db: Queryable,
  family: string,
  subject: { readonly portfolioId: string; readonly symbols: readonly string[]; readonly asOf: PlainDate },
): Promise<ReadonlyMap<string, StoredNumber>> {
  const stored = STORED_FAMILIES.find((one) => one.family === family);
  if (stored === undefined) return new Map();
  const { columns, numbers } = stored;
  const { portfolioId, symbols, asOf } = subject;
  const rows =
    stored.by === "portfolio"
      ? await listPortfolioResults(db, stored.table, columns, portfolioId, asOf)
      : await listSymbolResults(db, stored.table, columns, symbols, asOf);
  return new Map(
    rows.flatMap(({ values, runId, method }) =>
      numbers(values).map(([key, value]) => [key, { value, runId, method }] as const),
    ),
  );
}

/** The job that writes a family, and whether its records are by symbol; null for what no run stores. */
export function jobOf(family: string): Pick<StoredFamily, "job" | "by"> | null {
  return STORED_FAMILIES.find((one) => one.family === family) ?? null;
}

function columnsOf(
  values: ResultRow["values"],
  columns: readonly string[],
  ...path: readonly string[]
): Numbers {
  return columns.map((column) => [keyOf(...path, column), numberOf(values[column])] as const);
}

function numberOf(value: unknown): number {
  return typeof value === "number" ? value : Number.NaN;
}

function numbersOf(value: unknown): Float64Array {
  return value instanceof Float64Array ? value : new Float64Array(0);
}

function namesOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
