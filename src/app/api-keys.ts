import { hashSecret, randomSecret } from "#auth/secrets.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import {
  type ApiKeyRow,
  findLiveApiKey,
  insertApiKey,
  type KeyScope,
  noteApiKeyUse,
  revokeApiKey,
  type UsedApiKey,
} from "#db/stores/api-key-store.ts";
import type { ApiContext } from "./api-context.ts";
import { recordAudit, type UserActor } from "./audit.ts";

type KeyContext = Pick<ApiContext, "database" | "systemNow">;

/** What every key begins with, so that a scanner of leaked secrets knows one. */
export const KEY_MARK = "sgs_";
/** Characters by which a key is shown and told from others; the secret that follows has 256 bits. */
const PREFIX_LENGTH = KEY_MARK.length + 8;
const DAY_MS = 24 * 3600 * 1000;
export const DEFAULT_KEY_DAYS = 365;
export const MAX_KEY_DAYS = 3650;
/** A machine that asks all the time writes once a minute. */
const USE_NOTED_MS = 60_000;

const LEVEL: Readonly<Record<KeyScope, number>> = { read: 1, write: 2, admin: 3 };

export interface KeyRequest {
  readonly name: string;
  readonly scope: KeyScope;
  readonly days: number;
}

export interface MadeKey {
  readonly row: ApiKeyRow;
  /** Shown this once; only its hash is stored. */
  readonly key: string;
}

/** Makes a key for a user. Errors: FORBIDDEN for scope admin of one who is no administrator. */
export async function createApiKey(
  { database, systemNow }: KeyContext,
  by: UserActor,
  user: { readonly id: string; readonly role: string },
  request: KeyRequest,
): Promise<MadeKey> {
  if (request.scope === "admin" && user.role !== "admin")
    throw new SigmaSightError("FORBIDDEN", "only an administrator's key can have the scope admin");
  const key = `${KEY_MARK}${randomSecret()}`;
  return await database.system.transaction("create key", async ({ db }) => {
    const row = await insertApiKey(db, {
      userId: user.id,
      name: request.name,
      prefix: key.slice(0, PREFIX_LENGTH),
      secretHash: hashSecret(key),
      scope: request.scope,
      expiresAt: new Date(systemNow().getTime() + request.days * DAY_MS),
    });
    const { prefix, name, scope, expiresAt } = row;
    await recordAudit(db, by, {
      action: "api-key.create",
      subject: { kind: "api-key", id: row.id },
      details: { prefix, name, scope, expires_at: expiresAt, user_id: user.id },
    });
    return { row, key };
  });
}

/** Takes a key of a user back; it stops working at once. Errors: NOT_FOUND. */
export async function withdrawApiKey(
  { database, systemNow }: KeyContext,
  by: UserActor,
  userId: string,
  id: string,
): Promise<ApiKeyRow> {
  return await database.system.transaction("revoke key", async ({ db }) => {
    const row = await revokeApiKey(db, userId, id, systemNow());
    if (row === null) throw new SigmaSightError("NOT_FOUND", "there is no such key");
    const { prefix, name } = row;
    await recordAudit(db, by, {
      action: "api-key.revoke",
      subject: { kind: "api-key", id },
      details: { prefix, name, user_id: userId },
    });
    return row;
  });
}

/** The key and its user, with the role of now; null for what is no live key. */
export async function acceptApiKey(
  { database, systemNow }: KeyContext,
  key: string,
  ipAddress: string | null,
): Promise<UsedApiKey | null> {
  const { db } = database.system;
  const now = systemNow();
  const used = await findLiveApiKey(db, hashSecret(key), now);
  if (used === null) return null;
  if (used.lastUsedAt === null || now.getTime() - used.lastUsedAt.getTime() >= USE_NOTED_MS)
    await noteApiKeyUse(db, used.id, { at: now, ipAddress });
  return used;
}

export function includesScope(scope: KeyScope, needed: KeyScope): boolean {
  return LEVEL[scope] >= LEVEL[needed];
}
