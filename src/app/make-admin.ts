import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { hashKey, lockInOrder } from "#db/advisory-locks.ts";
import {
  countAdmins,
  deleteVerifications,
  findRole,
  hasAdmin,
  updateUserRole,
} from "#db/stores/account-store.ts";
import { reownDemoPortfolios } from "#db/stores/portfolio-store.ts";
import type { Transaction } from "#db/types.ts";
import type { ApiContext } from "./api-context.ts";
import { type Actor, recordAudit } from "./audit.ts";

/** Identifier of the proof behind the set-up link. */
export const SETUP_LINK = "setup-link";

/** Makes a user administrator. The first one becomes owner of the demo, as with the set-up link. */
export async function makeAdmin(
  context: Pick<ApiContext, "database">,
  userId: string,
  by: Actor,
  reason: string | null = null,
): Promise<void> {
  await context.database.system.transaction("make administrator", async (tx) => {
    await lockRoles(tx);
    const isFirst = !(await hasAdmin(tx.db));
    await giveAdminRole(tx, by, userId, reason);
    if (isFirst) await reownDemoPortfolios(tx.db, userId);
  });
}

/**
 * Makes an administrator a user again, from their next request on; false for a user who is none. Errors:
 * LAST_ADMINISTRATOR.
 */
export async function takeAdminRole(
  context: Pick<ApiContext, "database">,
  userId: string,
  by: Actor,
  reason: string | null = null,
): Promise<boolean> {
  return await context.database.system.transaction("take administrator's role", async (tx) => {
    await lockRoles(tx);
    if ((await findRole(tx.db, userId)) !== "admin") return false;
    if ((await countAdmins(tx.db)) === 1)
      throw new SigmaSightError("LAST_ADMINISTRATOR", "nobody else administers this installation");
    await updateUserRole(tx.db, userId, "user");
    const subject = { kind: "account", id: userId };
    await recordAudit(tx.db, by, { action: "account.role", subject, reason, details: { role: "user" } });
    return true;
  });
}

/** Of changes of roles one goes after the other, so that each knows who administers. */
export async function lockRoles({ client }: Transaction): Promise<void> {
  await lockInOrder(client, [{ classId: hashKey("roles"), key: "admin" }]);
}

/** Needs {@link lockRoles}. Where somebody administers a set-up link has nothing left to do: it ends. */
export async function giveAdminRole(
  { db }: Transaction,
  by: Actor,
  userId: string,
  reason: string | null = null,
): Promise<void> {
  await updateUserRole(db, userId, "admin");
  await deleteVerifications(db, SETUP_LINK);
  const subject = { kind: "account", id: userId };
  await recordAudit(db, by, { action: "account.role", subject, reason, details: { role: "admin" } });
}
