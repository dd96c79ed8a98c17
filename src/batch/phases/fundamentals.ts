import { insertFetchRecords, releaseFetches } from "#db/stores/fetch-store.ts";
import { upsertStatements } from "#db/stores/market-data-store.ts";
import { markFundamentalsChecked, readUniverse } from "#db/stores/universe-store.ts";
import type { Queryable } from "#db/types.ts";
import type { Phase } from "#engine/phase.ts";
import { fetchClaimed, fetchRecord } from "../claimed-fetch.ts";
import { readRunScope } from "../run-scope.ts";
import type { BatchServices } from "../services.ts";
import { isCompanySymbol, symbolUnits } from "../symbol-units.ts";

const NAME = "fundamentals";

export const fundamentals: Phase<BatchServices> = {
  name: NAME,
  number: "2",
  title: "Fundamentals",
  grain: "symbol",
  itemUnit: "symbols",
  needs: ["company-profiles"],
  reads: ["symbol_universe"],
  writes: ["fundamentals"],
  timeoutMs: 300_000,
  weight: 3,
  essential: false,

  async plan({ run, tx, services }) {
    const { firstNeeded } = await readRunScope(tx.db, services.calendar, run);
    const due = await dueFundamentals(tx.db, [...firstNeeded.keys()], run.force);
    return symbolUnits(NAME, due, run.to);
  },

  async run({ run, services, signal }, unit) {
    const holder = run.id;
    const { db } = services.database.batch;
    const fetched = await fetchClaimed(
      services,
      { kind: "fundamentals", symbols: unit.subjects, holder, signal },
      (symbols) => dueFundamentals(db, symbols, run.force),
      async (symbol) => ({
        symbol,
        result: await services.providers.fetchFundamentals({ symbol, through: run.to }, signal),
      }),
    );
    return async (tx) => {
      const statements = fetched.flatMap(({ result }) =>
        result.outcome === "served" ? result.value.map((row) => ({ ...row, provider: result.provider })) : [],
      );
      await upsertStatements(tx.db, statements);
      const answered = fetched
        .filter(({ result }) => result.outcome !== "failed")
        .map(({ symbol }) => symbol);
      await markFundamentalsChecked(tx.db, answered);
      await insertFetchRecords(
        tx.db,
        fetched.map(({ symbol, result }) => fetchRecord("fundamentals", symbol, null, result)),
        run.id,
      );
      await releaseFetches(tx.db, "fundamentals", unit.subjects, holder);
      return {
        rows: statements.length,
        failures: [],
        events: [{ level: "info", message: `${statements.length} statements found` }],
      };
    };
  },
};

async function dueFundamentals(
  db: Queryable,
  symbols: readonly string[],
  force: boolean,
): Promise<readonly string[]> {
  const universe = await readUniverse(db, symbols);
  return universe
    .filter((row) => isCompanySymbol(row.symbol) && (force || row.fundamentalsDue))
    .map((row) => row.symbol);
}
