import { sql } from "kysely";
import type { Queryable } from "#db/types.ts";
import type { UserRow } from "./account-store.ts";

/** What a key may do; each includes the one before. */
export type KeyScope = "read" | "write" | "admin";

export interface ApiKeyRow {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly prefix: string;
  readonly scope: KeyScope;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly lastUsedIp: string | null;
  readonly revokedAt: Date | null;
}

export interface NewApiKey extends Pick<ApiKeyRow, "userId" | "name" | "prefix" | "scope" | "expiresAt"> {
  readonly secretHash: string;
}

const KEY = sql`
  k.id, k.user_id as "userId", k.name, k.prefix, k.scope, k.created_at as "createdAt", k.expires_at as "expiresAt",
  k.last_used_at as "lastUsedAt", k.last_used_ip as "lastUsedIp", k.revoked_at as "revokedAt"`;

export async function insertApiKey(db: Queryable, key: NewApiKey): Promise<ApiKeyRow> {
  const { rows } = await sql<ApiKeyRow>`
    insert into api_keys as k (user_id, name, prefix, secret_hash, scope, expires_at)
    values (${key.userId}, ${key.name}, ${key.prefix}, ${key.secretHash}, ${key.scope}, ${key.expiresAt})
    returning ${KEY}
  `.execute(db);
  return rows[0] as ApiKeyRow;
}

/** The user's keys, ended ones too, newest first. */
export async function listApiKeys(db: Queryable, userId: string): Promise<readonly ApiKeyRow[]> {
  const { rows } = await sql<ApiKeyRow>`
    select ${KEY} from api_keys k where k.user_id = ${userId} order by k.created_at desc, k.id
  `.execute(db);
  return rows;
}

export interface UsedApiKey {
  readonly id: string;
  readonly prefix: string;
  readonly scope: KeyScope;
  readonly lastUsedAt: Date | null;
  readonly user: UserRow;
}

/** The key that has this hash, with its user; null where it has ended or never was. */
export async function findLiveApiKey(
  db: Queryable,
  secretHash: string,
  systemNow: Date,
): Promise<UsedApiKey | null> {
  const { rows } = await sql<UsedApiKey>`
    select k.id, k.prefix, k.scope, k.last_used_at as "lastUsedAt",
      json_build_object('id', u.id, 'email', u.email, 'fullName', u.name, 'role', u.role) as user
    from api_keys k join users u on u.id = k.user_id
    where k.secret_hash = ${secretHash} and k.revoked_at is null and k.expires_at > ${systemNow}
  `.execute(db);
  return rows[0] ?? null;
}

export async function noteApiKeyUse(
  db: Queryable,
  id: string,
  use: { readonly at: Date; readonly ipAddress: string | null },
): Promise<void> {
  await sql`
    update api_keys set last_used_at = ${use.at}, last_used_ip = ${use.ipAddress} where id = ${id}
  `.execute(db);
}

/** Ends every key of the user that has not ended. */
export async function revokeApiKeys(
  db: Queryable,
  userId: string,
  systemNow: Date,
): Promise<readonly ApiKeyRow[]> {
  const { rows } = await sql<ApiKeyRow>`
    update api_keys as k set revoked_at = ${systemNow}
    where k.user_id = ${userId} and k.revoked_at is null and k.expires_at > ${systemNow}
    returning ${KEY}
  `.execute(db);
  return rows;
}

/** Ends a key of the user; null where there is none, or it was taken back before. */
export async function revokeApiKey(
  db: Queryable,
  userId: string,
  id: string,
  systemNow: Date,
): Promise<ApiKeyRow | null> {
  const { rows } = await sql<ApiKeyRow>`
    update api_keys as k set revoked_at = ${systemNow}
    where k.id = ${id} and k.user_id = ${userId} and k.revoked_at is null
    returning ${KEY}
  `.execute(db);
  return rows[0] ?? null;
}
