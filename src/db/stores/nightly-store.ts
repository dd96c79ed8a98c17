import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Queryable } from "#db/types.ts";

/** The latest session for which a nightly run was requested, or at which the installation began; null before that. */
export async function readLastNightly(db: Queryable): Promise<PlainDate | null> {
  const { rows } = await sql<{
    session: PlainDate | null;
  }>`select max(session) as session from nightly_sessions`.execute(db);
  return rows[0]?.session ?? null;
}

/** The same with when it was asked for. */
export async function readLastNightlyRequest(
  db: Queryable,
): Promise<{ readonly session: PlainDate; readonly requestedAt: Date } | null> {
  const { rows } = await sql<{ session: PlainDate; requestedAt: Date }>`
    select session, requested_at as "requestedAt" from nightly_sessions order by session desc limit 1
  `.execute(db);
  return rows[0] ?? null;
}

/** Claims a session's nightly run; false where another process has done so. */
export async function insertNightly(
  db: Queryable,
  session: PlainDate,
  runId: string | null,
): Promise<boolean> {
  const { rows } = await sql`
    insert into nightly_sessions (session, run_id) values (${session}, ${runId})
    on conflict (session) do nothing returning session`.execute(db);
  return rows.length > 0;
}

export async function hasPortfolios(db: Queryable): Promise<boolean> {
  const { rows } = await sql`select 1 from portfolios limit 1`.execute(db);
  return rows.length > 0;
}
