import { sql } from "kysely";
import type { Queryable } from "#db/types.ts";

/** Whose attempts are counted, together: see the comments of `sign_in_attempts`. */
export interface AttemptSubject {
  readonly kind: "account" | "address" | "account-network" | "sign-in";
  readonly subject: string;
}

export interface AttemptRule {
  /** The failure with this number is the first that locks. */
  readonly firstLockingFailure: number;
  /** The first lock's length; each further failure doubles it. */
  readonly firstLockSeconds: number;
  readonly longestLockSeconds: number;
  /** Failures are forgotten after so long without one. */
  readonly forgetSeconds: number;
}

/**
 * Counts an attempt as failed before it is looked at, so that many at once are no way around the count. Gives until
 * when further ones are locked out by it, `null` for not at all; or `refused` where a lock already holds.
 */
export async function admitAttempt(
  db: Queryable,
  { kind, subject }: AttemptSubject,
  rule: AttemptRule,
  systemNow: Date,
): Promise<{ readonly refused: boolean; readonly lockedUntil: Date | null }> {
  const forgotten = new Date(systemNow.getTime() - rule.forgetSeconds * 1000);
  const failures = sql`(case when a.last_failed_at < ${forgotten} then 1 else a.failures + 1 end)`;
  const { rows } = await sql<{ lockedUntil: Date | null }>`
    insert into sign_in_attempts as a (kind, subject, failures, last_failed_at)
    values (${kind}, ${subject}, 1, ${systemNow})
    on conflict on constraint sign_in_attempts_pkey do update set
      failures = ${failures}, last_failed_at = ${systemNow},
      locked_until = case when ${failures} < ${rule.firstLockingFailure} then null else
        ${systemNow}::timestamptz + make_interval(secs => least(${rule.longestLockSeconds},
          ${rule.firstLockSeconds} * 2 ^ least(${failures} - ${rule.firstLockingFailure}, 30))) end
    where a.locked_until is null or a.locked_until <= ${systemNow}
    returning locked_until as "lockedUntil"
  `.execute(db);
  const [admitted] = rows;
  if (admitted !== undefined) return { refused: false, lockedUntil: admitted.lockedUntil };
  return { refused: true, lockedUntil: await readLock(db, { kind, subject }) };
}

async function readLock(db: Queryable, { kind, subject }: AttemptSubject): Promise<Date | null> {
  const { rows } = await sql<{ lockedUntil: Date | null }>`
    select locked_until as "lockedUntil" from sign_in_attempts where kind = ${kind} and subject = ${subject}
  `.execute(db);
  return rows[0]?.lockedUntil ?? null;
}

/** Forgets the failures of the subject that succeeded, and remembers when it did. */
export async function noteSuccess(
  db: Queryable,
  { kind, subject }: AttemptSubject,
  systemNow: Date,
): Promise<void> {
  await sql`
    update sign_in_attempts set failures = 0, locked_until = null, succeeded_at = ${systemNow}
    where kind = ${kind} and subject = ${subject}
  `.execute(db);
}

/** Forgets only the attempt that turned out well, and the lock it made: the other failures may be somebody else's. */
export async function takeBackAttempt(db: Queryable, { kind, subject }: AttemptSubject): Promise<void> {
  await sql`
    update sign_in_attempts set failures = greatest(failures - 1, 0), locked_until = null
    where kind = ${kind} and subject = ${subject}
  `.execute(db);
}

export async function hasSucceeded(
  db: Queryable,
  { kind, subject }: AttemptSubject,
  since: Date,
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from sign_in_attempts where kind = ${kind} and subject = ${subject} and succeeded_at >= ${since}
    ) as found
  `.execute(db);
  return rows[0]?.found === true;
}

/** Of what succeeded lately the row stays. */
export async function deleteOldAttempts(
  db: Queryable,
  before: { readonly failed: Date; readonly succeeded: Date },
): Promise<void> {
  await sql`
    delete from sign_in_attempts
    where last_failed_at < ${before.failed} and (succeeded_at is null or succeeded_at < ${before.succeeded})
  `.execute(db);
}
