import { insertFetchRecords, releaseFetches } from "#db/stores/fetch-store.ts";
import { upsertProfiles } from "#db/stores/market-data-store.ts";
import { markProfilesChecked, readUniverse } from "#db/stores/universe-store.ts";
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
    const holder = run.id;
    const { db } = services.database.batch;
    const fetched = await fetchClaimed(
      services,
      { kind: "profile", symbols: unit.subjects, holder, signal },
      (symbols) => dueProfiles(db, symbols, run.force),
      async (symbol) => ({ symbol, result: await services.providers.fetchProfile(symbol, signal) }),
    );
    return async (tx) => {
      const profiles = fetched.flatMap(({ result }) =>
        result.outcome === "served" ? [{ ...result.value, provider: result.provider }] : [],
      );
      const changed = await upsertProfiles(tx.db, profiles);
      const answered = fetched
        .filter(({ result }) => result.outcome !== "failed")
        .map(({ symbol }) => symbol);
      await markProfilesChecked(tx.db, answered, changed);
      await insertFetchRecords(
        tx.db,
        fetched.map(({ symbol, result }) => fetchRecord("profile", symbol, null, result)),
        run.id,
      );
      await releaseFetches(tx.db, "profile", unit.subjects, holder);
      return {
        rows: changed.length,
        failures: [],
        events: [{ level: "info", message: `${profiles.length} of ${fetched.length} profiles found` }],
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
