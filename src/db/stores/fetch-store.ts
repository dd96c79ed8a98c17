import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Queryable } from "#db/types.ts";

export type FetchKind = "history" | "profile" | "fundamentals";

/** Claims what no other run is fetching; returns the symbols that are now its own. */
export async function claimFetches(
  db: Queryable,
  kind: FetchKind,
  symbols: readonly string[],
  holder: string,
  leaseSeconds: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ symbol: string }>`
    insert into fetch_claims as c (symbol, kind, holder, lease_until)
    select s, ${kind}, ${holder}, now() + make_interval(secs => ${leaseSeconds}) from unnest(${[...symbols]}::text[]) as s order by s
    on conflict (symbol, kind) do update set holder = excluded.holder, lease_until = excluded.lease_until
      where c.holder = excluded.holder or c.lease_until < now()
    returning symbol`.execute(db);
  return rows.map((row) => row.symbol);
}

/** Keeps the claims of a fetch that takes long. */
export async function renewFetches(db: Queryable, holder: string, leaseSeconds: number): Promise<void> {
  await sql`update fetch_claims set lease_until = now() + make_interval(secs => ${leaseSeconds}) where holder = ${holder}`.execute(
    db,
  );
}

export async function releaseFetches(
  db: Queryable,
  kind: FetchKind,
  symbols: readonly string[],
  holder: string,
): Promise<void> {
  await sql`delete from fetch_claims
            where kind = ${kind} and symbol = any(${[...symbols]}::text[]) and holder = ${holder}`.execute(
    db,
  );
}

export interface FetchRecord {
  readonly symbol: string;
  readonly kind: FetchKind;
  readonly from: PlainDate | null;
  readonly to: PlainDate | null;
  readonly outcome: "served" | "unknown_symbol" | "no_data" | "failed";
  readonly provider: string | null;
  readonly attempts: unknown;
  readonly bars: number;
}

/** Keeps who gave what and why others did not. */
export async function insertFetchRecords(
  db: Queryable,
  records: readonly FetchRecord[],
  runId: string | null,
): Promise<void> {
  if (records.length === 0) return;
  await sql`
    insert into provider_fetches (symbol, kind, from_session, to_session, outcome, provider, attempts, bars, run_id)
    select r->>'symbol', r->>'kind', (r->>'from')::date, (r->>'to')::date, r->>'outcome', r->>'provider',
      r->'attempts', (r->>'bars')::int, ${runId}
    from jsonb_array_elements(${JSON.stringify(records)}::jsonb) as r`.execute(db);
}
