import { listPortfolioResults, listSymbolResults } from "#db/stores/result-row-store.ts";
import type { Queryable } from "#db/types.ts";
import { STORED_FAMILIES, type StoredFamily, type StoredSubject } from "./stored-families.ts";

/** A number as a run stored it. */
export interface StoredNumber {
  /** NaN where the run found no estimate. */
  readonly value: number;
  readonly runId: string;
  readonly method: number;
}

/** What is stored of a family for exactly this session, by key. Of symbol families the rows of these symbols. */
export async function readStoredNumbers(
  db: Queryable,
  family: string,
  subject: StoredSubject,
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
      numbers(values, subject).map(([key, value]) => [key, { value, runId, method }] as const),
    ),
  );
}

/** The job that writes a family, and whether its records are by symbol; null for what no run stores. */
export function jobOf(family: string): Pick<StoredFamily, "job" | "by"> | null {
  return STORED_FAMILIES.find((one) => one.family === family) ?? null;
}
