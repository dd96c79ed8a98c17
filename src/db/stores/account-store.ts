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

/** Gives the session just opened the first secret that anyone sees; null when there is none of this token. */
export async function claimSession(
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

/** Gives a session another secret; null when it has ended, or `token` – if one is given – is not its secret's hash. */
export async function rotateSession(
  db: Queryable,
  session: { readonly id: string; readonly token: string | null },
  next: SessionRotation,
  systemNow: Date,
): Promise<SessionRow | null> {
  const { rows } = await sql<SessionRow>`
    update auth_sessions
    set previous_token = token, token = ${next.token}, expires_at = ${next.expiresAt}, ip_address = ${next.ipAddress},
        user_agent = ${next.userAgent}, updated_at = ${systemNow}
    where id = ${session.id} and expires_at > ${systemNow}
      and (${session.token}::text is null or token = ${session.token}::text)
    returning id, user_id as "userId"
  `.execute(db);
  return rows[0] ?? null;
}

/** A session that has not ended, with when it got its secret and the hash of the one before. */
export async function findSession(
  db: Queryable,
  id: string,
  systemNow: Date,
): Promise<(SessionRow & { readonly previousToken: string | null; readonly rotatedAt: Date }) | null> {
  const { rows } = await sql<SessionRow & { previousToken: string | null; rotatedAt: Date }>`
    select id, user_id as "userId", previous_token as "previousToken", updated_at as "rotatedAt"
    from auth_sessions where id = ${id} and expires_at > ${systemNow}
  `.execute(db);
  return rows[0] ?? null;
}

/** Ends every session of a user but one; how many. */
export async function deleteOtherSessions(
  db: Queryable,
  userId: string,
  keptId: string | null,
): Promise<number> {
  const { rows } = await sql`
    delete from auth_sessions where user_id = ${userId} and id is distinct from ${keptId}::uuid returning id
  `.execute(db);
  return rows.length;
}

/** Stores a password's hash as better-auth does, also for a user who had none. */
export async function writePasswordHash(db: Queryable, userId: string, hash: string): Promise<void> {
  await sql`
    insert into auth_accounts (user_id, provider_id, account_id, password)
    values (${userId}, 'credential', ${userId}, ${hash})
    on conflict on constraint auth_accounts_provider_key do update set
      password = excluded.password, updated_at = now()
  `.execute(db);
}

/** Leaves the user without a password; false where there was none. */
export async function deletePasswordHash(db: Queryable, userId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from auth_accounts where user_id = ${userId} and provider_id = 'credential' returning id
  `.execute(db);
  return rows.length > 0;
}

export async function deleteSession(db: Queryable, sessionId: string): Promise<void> {
  await sql`delete from auth_sessions where id = ${sessionId}`.execute(db);
}

/** Ends the session whose secret has this hash. */
export async function deleteSessionOfToken(
  db: Queryable,
  session: { readonly id: string; readonly token: string },
): Promise<void> {
  await sql`delete from auth_sessions where id = ${session.id} and token = ${session.token}`.execute(db);
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

/** The role of now; null where the user is gone. */
export async function findRole(db: Queryable, userId: string): Promise<Role | null> {
  const { rows } = await sql<{ role: Role }>`select role from users where id = ${userId}`.execute(db);
  return rows[0]?.role ?? null;
}

export async function countAdmins(db: Queryable): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from users where role = 'admin'
  `.execute(db);
  return rows[0]?.count ?? 0;
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

export async function deleteVerifications(db: Queryable, identifier: string): Promise<void> {
  await sql`delete from auth_verifications where identifier = ${identifier}`.execute(db);
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
