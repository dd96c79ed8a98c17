import { deleteOtherSessions } from "#db/stores/account-store.ts";
import { revokeApiKeys } from "#db/stores/api-key-store.ts";
import type { Queryable } from "#db/types.ts";
import { type Actor, recordAudit } from "./audit.ts";

/** How much of what lets somebody act as a user was ended. */
export interface EndedAccess {
  readonly sessions: number;
  readonly keys: number;
}

/**
 * Ends all that somebody who was in an account may still hold: its sign-ins, but for one to keep, and its API keys.
 * Give it the transaction that changes how one gets in, so that neither is done alone.
 */
export async function endAccess(
  db: Queryable,
  by: Actor,
  userId: string,
  { keptSessionId, systemNow }: { readonly keptSessionId: string | null; readonly systemNow: Date },
): Promise<EndedAccess> {
  const sessions = await deleteOtherSessions(db, userId, keptSessionId);
  const keys = await revokeApiKeys(db, userId, systemNow);
  for (const { id, prefix, name } of keys)
    await recordAudit(db, by, {
      action: "api-key.revoke",
      subject: { kind: "api-key", id },
      details: { prefix, name, user_id: userId },
    });
  return { sessions, keys: keys.length };
}
