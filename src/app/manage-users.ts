import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { findRole, type Role } from "#db/stores/account-store.ts";
import { findUserEmail } from "#db/stores/user-store.ts";
import type { ApiContext } from "./api-context.ts";
import { type Actor, recordAudit } from "./audit.ts";
import { DEMO_EMAIL } from "./default-user.ts";
import { type EndedAccess, endAccess } from "./end-access.ts";
import { makeAdmin, takeAdminRole } from "./make-admin.ts";

type UsersContext = Pick<ApiContext, "database" | "systemNow">;

/** Gives a user a role; false where it was theirs. Errors: NOT_FOUND, VALIDATION, LAST_ADMINISTRATOR. */
export async function changeRole(
  context: UsersContext,
  userId: string,
  role: Role,
  { by, reason }: { readonly by: Actor; readonly reason: string | null },
): Promise<boolean> {
  const { db } = context.database.system;
  const before = await requireRole(context, userId);
  if (role === "user") return await takeAdminRole(context, userId, by, reason);
  if ((await findUserEmail(db, userId)) === DEMO_EMAIL)
    throw new SigmaSightError("VALIDATION", "nobody can sign in as the demo's user, so it cannot administer");
  if (before === "admin") return false;
  await makeAdmin(context, userId, by, reason);
  return true;
}

/** Ends a user's sign-ins, but for one to keep, and API keys; the password stays. Errors: NOT_FOUND. */
export async function endAccessOf(
  context: UsersContext,
  userId: string,
  {
    by,
    reason,
    keptSessionId,
  }: { readonly by: Actor; readonly reason: string | null; readonly keptSessionId: string | null },
): Promise<EndedAccess> {
  await requireRole(context, userId);
  return await context.database.system.transaction("end access", async ({ db }) => {
    const ended = await endAccess(db, by, userId, { keptSessionId, systemNow: context.systemNow() });
    const subject = { kind: "account", id: userId };
    await recordAudit(db, by, { action: "account.end-access", subject, reason, details: { ended } });
    return ended;
  });
}

async function requireRole({ database }: UsersContext, userId: string): Promise<Role> {
  const role = await findRole(database.system.db, userId);
  if (role === null) throw new SigmaSightError("NOT_FOUND", "there is no such user");
  return role;
}
