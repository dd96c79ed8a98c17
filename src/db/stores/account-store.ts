import { sql } from "kysely";
import type { Queryable } from "#db/types.ts";

export type Role = "user" | "admin";

export interface UserRow {
  readonly id: string;
  readonly email: string;
  readonly fullName: string;
  readonly role: Role;
}

export interface SessionRow {
  readonly id: string;
  readonly userId: string;
}

/** What a session row is to be after a rotation. `token` is the hash of the new secret. */
export interface SessionRotation {
  readonly token: string;
  readonly expiresAt: Date;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}

const USER = sql`u.id, u.email, u.name as "fullName", u.role`;

export async function findUserByEmail(db: Queryable, email: string): Promise<UserRow | null> {
  const { rows } = await sql<UserRow>`select ${USER} from users u where u.email = lower(${email})`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** The user of a session that has not ended; null when either is gone. */
export async function findSessionUser(
  db: Queryable,
  session: SessionRow,
  systemNow: Date,
): Promise<UserRow | null> {
  const { rows } = await sql<UserRow>`
    select ${USER}
    from auth_sessions s
    join users u on u.id = s.user_id
    where s.id = ${session.id} and s.user_id = ${session.userId} and s.expires_at > ${systemNow}
  `.execute(db);
  return rows[0] ?? null;
}

/** Gives the session that has this token another one; null when there is none, or it has expired. */
export async function rotateSessionByToken(
  db: Queryable,
  token: string,
  next: SessionRotation,
  systemNow: Date,
): Promise<SessionRow | null> {
  const { rows } = await sql<SessionRow>`
    update auth_sessions
    set token = ${next.token}, expires_at = ${next.expiresAt}, ip_address = ${next.ipAddress},
        user_agent = ${next.userAgent}, updated_at = ${systemNow}
    where token = ${token} and expires_at > ${systemNow}
    returning id, user_id as "userId"
  `.execute(db);
  return rows[0] ?? null;
}

/** The same by the session's id, for whoever shows a valid access token of it. */
export async function rotateSessionById(
  db: Queryable,
  session: SessionRow,
  next: SessionRotation,
  systemNow: Date,
): Promise<SessionRow | null> {
  const { rows } = await sql<SessionRow>`
    update auth_sessions
    set token = ${next.token}, expires_at = ${next.expiresAt}, ip_address = ${next.ipAddress},
        user_agent = ${next.userAgent}, updated_at = ${systemNow}
    where id = ${session.id} and user_id = ${session.userId} and expires_at > ${systemNow}
    returning id, user_id as "userId"
  `.execute(db);
  return rows[0] ?? null;
}

export async function findSessionByToken(db: Queryable, token: string): Promise<SessionRow | null> {
  const { rows } = await sql<SessionRow>`
    select id, user_id as "userId" from auth_sessions where token = ${token}
  `.execute(db);
  return rows[0] ?? null;
}

export async function deleteSession(db: Queryable, sessionId: string): Promise<void> {
  await sql`delete from auth_sessions where id = ${sessionId}`.execute(db);
}

export async function deleteExpiredSessions(db: Queryable, userId: string, systemNow: Date): Promise<void> {
  await sql`delete from auth_sessions where user_id = ${userId} and expires_at <= ${systemNow}`.execute(db);
}

/** Ends with the user's sessions, credentials and portfolios. */
export async function deleteUser(db: Queryable, userId: string): Promise<void> {
  await sql`delete from users where id = ${userId}`.execute(db);
}

export async function updateUserRole(db: Queryable, userId: string, role: Role): Promise<void> {
  await sql`update users set role = ${role}, updated_at = now() where id = ${userId}`.execute(db);
}

export async function hasAdmin(db: Queryable): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from users where role = 'admin') as found
  `.execute(db);
  return rows[0]?.found === true;
}

/** Replaces every proof of this identifier by a new one; `value` is the hash of its secret. */
export async function replaceVerification(
  db: Queryable,
  identifier: string,
  value: string,
  expiresAt: Date,
): Promise<void> {
  await sql`
    with gone as (delete from auth_verifications where identifier = ${identifier})
    insert into auth_verifications (identifier, value, expires_at) values (${identifier}, ${value}, ${expiresAt})
  `.execute(db);
}

export async function hasVerification(
  db: Queryable,
  identifier: string,
  value: string,
  systemNow: Date,
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from auth_verifications
      where identifier = ${identifier} and value = ${value} and expires_at > ${systemNow}
    ) as found
  `.execute(db);
  return rows[0]?.found === true;
}

/** Uses a proof up; false when it was used before, has expired or never was. Of two callers one gets true. */
export async function consumeVerification(
  db: Queryable,
  identifier: string,
  value: string,
  systemNow: Date,
): Promise<boolean> {
  const { rows } = await sql`
    delete from auth_verifications
    where identifier = ${identifier} and value = ${value} and expires_at > ${systemNow}
    returning id
  `.execute(db);
  return rows.length > 0;
}

/** The stored value of a setting, which is `value` where there was none. Safe against programs starting at once. */
export async function ensureSystemSetting(db: Queryable, key: string, value: string): Promise<string> {
  await sql`insert into system_settings (key, value) values (${key}, ${value}) on conflict (key) do nothing`.execute(
    db,
  );
  const { rows } = await sql<{ value: string }>`select value from system_settings where key = ${key}`.execute(
    db,
  );
  return rows[0]?.value ?? value;
}

export async function findSystemSetting(db: Queryable, key: string): Promise<string | null> {
  const { rows } = await sql<{ value: string }>`select value from system_settings where key = ${key}`.execute(
    db,
  );
  return rows[0]?.value ?? null;
}
