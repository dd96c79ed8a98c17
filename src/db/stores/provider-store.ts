import { sql } from "kysely";
import type { Queryable } from "#db/types.ts";

/** What lately came of asking a provider, over all processes. */
export interface ProviderOutcomes {
  readonly provider: string;
  /** When it last gave an answer, be it that it has nothing; null where it only failed. */
  readonly answeredAt: Date | null;
  readonly failedAt: Date | null;
  /** What it last failed with. */
  readonly failure: { readonly code: string; readonly message: string } | null;
}

/** Fetches looked at: a night of some thousand symbols. */
const LATEST = 10_000;

/** Every provider that was asked in the latest fetches, by name. */
export async function listProviderOutcomes(db: Queryable): Promise<readonly ProviderOutcomes[]> {
  const { rows } = await sql<ProviderOutcomes>`
    select a.attempt->>'provider' as provider,
      max(a.fetched_at) filter (where a.attempt->>'outcome' <> 'failed') as "answeredAt",
      max(a.fetched_at) filter (where a.attempt->>'outcome' = 'failed') as "failedAt",
      (array_agg(jsonb_build_object('code', a.attempt->>'code', 'message', a.attempt->>'message') order by a.id desc)
        filter (where a.attempt->>'outcome' = 'failed'))[1] as failure
    from (
      select f.id, f.fetched_at, jsonb_array_elements(f.attempts) as attempt
      from (select id, fetched_at, attempts from provider_fetches order by id desc limit ${LATEST}) f
    ) a
    where a.attempt->>'outcome' <> 'skipped'
    group by a.attempt->>'provider' order by 1`.execute(db);
  return rows;
}
