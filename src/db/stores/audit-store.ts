import { sql } from "kysely";
import type { Queryable } from "#db/types.ts";

export interface NewAuditEntry {
  /** Null where nobody is signed in. */
  readonly actorId: string | null;
  readonly actorRole: string;
  readonly via: "api" | "cli" | "program";
  readonly action: string;
  readonly subjectKind: string;
  readonly subject: string;
  readonly reason: string | null;
  readonly details: object;
  readonly requestId: string | null;
  readonly ipAddress: string | null;
}

/** Adds an entry; nothing ever changes one. */
export async function insertAuditEntry(db: Queryable, entry: NewAuditEntry): Promise<void> {
  await sql`
    insert into audit_log
      (actor_id, actor_role, via, action, subject_kind, subject, reason, details, request_id, ip_address)
    values (${entry.actorId}, ${entry.actorRole}, ${entry.via}, ${entry.action}, ${entry.subjectKind},
            ${entry.subject}, ${entry.reason}, ${JSON.stringify(entry.details)}::jsonb, ${entry.requestId},
            ${entry.ipAddress})`.execute(db);
}

export interface AuditRow extends Omit<NewAuditEntry, "details"> {
  readonly id: number;
  readonly at: Date;
  /** Of the user as of now; null where the account is gone. */
  readonly actorEmail: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AuditFilter {
  readonly since: Date | null;
  readonly until: Date | null;
  readonly actorId: string | null;
  /** One action, or all of an area where it ends with a dot: `run.`. */
  readonly action: string | null;
  readonly subject: string | null;
  /** Entries before this one, for the next page. */
  readonly beforeId: number | null;
  readonly limit: number;
}

/** Entries, newest first. */
export async function listAuditEntries(db: Queryable, filter: AuditFilter): Promise<readonly AuditRow[]> {
  const { rows } = await sql<AuditRow>`
    select a.id, a.at, a.actor_id as "actorId", u.email as "actorEmail", a.actor_role as "actorRole", a.via, a.action,
      a.subject_kind as "subjectKind", a.subject, a.reason, a.details, a.request_id as "requestId",
      a.ip_address as "ipAddress"
    from audit_log a
    left join users u on u.id = a.actor_id
    where (${filter.since}::timestamptz is null or a.at >= ${filter.since}::timestamptz)
      and (${filter.until}::timestamptz is null or a.at < ${filter.until}::timestamptz)
      and (${filter.actorId}::uuid is null or a.actor_id = ${filter.actorId}::uuid)
      and (${filter.action}::text is null or a.action = ${filter.action}::text
        or (right(${filter.action}::text, 1) = '.' and starts_with(a.action, ${filter.action}::text)))
      and (${filter.subject}::text is null or a.subject = ${filter.subject}::text)
      and (${filter.beforeId}::bigint is null or a.id < ${filter.beforeId}::bigint)
    order by a.id desc
    limit ${filter.limit}`.execute(db);
  return rows;
}
