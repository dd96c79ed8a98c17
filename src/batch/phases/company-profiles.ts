import { insertFetchRecords, releaseFetches } from "#db/stores/fetch-store.ts";
import { upsertProfile } from "#db/stores/market-data-store.ts";
import { markProfileChecked, readUniverse } from "#db/stores/universe-store.ts";
import type { Queryable } from "#db/types.ts";
import type { Phase } from "#engine/phase.ts";
import { fetchClaimed, fetchRecord } from "../claimed-fetch.ts";
import { readRunScope } from "../run-scope.ts";
import type { BatchServices } from "../services.ts";
import { isCompanySymbol, symbolUnits } from "../symbol-units.ts";

const NAME = "company-profiles";

export const companyProfiles: Phase<BatchServices> = {
  name: NAME,
  number: "0",
  title: "Company profiles",
  grain: "symbol",
  itemUnit: "symbols",
  needs: [],
  reads: ["symbol_universe"],
  writes: ["company_profiles"],
  timeoutMs: 300_000,
  weight: 3,
  essential: false,

  async plan({ run, tx, services }) {
    const { firstNeeded } = await readRunScope(tx.db, services.calendar, run);
    const due = await dueProfiles(tx.db, [...firstNeeded.keys()], run.force);
    return symbolUnits(NAME, due, run.to);
  },

  async run({ run, services, signal }, unit) {
    const holder = `${run.id}:${NAME}:${unit.subjects[0]}`;
    const { db } = services.database.batch;
    const fetched = await fetchClaimed(
      services,
      { kind: "profile", symbols: unit.subjects, holder, signal },
      (symbols) => dueProfiles(db, symbols, run.force),
      async (symbol) => ({ symbol, result: await services.providers.fetchProfile(symbol, signal) }),
    );
    return async (tx) => {
      let rows = 0;
      for (const { symbol, result } of fetched) {
        if (result.outcome === "failed") continue;
        const changed =
          result.outcome === "served" && (await upsertProfile(tx.db, result.value, result.provider));
        if (changed) rows++;
        await markProfileChecked(tx.db, symbol, changed);
      }
      await insertFetchRecords(
        tx.db,
        fetched.map(({ symbol, result }) => fetchRecord("profile", symbol, null, result)),
        run.id,
      );
      await releaseFetches(tx.db, holder);
      const served = fetched.filter(({ result }) => result.outcome === "served").length;
      return {
        rows,
        failures: [],
        events: [{ level: "info", message: `${served} of ${fetched.length} profiles found` }],
      };
    };
  },
};

async function dueProfiles(
  db: Queryable,
  symbols: readonly string[],
  force: boolean,
): Promise<readonly string[]> {
  const universe = await readUniverse(db, symbols);
  return universe
    .filter((row) => isCompanySymbol(row.symbol) && (force || row.profileDue))
    .map((row) => row.symbol);
}
