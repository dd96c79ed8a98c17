import { sql } from "kysely";
import type { Queryable } from "#db/types.ts";

/** Something odd but accepted in a positions file. `subject` is unique together with `code`. */
export interface ImportFinding {
  readonly subject: string;
  readonly code: string;
  readonly message: string;
}

/** Stores the import's findings of a portfolio in place of those it had. */
export async function replaceImportFindings(
  db: Queryable,
  portfolioId: string,
  findings: readonly ImportFinding[],
): Promise<void> {
  await sql`delete from findings where owner = ${portfolioId} and job = 'import'`.execute(db);
  await sql`
    insert into findings (job, owner, subject, code, severity, message)
    select 'import', ${portfolioId}, f.subject, f.code, 'warning', f.message
    from unnest(${findings.map((f) => f.subject)}::text[], ${findings.map((f) => f.code)}::text[],
      ${findings.map((f) => f.message)}::text[]) as f (subject, code, message)
  `.execute(db);
}
