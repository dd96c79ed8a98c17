import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Queryable } from "#db/types.ts";

/** Sessions from `from` on, up to but without `until`. */
export interface SessionSpan {
  readonly from: PlainDate;
  readonly until: PlainDate;
}

export interface CompletionRecord {
  readonly subject: string;
  readonly inputVersion: string;
  readonly spans: readonly SessionSpan[];
}

/** What is computed of a job for these subjects, from which inputs. */
export async function readCompletions(
  db: Queryable,
  job: string,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, CompletionRecord>> {
  const { rows } = await sql<CompletionRecord>`
    select subject, input_version as "inputVersion",
      coalesce((select jsonb_agg(jsonb_build_object('from', lower(r), 'until', upper(r)) order by lower(r))
        from unnest(sessions) as r), '[]') as spans
    from completion_records where job = ${job} and subject = any(${[...subjects]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.subject, row]));
}

/**
 * Adds a span to the records of these subjects. A record of other inputs is replaced: its sessions are outdated.
 */
export async function recordCompletions(
  db: Queryable,
  job: string,
  records: readonly { subject: string; inputVersion: string }[],
  span: SessionSpan,
  runId: string,
): Promise<void> {
  if (records.length === 0) return;
  await sql`
    insert into completion_records as c (job, subject, input_version, sessions, run_id)
    select ${job}, r.subject, r.version, datemultirange(daterange(${span.from}::date, ${span.until}::date)), ${runId}
    from unnest(${records.map((record) => record.subject)}::text[], ${records.map((record) => record.inputVersion)}::text[]) as r (subject, version)
    order by r.subject
    on conflict (job, subject) do update set
      sessions = case when c.input_version = excluded.input_version then c.sessions + excluded.sessions else excluded.sessions end,
      input_version = excluded.input_version, run_id = excluded.run_id, completed_at = now()`.execute(db);
}

/**
 * The inputs from which these jobs' records of these subjects were computed, without the subjects that failed in
 * this run: their records are from before it.
 */
export async function readRecordedVersions(
  db: Queryable,
  jobs: readonly string[],
  subjects: readonly string[],
  runId: string,
): Promise<readonly { subject: string; inputVersion: string }[]> {
  const { rows } = await sql<{ subject: string; inputVersion: string }>`
    select distinct c.subject, c.input_version as "inputVersion" from completion_records c
    where c.job = any(${[...jobs]}::text[]) and c.subject = any(${[...subjects]}::text[])
      and not exists (select 1 from unit_failures f
        where f.run_id = ${runId} and f.job = c.job and f.subject = c.subject)`.execute(db);
  return rows;
}
