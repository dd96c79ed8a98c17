import type { CompanyProfile } from "#core/prices/market-facts.ts";
import { upsertProfiles } from "#db/stores/market-data-store.ts";
import { markProfilesChecked } from "#db/stores/universe-store.ts";
import type { Phase } from "#engine/phase.ts";
import { type AnswerJob, asking } from "../answer-job.ts";
import type { BatchServices } from "../services.ts";

const job: AnswerJob<CompanyProfile> = {
  name: "company-profiles",
  kind: "profile",
  noun: "Profiles",
  isDue: (symbol) => symbol.profileDue,
  ask: (providers, symbol, _run, signal) => providers.fetchProfile(symbol, signal),
  async store(tx, answers, answered) {
    const changed = await upsertProfiles(
      tx.db,
      answers.map(({ value, provider }) => ({ ...value, provider })),
    );
    await markProfilesChecked(tx.db, answered, changed);
    return changed.length;
  },
};

export const companyProfiles: Phase<BatchServices> = {
  name: job.name,
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
  ...asking(job),
};
