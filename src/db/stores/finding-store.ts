import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Finding } from "#core/errors/finding.ts";
import type { Queryable } from "#db/types.ts";

/** Findings of one owner: a portfolio, or the symbol of a symbol phase. */
export interface OwnedFindings {
  readonly owner: string;
  readonly findings: readonly Finding[];
}

/**
 * Makes what a job found for these owners equal to the given findings. Most nights an owner's are what they were: then
 * they stay untouched, with the run that found them. Errors are always written, for they count against their run.
 */
export async function replaceFindings(
  db: Queryable,
  job: string,
  owned: readonly OwnedFindings[],
  runId: string | null,
): Promise<void> {
  const stored = await readDigests(
    db,
    job,
    owned.map(({ owner }) => owner),
  );
  const changed = owned
    .map(({ owner, findings }) => ({ owner, findings: distinct(findings) }))
    .filter(
      ({ owner, findings }) =>
        findings.some(({ severity }) => severity === "error") ||
        stored.get(owner) !== (findings.length === 0 ? undefined : digestOf(findings)),
    );
  if (changed.length === 0) return;
  await sql`delete from findings where job = ${job} and owner = any(${changed.map(({ owner }) => owner)}::text[])`.execute(
    db,
  );
  const rows = changed.flatMap(({ owner, findings }) => findings.map((finding) => ({ owner, ...finding })));
  if (rows.length === 0) return;
  await sql`
    insert into findings (job, owner, subject, code, severity, session, message, run_id)
    select ${job}, f->>'owner', f->>'subject', f->>'code', f->>'severity', (f->>'session')::date, f->>'message', ${runId}
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as f`.execute(db);
}

/** The first finding of each subject and code, sorted by both. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const first = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.subject}\n${finding.code}`;
    if (!first.has(key)) first.set(key, finding);
  }
  return [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding);
}

/** One digest of all findings of an owner, made in the same way as {@link digestOf}. */
async function readDigests(
  db: Queryable,
  job: string,
  owners: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ owner: string; digest: string }>`
    select owner, md5(string_agg(concat_ws(chr(10), subject, code, severity, coalesce(session::text, ''), message), chr(10)
      order by subject collate "C", code collate "C")) as digest
    from findings where job = ${job} and owner = any(${[...owners]}::text[]) group by owner`.execute(db);
  return new Map(rows.map(({ owner, digest }) => [owner, digest]));
}

function digestOf(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ subject, code, severity, session = "", message }) => [
    subject,
    code,
    severity,
    session,
    message,
  ]);
  return createHash("md5").update(lines.join("\n")).digest("hex");
}

/** Findings of severity error that this run left behind. */
export async function countErrorFindings(db: Queryable, runId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from findings where run_id = ${runId} and severity = 'error'`.execute(db);
  return rows[0]?.count ?? 0;
}
