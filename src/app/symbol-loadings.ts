import type { PlainDate } from "#core/dates/plain-date.ts";
import { FACTORS } from "#core/factors/factor-table.ts";
import { LOADING_COLUMNS, LOADING_WIDTH, loadingColumn } from "#core/factors/loading-columns.ts";
import { type FactorLoading, factorLoadings } from "#core/factors/loading-row.ts";
import { isNoEstimate, type NoEstimate, tooFewObservations } from "#core/stats/no-estimate.ts";
import { listSymbolResults } from "#db/stores/result-row-store.ts";
import type { ApiContext } from "./api-context.ts";

/** The loadings of a symbol at a session, as they are stored for everybody who holds it. */
export interface SymbolLoadings {
  /** By factor name; not of the provider's beta, which is not estimated. */
  readonly byFactor: ReadonlyMap<string, FactorLoading | NoEstimate>;
  /** Effective degrees of freedom of the ridge regression; NaN where there is none. */
  readonly ridgeEffectiveDf: number;
  /** Version of the method. */
  readonly method: number;
}

const RIDGE_EFFECTIVE_DF = loadingColumn("ridge_effective_df");

/** Loadings of these symbols at exactly this session; those of a symbol that no run has computed are left out. */
export async function readSymbolLoadings(
  { database }: Pick<ApiContext, "database">,
  symbols: readonly string[],
  session: PlainDate,
): Promise<ReadonlyMap<string, SymbolLoadings>> {
  const rows = await listSymbolResults(
    database.api.db,
    "symbol_factor_exposures",
    LOADING_COLUMNS,
    symbols,
    session,
  );
  return new Map(
    rows.map(({ values, method }) => {
      const row = new Float64Array(LOADING_WIDTH);
      for (const [i, column] of LOADING_COLUMNS.entries())
        row[i] = (values[column] as number | null) ?? Number.NaN;
      const loadings = { byFactor: factorLoadings(row), ridgeEffectiveDf: row[RIDGE_EFFECTIVE_DF]!, method };
      return [values.symbol as string, loadings];
    }),
  );
}

/** The loading of a symbol on a factor; without any row of the symbol it has no returns. */
export function loadingOn(loadings: SymbolLoadings | undefined, factor: string): FactorLoading | NoEstimate {
  const known = loadings?.byFactor.get(factor);
  if (known !== undefined) return known;
  return tooFewObservations(FACTORS.find(({ name }) => name === factor)?.minObservations ?? 0, 0);
}

/** Fewest observations behind a loading on a factor, of the symbols that have one; null where none has. */
export function fewestObservations(loadings: Iterable<SymbolLoadings>, factor: string): number | null {
  let fewest: number | null = null;
  for (const own of loadings) {
    const loading = loadingOn(own, factor);
    if (isNoEstimate(loading)) continue;
    fewest = Math.min(fewest ?? loading.observations, loading.observations);
  }
  return fewest;
}
