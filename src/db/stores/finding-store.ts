import { sql } from "kysely";
import type { Finding } from "#core/errors/finding.ts";
import type { Queryable } from "#db/types.ts";

/** Findings of one owner: a portfolio, or the symbol of a symbol phase. */
export interface OwnedFindings {
  readonly owner: string;
  readonly findings: readonly Finding[];
}

/** Replaces what a job found for these owners. */
export async function replaceFindings(
  db: Queryable,
  job: string,
  owned: readonly OwnedFindings[],
  runId: string | null,
): Promise<void> {
  await sql`delete from findings where job = ${job} and owner = any(${owned.map((entry) => entry.owner)}::text[])`.execute(
    db,
  );
  const rows = owned.flatMap(({ owner, findings }) => findings.map((finding) => ({ owner, ...finding })));
  if (rows.length === 0) return;
  await sql`
    insert into findings (job, owner, subject, code, severity, session, message, run_id)
    select ${job}, f->>'owner', f->>'subject', f->>'code', f->>'severity', (f->>'session')::date, f->>'message', ${runId}
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as f
    on conflict (owner, job, subject, code) do nothing`.execute(db);
}

/** Findings of severity error that this run left behind. */
export async function countErrorFindings(db: Queryable, runId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from findings where run_id = ${runId} and severity = 'error'`.execute(db);
  return rows[0]?.count ?? 0;
}
